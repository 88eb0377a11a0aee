"""The head and furniture around a page's own part, and lists of stories."""

from dataclasses import dataclass
from datetime import timedelta
from html import escape

from training.kinds.words import words
from training.layouts import furniture
from training.layouts.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Frame:
    """The head and furniture around a page's own part."""

    sheet: Sheet
    kind: str

    def say(self, name: str) -> str:
        """Return one wording of *name*, filled in."""
        sheet = self.sheet
        wording = sheet.dice.pick(words(name, sheet.story.language))
        return wording.format(q=sheet.voice.say("+thing"), p=sheet.story.paper, t=sheet.story.title)

    def page(self, title: str, inner: str, *, extra: str = "", bare: bool = False) -> str:
        """Return a whole page; a *bare* one has no furniture."""
        sheet, dice = self.sheet, self.sheet.dice
        name = (
            ""
            if dice.chance(0.3) or sheet.story.paper in title
            else dice.pick((" - ", "_", " | ")) + sheet.story.paper
        )
        top = f'<meta charset="utf-8"><title>{escape(title + name, quote=False)}</title>{extra}'
        if not bare:
            inner = (
                furniture.navigation(sheet)
                + inner
                + (furniture.sidebar(sheet) if dice.chance(0.3) else "")
                + furniture.footer(sheet)
            )
        return f"<!DOCTYPE html><html><head>{top}</head><body>{inner}</body></html>"

    def entries(self, low: int, high: int) -> str:
        """Return a list of stories in one of five shapes."""
        sheet, dice = self.sheet, self.sheet.dice
        form = dice.number(0, 4)
        made = [self._entry(form) for _ in range(dice.number(low, high))]
        more = (
            f'<div class="more"><a href="?page=2">{self.say("more")}</a></div>'
            if dice.chance(0.6)
            else ""
        )
        return sheet.box("wrap", f"<ul>{''.join(made)}</ul>" if form == 0 else "".join(made)) + more

    def _entry(self, form: int) -> str:
        sheet, other = self.sheet, self.sheet.other
        link, blurb = sheet.link(other.say("other")), escape(other.say("lead"), quote=False)
        moment = sheet.story.published - timedelta(minutes=sheet.dice.number(1, 9000))
        when = sheet.dice.pick((f"{moment:%m-%d %H:%M}", f"{moment:%Y-%m-%d}", self.say("ago")))
        if form == 0:
            return f"<li>{link}<span>{when}</span></li>"
        if form == 1:
            return sheet.box("item", f"<h3>{link}</h3><p>{blurb}</p><span>{when}</span>")
        if form == 2:
            return sheet.box(
                "item",
                f'<a href="{sheet.href()}"><img src="/i.jpg"><h2>{escape(other.say("other"), quote=False)}</h2><p>{blurb}</p></a>',
                "article",
            )
        if form == 3:
            return sheet.box(
                "item", f"<div>{link}</div><div>{escape(other.say('paper'))} {when}</div>"
            )
        return f"<dl><dt>{link}</dt><dd>{blurb} <em>{when}</em></dd></dl>"
