"""Scrapy wiring: the only file that names pipelines, extensions and middlewares."""

from newsspider.net.defaults import hardened

BOT_NAME = "newsspider"
SPIDER_LOADER_CLASS = "newsspider.spiders.loader.CatalogueLoader"
TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"

EXTENSIONS = {"newsspider.extensions.state.State": 0}
ITEM_PIPELINES = {
    "pipelines.validate.Validate": 100,
    "pipelines.normalise.Normalise": 200,
    "pipelines.dedupe.Dedupe": 300,
    "pipelines.sanitise.Sanitise": 400,
    "pipelines.write.Write": 900,
}
HTTPERROR_ALLOW_ALL = True  # the spider tells a 404 from a 410 itself

globals().update(hardened())
