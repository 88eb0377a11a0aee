"""What every part of a page needs to draw itself, and small helpers to write HTML."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape

from training.layouts.dice import Dice, Names
from training.layouts.prose import Story, Voice


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page in the making."""

    dice: Dice
    names: Names
    story: Story
    voice: Voice  # speaks of this story
    other: Voice  # speaks of other stories

    @property
    def is_chinese(self) -> bool:
        """Tell whether the page is in Chinese, in either script."""
        return self.story.language.startswith("zh")

    def box(self, role: str, inner: str, tag: str = "div") -> str:
        """Return *inner* in an element whose class is what the page calls *role*."""
        return f"<{tag}{self.names.attribute(role)}>{inner}</{tag}>"

    def link(self, text: str) -> str:
        """Return a link to another story."""
        return f'<a href="{self.href()}">{escape(text, quote=False)}</a>'

    def href(self) -> str:
        """Return the address of another story, in one of the forms sites use."""
        dice = self.dice
        day = self.story.published + timedelta(days=dice.number(-30, 30))
        number = dice.number(10000, 99999999)
        return dice.pick(
            (
                f"/{day:%Y-%m/%d}/content_{number}.htm",
                f"/a/{day:%Y%m%d}{number}.html",
                f"/news/{number}.shtml",
                f"//www.{dice.pick(('news', 'sports', 'local'))}.example/{day:%Y/%m/%d}/{number}.html",
                f"/article?id={number}",
                f"/{day:%Y}/{day:%m}/{dice.letters(8).lower()}-{dice.letters(5).lower()}/",
            )
        )

    def printed(self, moment: datetime, *, day_only: bool = False) -> str:
        """Return *moment* as this page prints dates."""
        return printed(self.dice, self.story.language, moment, day_only=day_only)


_MONTHS = "January February March April May June July August September October November December"
_MONATE = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"


def printed(dice: Dice, language: str, moment: datetime, *, day_only: bool = False) -> str:
    """Return *moment* in one of the forms of a language."""
    clock = "" if day_only else f"{moment:%H:%M}"
    seconds = "" if day_only else f"{moment:%H:%M:%S}"
    day, month, year = moment.day, moment.month, moment.year
    if language in ("zh", "zh-Hant"):
        forms: tuple[str, ...] = (
            f"{year}年{month:02}月{day:02}日{clock}",
            f"{year}年{month}月{day}日 {clock}",
            f"{year}-{month:02}-{day:02} {seconds}",
            f"{year}-{month:02}-{day:02} {clock}",
            f"{year}-{month}-{day} {seconds}",
            f"{year}/{month:02}/{day:02} {clock}",
            f"{year}.{month:02}.{day:02} {clock}",
        )
    elif language == "ja":
        forms = (f"{year}年{month}月{day}日 {clock}", f"{year}/{month:02}/{day:02} {clock}")
    elif language == "de":
        forms = (
            f"{day:02}.{month:02}.{year}, {clock}",
            f"{day}. {_MONATE.split()[month - 1]} {year} {clock}",
        )
    else:
        name = _MONTHS.split()[month - 1]
        forms = (
            f"{name} {day}, {year} {clock}",
            f"{day} {name} {year} {clock}",
            f"{name[:3]} {day}, {year}",
            f"{year}-{month:02}-{day:02} {clock}",
        )
    return dice.pick(forms).rstrip(" ,")
