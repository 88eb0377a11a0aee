"""How Scrapy's feed exports see our items: in the JSON form of ``newsspider fetch --json``."""

from collections.abc import Iterator
from typing import Any

from itemadapter import ItemAdapter
from itemadapter.adapter import AdapterInterface

from newsspider.model.article import Article
from newsspider.model.extraction import Extraction
from newsspider.shape import article_shape, extraction_shape


class ShapeAdapter(AdapterInterface):
    """A read-only view of an Article or an Extraction: our items are never edited."""

    def __init__(self, item: Article | Extraction) -> None:
        super().__init__(item)
        self._shape = article_shape(item) if isinstance(item, Article) else extraction_shape(item)

    @classmethod
    def is_item_class(cls, item_class: type) -> bool:
        """Tell whether *item_class* is one of ours."""
        return issubclass(item_class, Article | Extraction)

    def __getitem__(self, key: str) -> Any:
        return self._shape[key]

    def __setitem__(self, key: str, value: object) -> None:
        raise TypeError(f"{key}: items of newsspider are frozen; use dataclasses.replace")

    def __delitem__(self, key: str) -> None:
        raise TypeError(f"{key}: items of newsspider are frozen; use dataclasses.replace")

    def __iter__(self) -> Iterator[str]:
        return iter(self._shape)

    def __len__(self) -> int:
        return len(self._shape)


def register() -> None:
    """Let ItemAdapter, and with it Scrapy's exporters, know our items; may be called again."""
    known = list(ItemAdapter.ADAPTER_CLASSES)
    if ShapeAdapter not in known:
        ItemAdapter.ADAPTER_CLASSES = (ShapeAdapter, *known)
