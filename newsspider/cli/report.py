"""newsspider report: the history of the sources as one HTML file that opens offline."""

import argparse
from html import escape
from pathlib import Path

from newsspider.cli import common
from newsspider.errors import OutputError
from newsspider.ledger.runs import Runs, Summary

DESCRIPTION = """\
Draw the history of every source: posts a day, failures by class, where fields came from,
duration. The file needs nothing else: no script, no network."""

EXAMPLES = """\
examples:
  newsspider report --html report.html"""

_COLOURS = (
    "#2b6cb0", "#c05621", "#2f855a", "#805ad5", "#b83280", "#718096", "#b7791f", "#2c7a7b",
    "#e53e3e", "#4a5568",
)  # fmt: skip
_STYLE = """body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;
color:#1a202c;background:#fff}h1,h2,p,figcaption,figure div{overflow-wrap:anywhere}
h2{margin-top:2.5rem;border-bottom:1px solid #cbd5e0}
section{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,26rem),1fr));
gap:1.25rem}figure{margin:0;min-width:0}figcaption{font-size:.9rem;font-weight:600}
svg{display:block;width:100%;height:auto;background:#f7fafc;border:1px solid #e2e8f0;
box-sizing:border-box}figure div{display:flex;flex-wrap:wrap;column-gap:.9rem;font-size:.8rem;
color:#4a5568}figure div b{font-weight:400;flex:1 0 100%}i{display:inline-block;width:.7em;
height:.7em;margin-right:.3em}.alarm{color:#c53030}"""
_DAYS = 60
_W, _H = 420, 110


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the flags of this command."""
    parser.add_argument("--html", type=Path, required=True, metavar="FILE", help="where to write")
    parser.add_argument("--out", type=Path, metavar="DIR", help="output folder (default: output)")


def run(arguments: argparse.Namespace) -> int:
    """Write the file."""
    from newsspider.ledger.rebuild import looked

    options = common.load(arguments)
    ledger = looked(options.output, options.sources_dir)
    try:
        runs = Runs(ledger)
        parts = [
            section(
                name,
                runs.days(name),
                [text for (of, _), (_, told, text) in runs.alarms().items() if told and of == name],
            )
            for name in runs.sources()
        ]
    finally:
        ledger.close()
    try:
        arguments.html.write_text(page(parts), encoding="utf-8")
    except OSError as error:
        raise OutputError(f"{arguments.html}: cannot be written: {error.strerror}") from error
    return 0


def page(parts: list[str]) -> str:
    """Return the whole document."""
    body = "".join(parts) or "<p>No runs yet.</p>"
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>newsspider</title>'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">"
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<style>{_STYLE}</style></head><body><h1>newsspider: history</h1>{body}</body></html>\n"
    )


def section(name: str, days: dict[str, Summary], alarms: list[str]) -> str:
    """Return a source's charts."""
    shown = dict(list(days.items())[-_DAYS:])
    failures = {reason for day in shown.values() for reason in day.get("failures", {})}
    charts = [
        stacked(
            "new posts a day", {day: {"posted": s.get("posted", 0)} for day, s in shown.items()}
        ),
        stacked(
            "seconds a day", {day: {"seconds": s.get("seconds", 0)} for day, s in shown.items()}
        ),
    ]
    if failures:
        charts.append(
            stacked("failures by class", {d: s.get("failures", {}) for d, s in shown.items()})
        )
    for field in ("title", "body", "published_at", "source"):
        counts = {day: s.get("fields", {}).get(field, {}) for day, s in shown.items()}
        if any(counts.values()):
            charts.append(stacked(f"{field} by provenance (share)", counts, share=True))
    told = "".join(f'<p class="alarm">{escape(text)}</p>' for text in alarms)
    return f"<h2>{escape(name)}</h2>{told}<section>{''.join(charts)}</section>"


def stacked(title: str, days: dict[str, dict[str, float]], *, share: bool = False) -> str:
    """Return a bar chart as a figure: a bar a day, a colour a kind."""
    kinds = sorted({kind for counts in days.values() for kind in counts})
    totals = {day: sum(counts.values()) for day, counts in days.items()}
    most = 1.0 if share else max(totals.values(), default=0) or 1.0
    step = _W / max(len(days), 10)
    bars = []
    for number, (day, counts) in enumerate(days.items()):
        top = float(_H)
        for index, kind in enumerate(kinds):
            value = counts.get(kind, 0)
            part = value / (totals[day] or 1) if share else value
            height = part / most * (_H - 14)
            top -= height
            colour = _COLOURS[index % len(_COLOURS)]
            bars.append(
                f'<rect x="{number * step:.1f}" y="{top:.1f}" width="{step * 0.85:.1f}" '
                f'height="{height:.1f}" fill="{colour}"><title>{escape(day)} {escape(kind)}: '
                f"{value:g}</title></rect>"
            )
    legend = "".join(
        f'<span><i style="background:{_COLOURS[n % len(_COLOURS)]}"></i>{escape(kind)}</span>'
        for n, kind in enumerate(kinds)
    )
    high = "100 %" if share else f"{most:g}"
    ends = f"{escape(min(days, default=''))} – {escape(max(days, default=''))}"
    return (
        f'<figure><figcaption>{escape(title)}</figcaption><svg viewBox="0 0 {_W} {_H}" '
        f'role="img" aria-label="{escape(title)}">{"".join(bars)}'
        f'<text x="3" y="11" font-size="10" fill="#4a5568">{high}</text></svg>'
        f"<div><b>{ends}</b>{legend}</div></figure>"
    )
