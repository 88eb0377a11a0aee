"""Write the table of all shipped sources to docs/catalogue.md.

python -m benchmarks.source_table
"""

from pathlib import Path

from newsspider.sources import fixtures
from newsspider.sources.catalogue import Catalogue
from newsspider.workbench import table

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "catalogue.md"


def made() -> str:
    """Return the page as it should be now."""
    saved = fixtures.every(ROOT / "tests" / "sources")
    return table.markdown(Catalogue().all.values(), saved)


if __name__ == "__main__":
    PAGE.write_text(made(), "utf-8")
    print(PAGE)
