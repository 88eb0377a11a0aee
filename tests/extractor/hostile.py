"""Pages made to harm their reader, and one run over each in a process of its own."""

import json
import resource
import sys
from collections.abc import Callable
from pathlib import Path

STORY = "The last boat now leaves at eleven in the evening, the harbour office said on Friday. "
PROSE = "<h1>Night ferries return</h1>" + f"<p>{STORY * 2}</p>" * 5
HEAD = "<html><head><title>Night ferries return</title></head><body>"
MANY = 1_000_000


def _page(text: str) -> bytes:
    return f"{HEAD}{text}</body></html>".encode()


def _linked_data(text: str) -> bytes:
    return _page(f'<script type="application/ld+json">{text}</script>{PROSE}')


def _titled(title: str) -> bytes:
    return f"<html><head><title>{title}</title></head><body>{PROSE}</body></html>".encode()


def _cyclic() -> str:
    things = [
        {"@id": f"#{n}", "@type": "NewsArticle", "author": {"@id": f"#{(n + 1) % 500}"}}
        for n in range(500)
    ]
    return json.dumps({"@context": "https://schema.org", "@graph": things})


def _attributes() -> bytes:
    return _page(f"<div {' '.join(f'a{n}=1' for n in range(40_000))}>{PROSE}</div>")


def _binary() -> bytes:
    return bytes(range(256)) * 8_000


# Each page by name; those with PROSE are to be read, the others may be empty.
PAGES: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "binary": _binary,
    "truncated": lambda: _page(PROSE)[:-300],
    "cut-in-a-tag": lambda: _page(PROSE + "<p class='") [:-14],
    "ten-megabytes": lambda: _page(f"<p>{STORY * 4}</p>" * 30_000),
    "nested": lambda: _page("<div>" * 100_000 + PROSE + "</div>" * 100_000),
    "nested-inline": lambda: _page(PROSE + "<b>" * 100_000 + "x"),
    "nested-unclosed": lambda: _page(PROSE + "<table><tr><td>" * 30_000),
    "inline-siblings": lambda: _page(PROSE + "<i>x</i>" * MANY),
    "block-siblings": lambda: _page(PROSE + "<p>x</p>" * MANY),
    "block-siblings-empty": lambda: _page(PROSE + "<div></div>" * MANY),
    "breaks": lambda: _page(PROSE + "x<br>" * MANY),
    "hidden-siblings": lambda: _page(PROSE + "<p hidden>x</p>" * 200_000),
    "hidden-nested": lambda: _page(PROSE + f"<div hidden>{'x' * 300}" * 190 + "<i>x</i>" * 100_000),
    "noscript-nested": lambda: _page(PROSE + "<noscript>" * 190 + "<i>xxxxxx</i>" * 100_000),
    "inline-around-blocks": lambda: _page(PROSE + "<span>" * 190 + "<i>x</i>" * 100_000),
    "links": lambda: _page(PROSE + "<a href=/x>one two</a> " * 200_000),
    "images": lambda: _page(PROSE + "<p><img src=/a.png></p>" * 100_000 + PROSE),
    "list-items": lambda: _page(PROSE + "<ul>" + "<li>x y z" * 300_000),
    "table-cells": lambda: _page(f"{PROSE}<table><tr>{'<td>x' * 300_000}</table>{PROSE}"),
    "prose-lines": lambda: _page(f"<p>{STORY}</p>" * 100_000),
    "broken-linked-data": lambda: _linked_data('{"@type": "NewsArticle", "headline": "x' * 5_000),
    "deep-linked-data": lambda: _linked_data('{"@graph":[' * 50_000),
    "deep-closed-linked-data": lambda: _linked_data("[" * 50_000 + "]" * 50_000),
    "cyclic-linked-data": lambda: _linked_data(_cyclic()),
    "blanks": lambda: _page(PROSE + " " * 2_000_000 + "x" + "\n\u3000" * 500_000),
    "digits": lambda: _page(PROSE + "<p>" + "1" * 2_000_000),
    "dashes": lambda: _page(PROSE + "<p>" + "2026-" * 400_000 + "-" * 2_000_000),
    "many-dates": lambda: _page(PROSE + "<p>2026-03-06 12:00</p>" * 100_000),
    "many-names": lambda: _page(PROSE + "<p class=byline>By Jane Roe</p>" * 100_000),
    "many-headings": lambda: _page(PROSE + "<h1>Night ferries return</h1>" * 100_000),
    "many-metas": lambda: b"<html><head>"
    + b'<meta property="og:title" content="Night ferries">' * 150_000
    + _page(PROSE),
    "many-times": lambda: _page("<time datetime=2026-03-06>x</time>" * 80_000 + PROSE),
    "title-of-parts": lambda: _titled("ab | " * 500_000),
    "title-of-dashes": lambda: _titled("a-" * 500_000),
    "attributes": _attributes,
    "long-class": lambda: _page(f"<div class='{'related ' * 300_000}'>{PROSE}</div>"),
    "open-tags": lambda: _page(PROSE + "<" * 2_000_000),
    "open-attributes": lambda: _page(PROSE + "<a b=" * 400_000),
    "comments": lambda: _page(PROSE + "<!--" * 500_000),
    "entities": lambda: _page(PROSE + "<p>" + "&amp;" * 1_000_000),
    "chinese": lambda: _page("<h1>海棠书市开市</h1>" + "<p>" + "来源：" * 700_000),
}  # fmt: skip


def main(name: str) -> None:
    """Read one page; print what was found and what it cost as JSON."""
    body = PAGES[name]()
    resource.setrlimit(resource.RLIMIT_CPU, (30, 31))
    before = resource.getrusage(resource.RUSAGE_SELF)

    from newsspider import extract

    found = extract(body, "https://harbour.example/night", content_type="text/html")
    after = resource.getrusage(resource.RUSAGE_SELF)
    said = {
        "kind": found.kind,
        "evidence": found.evidence,
        "text": len(found.text),
        "story": STORY.strip() in found.text,
        "flags": found.flags,
        "seconds": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
        "megabytes": _megabytes(),
    }
    sys.stdout.write(json.dumps(said))


def _megabytes() -> float:
    """Return the most memory that this process held; ``ru_maxrss`` may be its parent's."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return size / (1024 * 1024 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    main(sys.argv[1])
