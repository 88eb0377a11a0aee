"""Read corpora of pages with gold answers, and keep a fifth of their sites apart.

A corpus is a folder with ``gold.jsonl`` (one page a line: ``id``, and what is known of ``url``,
``text``, ``title``, ``date``, ``author``, ``source``) and ``pages/ID.html`` or ``ID.html.gz``.
"""

import argparse
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

Row = dict[str, Any]

UNTOUCHED = 5  # one site in this many is kept for the last measurement
_SECOND_LEVEL = frozenset(("com", "co", "org", "net", "gov", "edu", "ac", "or", "ne", "go"))


def rows(corpus: Path) -> Iterator[Row]:
    """Yield the gold answers of one corpus, with ``path`` of the page."""
    with (corpus / "gold.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            path = corpus / "pages" / f"{row['id']}.html.gz"
            row["path"] = str(path if path.exists() else path.with_suffix(""))
            yield row


def names(corpora: Path) -> list[str]:
    """Return the names of the corpora in a folder."""
    return sorted(folder.parent.name for folder in corpora.glob("*/gold.jsonl"))


def site_of(row: Row) -> str:
    """Return the registrable part of the page's host, or the head of its id where it has no URL."""
    host = (urlsplit(row.get("url") or "").hostname or "").removeprefix("www.")
    if not host:
        return re.split(r"[-_.\d]", str(row["id"]).strip("-_.0123456789"))[0] or str(row["id"])
    labels = host.split(".")
    keep = 3 if len(labels) > 2 and labels[-2] in _SECOND_LEVEL else 2
    return ".".join(labels[-keep:])


def is_untouched(row: Row) -> bool:
    """Tell whether a page belongs to the fifth that nothing is tuned on; all of a site does."""
    return int(hashlib.sha256(site_of(row).encode()).hexdigest(), 16) % UNTOUCHED == 0


def split(corpora: Path, out: Path) -> None:
    """Write ``out/seen`` and ``out/untouched``: all corpora with their part of the pages."""
    for name in names(corpora):
        for part in ("seen", "untouched"):
            folder = out / part / name
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "pages").unlink(missing_ok=True)
            (folder / "pages").symlink_to((corpora / name / "pages").resolve())
            chosen = [r for r in rows(corpora / name) if is_untouched(r) == (part == "untouched")]
            text = "".join(
                json.dumps({k: v for k, v in row.items() if k != "path"}, ensure_ascii=False) + "\n"
                for row in chosen
            )
            (folder / "gold.jsonl").write_text(text, encoding="utf-8")
            print(f"{part:10} {name:18} {len(chosen)}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Keep a fifth of the sites of corpora apart.")
    parser.add_argument("corpora", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    split(arguments.corpora, arguments.out)
