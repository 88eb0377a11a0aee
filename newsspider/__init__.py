"""newsspider turns news sites into clean, front-matter Markdown posts for a static site.

The public API is small: :func:`extract` (one page to its fields), :class:`Extraction` (what it
returns) and :class:`Article` (the typed item that the pipelines pass on). Importing the package
costs nothing; each name is loaded at its first use.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from newsspider.extractor import extract
    from newsspider.model.article import Article
    from newsspider.model.extraction import Extraction

__version__ = "0.1.0"
__all__ = ["Article", "Extraction", "__version__", "extract"]

_HOMES = {
    "extract": "newsspider.extractor",
    "Article": "newsspider.model.article",
    "Extraction": "newsspider.model.extraction",
}


def __getattr__(name: str) -> Any:
    """Load a public name at its first use."""
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'newsspider' has no attribute {name!r}")
