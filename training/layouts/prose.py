"""Text of our own: stories grown from a grammar, the same for the same seed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from importlib import resources

from training.layouts.dice import Dice

_SLOT = re.compile(r"\{(\+?)([a-z0-9.]+)\}")
_FIRST_DAY = datetime(2003, 1, 5)  # noqa: DTZ001  a printed time, whose zone is the page's
_DEEPEST = 12  # slots within slots; the grammars stay below it


@cache
def grammar(language: str) -> Mapping[str, tuple[str, ...]]:
    """Return the slots of a language and their alternatives."""
    name = "zh" if language == "zh-Hant" else language
    text = (resources.files(__package__) / "grammars" / f"{name}.txt").read_text(encoding="utf-8")
    lines = (line.partition(": ") for line in text.splitlines() if line and line[0] != "#")
    return {slot: tuple(part.strip() for part in rest.split("|")) for slot, _, rest in lines}


class Voice:
    """Speaks one language; what a story names stays the same within it."""

    def __init__(self, dice: Dice, language: str, kept: dict[str, str] | None = None) -> None:
        self.dice = dice
        self.language = language
        self._kept = {} if kept is None else kept

    def say(self, slot: str) -> str:
        """Return a text for *slot*; ``+slot`` is the story's own."""
        return self._tidy(self._expand("{" + slot + "}", 0))

    def label(self, name: str) -> str:
        """Return what sites of this language print as the label *name*."""
        return self.say(f"label.{name}")

    def other(self) -> "Voice":
        """Return a voice for other stories on the same page."""
        return Voice(self.dice, self.language)

    def _expand(self, text: str, depth: int) -> str:
        if depth > _DEEPEST:
            return ""
        return _SLOT.sub(lambda found: self._slot(found[1], found[2], depth), text)

    def _slot(self, own: str, slot: str, depth: int) -> str:
        if own and slot in self._kept:
            return self._kept[slot]
        text = self._expand(self.dice.pick(grammar(self.language)[slot]), depth + 1)
        if own:
            self._kept[slot] = text
        return text

    def _tidy(self, text: str) -> str:
        if self.language in ("en", "de") and text[:1].islower():
            text = text[0].upper() + text[1:]
        if self.language == "zh-Hant":
            from training.layouts.traditional import traditional

            return traditional(text)
        return text


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph (p), sub-heading (h), list item (li), quote (quote) or table row (row)."""

    kind: str
    text: str
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """An article before it has a layout."""

    language: str
    title: str
    published: datetime
    paper: str
    source: str
    author: str
    editor: str
    section: str
    blocks: tuple[Block, ...]
    captions: tuple[str, ...]
    original_title: str
    voice: Voice = field(compare=False)

    @property
    def text(self) -> str:
        """The body as the gold has it."""
        return "\n\n".join(block.text for block in self.blocks)


# Sentences of a body: (low, high, weight). News of a few lines is common and hard.
_SIZES = ((1, 2, 2), (3, 6, 3), (7, 16, 5), (17, 34, 4), (35, 70, 2))


def story(dice: Dice, language: str, *, sentences: int = 0, until: int = 2026) -> Story:
    """Return a story of about *sentences* (0: any size), published before the year *until*."""
    voice = Voice(dice, language)
    size = sentences or _size(dice)
    title = voice.say("title").rstrip(".。")
    blocks = _blocks(dice, voice, size, plain=size < 7)
    span = int((datetime(until, 3, 1) - _FIRST_DAY).days)  # noqa: DTZ001
    published = _FIRST_DAY + timedelta(days=dice.number(0, span), minutes=dice.number(360, 1380))
    return Story(
        language=language,
        title=title,
        published=published,
        paper=voice.say("+paper"),
        source=voice.other().say("paper") if dice.chance(0.7) else voice.say("+paper"),
        author=voice.other().say("person"),
        editor=voice.other().say("person"),
        section=voice.say("section"),
        blocks=blocks,
        captions=tuple(voice.say("caption") for _ in range(4)),
        original_title=voice.say("original"),
        voice=voice,
    )


def _size(dice: Dice) -> int:
    choices = [(low, high) for low, high, weight in _SIZES for _ in range(weight)]
    low, high = dice.pick(choices)
    return dice.number(low, high)


def _blocks(dice: Dice, voice: Voice, size: int, *, plain: bool) -> tuple[Block, ...]:
    if size <= 2:
        return tuple(Block("p", voice.say("short")) for _ in range(size))
    made = [Block("p", voice.say("lead"))]
    left = size - 1
    longest = dice.pick((1, 2, 3, 4))
    gap = " " if voice.language in ("en", "de") else ""
    headings = not plain and dice.chance(0.4)
    while left > 0:
        count = min(left, dice.number(1, longest))
        left -= count
        if headings and len(made) % 4 == 3:
            made.append(Block("h", voice.say("heading")))
        made.append(Block("p", gap.join(voice.say("sentence") for _ in range(count))))
    if not plain:
        made.extend(_extras(dice, voice))
    if dice.chance(0.5):
        made.append(Block("p", voice.say("ending")))
    return tuple(made)


def _extras(dice: Dice, voice: Voice) -> list[Block]:
    made: list[Block] = []
    if dice.chance(0.18):
        made += [Block("li", voice.say("item")) for _ in range(dice.number(3, 7))]
    if dice.chance(0.12):
        made.append(Block("quote", voice.say("speech")))
        made.append(Block("p", voice.say("sentence")))
    if dice.chance(0.1):
        columns = dice.some(grammar(voice.language)["table.head"], 3, 4)
        heads = tuple(Voice(dice, voice.language)._tidy(head) for head in columns)
        made.append(Block("row", " ".join(heads), heads))
        for _ in range(dice.number(3, 8)):
            cells = (voice.say("place"), *(voice.say("num") for _ in heads[1:]))
            made.append(Block("row", " ".join(cells), cells))
        made.append(Block("p", voice.say("sentence")))
    return made
