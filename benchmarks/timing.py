"""What a page costs in CPU, user and system together, in one process."""

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from statistics import mean
from time import process_time

from benchmarks.extractors import ALL, FAST, OWN, Extractor, bare_parse

PARSE = "lxml parse"
SIZES = (5, 20, 80, 320, 1000, 2000)  # kB: from a brief to what a live report grows to
_WARM = 5  # pages that load models, tables and caches before the clock runs
_TURN = 20  # pages
_ROUNDS = 3  # of which the fastest counts on pages of our own
_WORDS = (
    "harbour", "office", "night", "ferry", "council", "budget", "river", "station", "morning",
    "engineer", "bridge", "report", "winter", "market", "school", "library", "signal", "island",
)  # fmt: skip


def cost(extractor: Extractor, body: bytes, url: str) -> float:
    """Return the CPU milliseconds of one page; a crash costs what it took until then."""
    start = process_time()
    with suppress(Exception):  # a crash is counted where answers are scored
        extractor(body, url)
    return (process_time() - start) * 1000


def measure(names: Sequence[str], pages: Sequence[tuple[bytes, str]]) -> dict[str, float]:
    """Return the mean milliseconds a page of each extractor, and of a bare parse.

    They take turns of :data:`_TURN` pages, and each turn another one begins: so the noise of the
    machine is everybody's, and nobody pays for what another one left in the caches.
    """
    extractors = {PARSE: bare_parse} | {name: ALL[name] for name in names}
    for body, url in pages[:_WARM]:
        for extractor in extractors.values():
            cost(extractor, body, url)
    spent: dict[str, list[float]] = {name: [] for name in extractors}
    order = list(extractors)
    for start in range(0, len(pages), _TURN):
        order = [*order[1:], order[0]]
        for name in order:
            spent[name] += [
                cost(extractors[name], body, url) for body, url in pages[start : start + _TURN]
            ]
    return {name: mean(times) for name, times in spent.items() if times}


def show(spent: dict[str, float], count: int) -> None:
    """Print the table of CPU, and the ratio that is promised."""
    print(f"\nCPU, user and system, mean of {count} pages, interleaved, one process")
    for name, value in spent.items():
        print(f"  {name:18} {value:8.2f} ms a page")
    if "trafilatura" in spent:
        for name in (OWN, FAST):
            print(
                f"  {name} to trafilatura with metadata: {spent[name] / spent['trafilatura']:.2f}"
            )


def built(size: int) -> bytes:
    """Return a news page of about *size* bytes: menus, a story and cards, no two alike."""
    head = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Night ferry is back - '
        "Harbour Post</title></head><body><h1>Night ferry is back</h1>"
    )
    parts, length = [head], len(head)
    for part in _parts():
        if length >= size:
            break
        parts.append(part)
        length += len(part)
    return "".join([*parts, "</body></html>"]).encode()


def _parts() -> Iterator[str]:
    """Yield without end pieces of a page, in the shares that news pages have them."""
    number = 0
    while True:
        number += 1
        menu = "".join(
            f'<li class="item"><a href="/{number}/{word}">{word} {number}</a></li>'
            for word in _WORDS[:6]
        )
        story = "".join(
            f'<p id="p{number}-{row}">{_sentence(number + row)} <a href="/x">{_WORDS[row]}</a> '
            f"{_sentence(number * 7 + row)}</p>"
            for row in range(6)
        )
        yield f'<ul class="nav">{menu}</ul><div class="story"><h2>Part {number}</h2>{story}</div>'
        yield (
            f'<div class="card"><a href="/card/{number}"><img src="/{number}.jpg" alt="">'
            f'<h3>{_sentence(number * 3)}</h3></a><span class="date">2026-03-05</span></div>'
        )


def _sentence(seed: int) -> str:
    words = [_WORDS[(seed * 5 + place * (seed % 7 + 1)) % len(_WORDS)] for place in range(14)]
    return f"The {' '.join(words)} {seed}."


def linear(names: Iterable[str]) -> None:
    """Print what pages of our own cost as they grow: per kB it should stay the same."""
    chosen = {PARSE: bare_parse} | {name: ALL[name] for name in names}
    print("\nCPU on pages of our own, the fastest of", _ROUNDS)
    print(f"  {'kB':>6}" + "".join(f"{name:>30}" for name in chosen))
    small = built(SIZES[0] * 1000)
    for extractor in chosen.values():
        cost(extractor, small, "")
    for size in SIZES:
        body = built(size * 1000)
        cells = []
        for extractor in chosen.values():
            gc.collect()
            spent = min(cost(extractor, body, "https://harbour.example/a") for _ in range(_ROUNDS))
            cells.append(f"{spent:>14.1f} ms {spent / (len(body) / 1000):>7.3f} ms/kB")
        print(f"  {len(body) / 1000:>6.0f}" + "".join(f"{cell:>30}" for cell in cells), flush=True)
