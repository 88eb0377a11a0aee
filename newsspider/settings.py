"""Scrapy wiring: the only file that names pipelines, extensions and middlewares."""

import os
from pathlib import Path

from newsspider import options
from newsspider.net.defaults import hardened

_chosen = options.load(None, os.environ, Path.cwd())

BOT_NAME = "newsspider"
SPIDER_LOADER_CLASS = "newsspider.spiders.loader.CatalogueLoader"
TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"

EXTENSIONS = {
    "newsspider.extensions.state.State": 0,
    # Off in any case (newsspider.net.defaults); not even imported they save 0.3 s a run.
    "scrapy.extensions.remote_control.RemoteControl": None,
    "scrapy.extensions.telnet.TelnetConsole": None,
}
# None has anything to do here, and each wraps what the spider gives in one more generator: no
# Referer is sent, no depth is counted, answers of every status and URLs of every length are ours,
# no request takes over another's meta.
SPIDER_MIDDLEWARES = {
    "scrapy.spidermiddlewares.start.StartSpiderMiddleware": None,
    "newsspider.spiders.start.Start": 25,  # in its place
    "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware": None,
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,
    "scrapy.spidermiddlewares.referer.RefererMiddleware": None,
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
}
ITEM_PIPELINES = {
    "pipelines.validate.Validate": 100,
    "pipelines.normalise.Normalise": 200,
    "pipelines.dedupe.Dedupe": 300,
    "pipelines.sanitise.Sanitise": 400,
    "pipelines.assets.Assets": 500,
    "pipelines.write.Write": 900,
}
# The resolver and the guard of the process; newsspider's own commands set what their flags say.
NEWSSPIDER_ALLOW_ADDRESSES = list(_chosen.allow_addresses)
USER_AGENT = _chosen.user_agent
HTTPERROR_ALLOW_ALL = True  # the spider tells a 404 from a 410 itself

globals().update(hardened(_chosen.limits))
