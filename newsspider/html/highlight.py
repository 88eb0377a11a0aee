"""Draw a page as the extractor saw it: kept lines marked, dropped ones grey, fields coloured.

One self-contained file: its own markup and style, no script, nothing loaded from anywhere.
Every text of the page is escaped; of its elements only the names are shown.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_DEEPEST = 40  # boxes inside each other; what is deeper is drawn in the last of them
_MOST = 20_000  # lines drawn: a browser shows these at once, and no article has more
_STYLE = """
:root{color-scheme:light;--kept:#e4f5e4;--edge:#2e8b57;--field:#fff2c9}
*{box-sizing:border-box}
body{margin:0;font:16px/1.55 system-ui,sans-serif;color:#1b1b1b;background:#fff}
header,main{max-width:70rem;margin:0 auto;padding:1rem;overflow-wrap:anywhere}
header{border-bottom:1px solid #ccc}h1{font-size:1.3rem;margin:.2rem 0}
table{border-collapse:collapse;font-size:.85rem;width:100%}td,th{text-align:left;vertical-align:top;
padding:.2rem .6rem .2rem 0;border-bottom:1px solid #eee}td:last-child{width:35%}
th{white-space:nowrap}td.lost{color:#777}
.legend span{display:inline-block;padding:0 .5rem;margin:.5rem .5rem 0 0;font-size:.85rem}
.box{border-left:1px solid #e3e3e3;padding-left:5px;margin:1px 0}.box:hover{border-left-color:#888}
.line{margin:1px 0;padding:0 .4rem;border-left:4px solid transparent;position:relative}
.kept{background:var(--kept);border-left-color:var(--edge)}.dropped{color:#767676;font-size:.85rem}
.heading{font-weight:600;font-size:1.1rem}.dropped.heading{font-size:.95rem}
.score{float:right;color:#666;font:11px/1.6 ui-monospace,monospace;margin-left:.6rem}
mark{background:var(--field);border-radius:3px;padding:0 .3rem;margin-left:.4rem;font-size:.75rem}
.line.field{outline:2px solid #e0a800;color:#1b1b1b}
#only:checked~main .dropped:not(.field){display:none}label{font-size:.85rem;cursor:pointer}
#only{margin:1rem 0 0 1rem}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """One line of a page as it is drawn.

    ``boxes`` are the elements around it, outermost first, each a key and a name to show;
    ``score`` is the engine's, 0 to 1, None where no engine judged it; ``why`` is shown on hover.
    """

    text: str
    tag: str = "p"
    boxes: Sequence[tuple[int, str]] = ()
    kept: bool = False
    score: float | None = None
    why: str = ""
    fields: Sequence[str] = field(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table of fields; ``lost`` rows were passed over."""

    name: str
    value: str
    origin: str
    lost: bool = False


def draw(url: str, rows: Iterable[Row], lines: Sequence[Marked]) -> str:
    """Return the whole file as HTML."""
    table = "".join(_row(row) for row in rows)
    kept = sum(line.kept for line in lines)
    note = f" Only the first {_MOST} lines are drawn." if len(lines) > _MOST else ""
    body = "".join(_lines(lines[:_MOST]))
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(url or 'a saved page')}</title><style>{_STYLE}</style></head><body>"
        f"<header><h1>{escape(url or 'a saved page')}</h1><table>{table}</table>"
        f'<p class="legend"><span class="line kept">kept: {kept} lines</span>'
        f'<span class="line dropped">dropped: {len(lines) - kept} lines</span>'
        '<span class="line field">gave a field</span>'
        f"Hover over a line for its score, and where it stands.{note}</p></header>"
        '<input type="checkbox" id="only"><label for="only"> hide what was dropped</label>'
        f"<main>{body}</main></body></html>\n"
    )


def _row(row: Row) -> str:
    kind = ' class="lost"' if row.lost else ""
    name = "" if row.lost else escape(row.name)
    cells = "".join(f"<td{kind}>{escape(text)}</td>" for text in (row.value, row.origin))
    return f"<tr><th>{name}</th>{cells}</tr>"


def _lines(lines: Iterable[Marked]) -> Iterator[str]:
    """Yield the lines, opening and closing the boxes that they stand in."""
    opened: list[int] = []
    for line in lines:
        boxes = list(line.boxes[:_DEEPEST])
        same = 0
        while same < min(len(opened), len(boxes)) and opened[same] == boxes[same][0]:
            same += 1
        yield "</div>" * (len(opened) - same)
        del opened[same:]
        for key, name in boxes[same:]:
            opened.append(key)
            yield f'<div class="box" title="{escape(name)}">'
        yield _line(line)
    yield "</div>" * len(opened)


def _line(line: Marked) -> str:
    names = ["line", "kept" if line.kept else "dropped"]
    if line.tag in _HEADINGS:
        names.append("heading")
    if line.fields:
        names.append("field")
    score = "" if line.score is None else f'<span class="score">{line.score:.2f}</span>'
    marks = "".join(f"<mark>{escape(name)}</mark>" for name in line.fields)
    said = "" if line.score is None else f"score {line.score:.3f}\n"
    bullet = "• " if line.tag == "li" else ""
    return (
        f'<div class="{" ".join(names)}" title="{escape(said + line.why)}">'
        f"{score}{bullet}{escape(line.text)}{marks}</div>"
    )
