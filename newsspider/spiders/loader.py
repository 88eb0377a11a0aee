"""Gives Scrapy a spider for every source, so that ``scrapy crawl NAME`` works."""

import builtins
import os
from pathlib import Path
from typing import Self

from scrapy import Request, Spider
from scrapy.settings import BaseSettings

from newsspider import options
from newsspider.model.source import Source
from newsspider.sources.catalogue import Catalogue
from newsspider.spiders.source import SourceSpider


class CatalogueLoader:
    """Scrapy's SPIDER_LOADER_CLASS: the sources of the user's folder and of the catalog."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Self:
        """Make the loader for the options of this installation."""
        chosen = settings.get("NEWSSPIDER_OPTIONS") or options.load(None, os.environ, Path.cwd())
        return cls(Catalogue(private=chosen.sources_dir))

    def load(self, spider_name: str) -> type[Spider]:
        """Return the spider of the source called *spider_name*; KeyError when there is none."""
        return spider_for(self.catalogue.all[spider_name])

    def list(self) -> builtins.list[str]:
        """Return the names of all sources."""
        return sorted(self.catalogue.all)

    def find_by_request(self, request: Request) -> builtins.list[str]:
        """Return the source that is meant for the address of *request*."""
        source = self.catalogue.match(request.url)
        return [source.name] if source else []


def spider_for(source: Source) -> type[Spider]:
    """Return a spider class for *source*."""
    return type(
        f"{source.name.title()}Spider", (SourceSpider,), {"name": source.name, "source": source}
    )
