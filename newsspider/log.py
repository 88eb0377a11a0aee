"""The only place that configures logging."""

import logging
import os
import sys

from newsspider import show


def configure(*, verbose: bool) -> None:
    """Send log lines to stderr with ``--verbose``, nowhere otherwise.

    What a person must read is printed by the commands themselves; Scrapy's and Twisted's lines
    are for those who ask for them. ``NEWSSPIDER_LOG`` names a level, such as DEBUG.
    """
    root = logging.getLogger()
    for handler in list(root.handlers):
        root.removeHandler(handler)
    level = os.environ.get("NEWSSPIDER_LOG", "INFO" if verbose else "").upper()
    if level in logging.getLevelNamesMapping():
        output: logging.Handler = logging.StreamHandler(sys.stderr)
        output.setFormatter(show.Formatter())
        root.setLevel(level)
    else:
        output = logging.NullHandler()
        root.setLevel(logging.CRITICAL)
    root.addHandler(output)


def take_back() -> None:
    """Let Scrapy's loggers say no more than asked for; it sets them to DEBUG when it starts.

    Every page would have two records made that nobody reads.
    """
    logging.getLogger("scrapy").setLevel(logging.NOTSET)
