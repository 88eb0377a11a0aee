"""Draw pages and write them as a corpus: gold.jsonl and pages/ID.html."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training.layouts import head, modern, old
from training.layouts.dice import Dice, Names
from training.layouts.frames import Frame, Shown
from training.layouts.prose import Story, Voice, story
from training.layouts.sheet import Sheet

SEED = 1

# (frame, languages it is drawn in, sentences of its story: 0 = any, weight)
_CHINESE = ("zh",) * 8 + ("zh-Hant",)
_ALL = ("zh",) * 6 + ("zh-Hant", "en", "ja", "de")
_FRAMES: tuple[tuple[Frame, tuple[str, ...], tuple[int, int], int], ...] = (
    (modern.portal, _ALL, (0, 0), 8),
    (modern.app, _ALL, (0, 0), 5),
    (modern.share, _CHINESE, (0, 0), 3),
    (modern.public_account, ("zh",), (4, 40), 3),
    (modern.blog, _ALL, (0, 0), 3),
    (modern.authority, ("zh",), (0, 0), 3),
    (modern.flash, _ALL, (1, 3), 5),
    (modern.ticker, _CHINESE, (1, 2), 3),
    (modern.live, _ALL, (8, 25), 1),
    (modern.magazine, ("en", "en", "de", "ja", "zh", "zh"), (8, 50), 4),
    (old.tables, _CHINESE, (0, 0), 6),
    (old.fonts, _CHINESE, (0, 0), 3),
    (old.paper, (*_CHINESE, "en"), (0, 0), 4),
    (old.forum, _CHINESE, (2, 20), 3),
    (old.phone, _CHINESE, (0, 0), 2),
    (old.printable, _ALL, (0, 0), 1),
)
_OLD = (old.tables, old.fonts, old.forum, old.phone)
_LAST_OLD_YEAR = 2012


@dataclass(frozen=True, slots=True)
class Drawn:
    """One page and its gold."""

    id: str
    html: bytes
    gold: dict[str, Any]


def pages(count: int, seed: int = SEED) -> Iterator[Drawn]:
    """Yield *count* pages; page N of a seed is always the same."""
    frames = [entry for entry in _FRAMES for _ in range(entry[3])]
    order = Dice(f"order {seed}")
    deck: list[int] = []
    for index in range(count):
        if not deck:  # every frame comes in its share, in an order of the seed's own
            deck = list(range(len(frames)))
        place = deck.pop(order.number(0, len(deck) - 1))
        yield _page(index, seed, *frames[place][:3])


def _page(
    index: int, seed: int, frame: Frame, languages: tuple[str, ...], size: tuple[int, int]
) -> Drawn:
    dice = Dice(f"page {seed} {index}")
    language = dice.pick(languages)
    is_old = frame in _OLD
    sentences = dice.number(*size) if size[1] else 0
    told = story(dice, language, sentences=sentences, until=_LAST_OLD_YEAR if is_old else 2026)
    sheet = Sheet(dice, Names(dice), told, told.voice, Voice(dice, language))
    shown = Shown()
    body = frame(sheet, shown)
    charset, declares = _charset(dice, language, is_old=is_old)
    html = _document(sheet, body, declares, is_old=is_old)
    name = f"{frame.__name__}-{seed}-{index:04}"
    return Drawn(
        name, html.encode(charset, "xmlcharrefreplace"), _gold(name, sheet, told, shown, frame)
    )


def _gold(name: str, sheet: Sheet, told: Story, shown: Shown, frame: Frame) -> dict[str, Any]:
    host = f"www.{sheet.dice.letters(6).lower()}.example"
    dated = sheet.dice.chance(0.3)
    number = sheet.dice.number(10**5, 10**8)
    path = (
        f"{told.published:%Y-%m/%d}/content_{number}.htm"
        if dated and shown.date
        else f"news/{number}.html"
    )
    return {
        "id": name,
        "url": f"https://{host}/{path}",
        "text": told.text,
        "title": told.title,
        "date": f"{told.published:%Y-%m-%d}" if shown.date else "",
        "author": [shown.author] if shown.author else [],
        "source": shown.source,
        "lang": told.language,
        "kind": "live" if frame is modern.live else "article",
    }


def _charset(dice: Dice, language: str, *, is_old: bool) -> tuple[str, str]:
    """Return the encoding of a page, and the one it declares (an empty text: none)."""
    share = 0.75 if is_old else 0.12
    if language == "zh" and dice.chance(share):
        return "gb18030", dice.pick(("gb2312", "gb2312", "gbk", "GB18030", ""))
    if language == "zh-Hant" and dice.chance(share):
        return "big5", dice.pick(("big5", "big5", ""))
    if language == "ja" and dice.chance(share):
        return "shift_jis", "Shift_JIS"
    return "utf-8", dice.pick(
        ("utf-8", "UTF-8", "utf-8", "gb2312" if language == "zh" and dice.chance(0.3) else "utf-8")
    )


def _document(sheet: Sheet, body: str, declares: str, *, is_old: bool) -> str:
    dice = sheet.dice
    if is_old:
        doctype = dice.pick(("", '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">'))
        meta = (
            f'<meta http-equiv="Content-Type" content="text/html; charset={declares}">'
            if declares
            else ""
        )
        rich = 0.12
    else:
        doctype = "<!DOCTYPE html>"
        meta = f'<meta charset="{declares}">' if declares else ""
        rich = dice.pick((0.0, 0.3, 0.6, 0.95))
    lang = f' lang="{sheet.story.language}"' if dice.chance(0.4) and not is_old else ""
    scripts = (
        "<script>var _hmt=_hmt||[];</script><style>.a{color:#333}p{margin:0}</style>"
        if dice.chance(0.6)
        else ""
    )
    top = f"{meta}{head.title_element(sheet)}{head.declared(sheet, rich=rich)}{scripts}"
    return f"{doctype}\n<html{lang}><head>{top}</head>\n<body>\n{body}\n</body></html>\n"


def write(out: Path, count: int, seed: int = SEED) -> None:
    """Write a corpus of *count* pages into *out*."""
    (out / "pages").mkdir(parents=True, exist_ok=True)
    with (out / "gold.jsonl").open("w", encoding="utf-8") as gold:
        for page in pages(count, seed):
            (out / "pages" / f"{page.id}.html").write_bytes(page.html)
            gold.write(json.dumps(page.gold, ensure_ascii=False) + "\n")
