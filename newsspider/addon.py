"""The add-on for a Scrapy project of one's own: our items, pipelines and guard beside theirs."""

from scrapy.settings import BaseSettings
from scrapy.utils.misc import load_object

from newsspider import settings as ours

_MERGED = ("EXTENSIONS", "ITEM_PIPELINES")


class Addon:
    """``ADDONS = {"newsspider.addon.Addon": 500}`` turns extractions into posts.

    A spider yields what :func:`newsspider.extract` returns; the post is written under
    ``NEWSSPIDER_OUTPUT`` (or as newsspider.toml says). The project's own settings win.
    """

    def update_settings(self, settings: BaseSettings) -> None:
        """Add our extension and pipelines at add-on priority."""
        for name in _MERGED:
            for component, order in getattr(ours, name).items():
                if order is None:
                    continue  # what we do not want is the project's own choice
                settings.setdefault_in_component_priority_dict(name, load_object(component), order)
