"""One source of chance for a page, and the names that its markup uses."""

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"


class Dice:
    """Chance that gives the same page for the same seed, on every machine."""

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed)  # noqa: S311  nothing here is a secret

    def pick(self, options: Sequence[T]) -> T:
        """Return one of *options*."""
        return options[int(self._random.random() * len(options))]

    def some(self, options: Sequence[T], low: int, high: int) -> list[T]:
        """Return between *low* and *high* different options, in their order."""
        count = min(self.number(low, high), len(options))
        places = list(range(len(options)))
        chosen = [places.pop(int(self._random.random() * len(places))) for _ in range(count)]
        return [options[place] for place in sorted(chosen)]

    def chance(self, share: float) -> bool:
        """Return True in *share* of the calls."""
        return self._random.random() < share

    def number(self, low: int, high: int) -> int:
        """Return a whole number from *low* to *high*, both included."""
        return low + int(self._random.random() * (high - low + 1))

    def letters(self, count: int) -> str:
        """Return letters and digits as build tools put them into class names."""
        return "".join(self.pick(_LETTERS) for _ in range(count))


# What sites call the parts of a page; a page draws one name a role, in one of the styles below.
ROLES = {
    "body": "content article-content article-body main-text post-content entry-content story text "
    "news_txt detail zhengwen TRS_Editor con_text rich_text cont newsContent artibody neirong",
    "title": "title headline article-title post-title h-title biaoti tit news_title main-title",
    "meta": "info meta article-info post-meta byline artInfo time-source date-source laiyuan subtit",
    "side": "sidebar side right aside rightbox col-right fr r_side widget-area youce",
    "related": "related related-news recommend more-news xgxw about hotnews list01 reading tuijian",
    "comments": "comments comment-list pinglun reply discuss cmt thread",
    "nav": "nav menu topnav mainnav daohang navbar channel header-nav",
    "footer": "footer foot bottom copyright site-footer dibu",
    "head": "header top masthead topbar site-header toubu",
    "ad": "ad adv gg banner ad-slot guanggao sponsor promo adbox",
    "share": "share share-box social bdsharebuttonbox tools fenxiang sns",
    "caption": "caption pic-desc img-note tushuo photo-caption zhushi imgtext",
    "editor": "editor zebian article-editor bianji edit credit",
    "crumb": "crumb breadcrumb path position weizhi location",
    "wrap": "wrap container main page box area layout clearfix w1000 center inner",
    "item": "item card entry unit li01 piece cell node one",
    "author": "author author-box bio writer zuozhe profile",
    "tags": "tags keywords tag-list labels biaoqian topic",
    "abstract": "summary abstract zhaiyao lead-box digest daodu",
    "ask": "app-download qrcode subscribe newsletter tips follow erweima",
    "law": "statement disclaimer mianze shengming notice",
    "pic": "pic image picture photo img-box tu",
    "text": "p text line para t wz",
}
STYLES = ("plain", "plain", "bem", "hashed", "css", "numbered", "mixed", "none")


class Names:
    """The class names of one page: the same role has the same name all over it."""

    def __init__(self, dice: Dice, style: str = "") -> None:
        self._dice = dice
        self.style = style or dice.pick(STYLES)
        self._known: dict[str, str] = {}

    def of(self, role: str) -> str:
        """Return the class name for *role*, drawn on first use."""
        if role not in self._known:
            self._known[role] = self._drawn(role)
        return self._known[role]

    def attribute(self, role: str) -> str:
        """Return `` class="..."`` or `` id="..."`` for *role*; an empty text on pages without."""
        name = self.of(role)
        if not name:
            return ""
        return f' id="{name}"' if role == "body" and self.style == "mixed" else f' class="{name}"'

    def _drawn(self, role: str) -> str:
        dice = self._dice
        word = dice.pick(ROLES[role].split())
        match self.style:
            case "plain" | "mixed":
                return word if dice.chance(0.7) else f"{word} {dice.pick(ROLES['wrap'].split())}"
            case "bem":
                return f"{dice.pick(('c', 'o', 'news', 'page', 'art'))}-{word}__{role}"
            case "hashed":
                return f"{dice.pick((word + '_', '_', 'sc-'))}{dice.letters(5)}"
            case "css":
                return (
                    f"css-{dice.letters(6).lower()} e{dice.letters(7).lower()}{dice.number(0, 9)}"
                )
            case "numbered":
                return f"{dice.pick(('box', 'left', 'm', 'k', 'w', 'a'))}{dice.number(1, 40)}"
        return ""
