"""Draw pages of every kind but article."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from newsspider.model.extraction import Kind
from training.kinds import lists, media, walls
from training.kinds.frame import Frame
from training.layouts.dice import Dice, Names
from training.layouts.prose import Voice, story
from training.layouts.sheet import Sheet

LANGUAGES = ("zh", "zh", "zh", "en", "en", "de", "ja")


@dataclass(frozen=True, slots=True)
class Drawn:
    """One page, where it stood and what it is."""

    id: str
    url: str
    html: str
    kind: Kind


# kind -> (drawer, paths at which such pages stand)
KINDS: dict[Kind, tuple[Callable[[Frame], str], tuple[str, ...]]] = {
    Kind.INDEX: (
        lists.index,
        (
            "/news/",
            "/politics",
            "/china/index.html",
            "/caijing/list_2.html",
            "/section/business/",
            "/col/col1024/index.html",
            "/node_7.htm",
        ),
    ),
    Kind.TAG: (
        lists.tag,
        (
            "/tag/x-y/",
            "/tags/123.html",
            "/topic/harbour",
            "/thema/bahn",
            "/keyword/%E6%A1%A5/",
            "/topics/55/",
        ),
    ),
    Kind.SEARCH: (
        lists.search,
        ("/search?q=x", "/?s=x", "/so/?keyword=x", "/suche/?query=x", "/search/x.html", "/s?wd=x"),
    ),
    Kind.HOME: (lists.home, ("/", "", "/index.html", "/index.shtml", "/en/")),
    Kind.LOGIN: (
        walls.login,
        (
            "/login",
            "/account/signin?next=/a/1.html",
            "/passport/login.html",
            "/a/2022/0102/33333.html",
        ),
    ),
    Kind.CONSENT: (
        walls.consent,
        ("/a/2022/0102/33333.html", "/consent?continue=x", "/news/story-of-the-bridge-1234"),
    ),
    Kind.PAYWALL: (
        walls.paywall,
        (
            "/a/2022/0102/33333.html",
            "/news/story-of-the-bridge-1234",
            "/2022-01-02/article-99.html",
        ),
    ),
    Kind.SOFT_404: (
        walls.lost,
        ("/a/2022/0102/33333.html", "/404.html", "/news/story-of-the-bridge-1234"),
    ),
    Kind.EMPTY: (walls.empty, ("/a/2022/0102/33333.html", "/share/99?from=app", "/#/detail/12")),
    Kind.CAPTCHA: (
        walls.captcha,
        ("/a/2022/0102/33333.html", "/news/story-of-the-bridge-1234", "/verify?u=x"),
    ),
    Kind.VIDEO: (
        media.video,
        (
            "/video/2022/0102/33333.html",
            "/videos/the-bridge-1234",
            "/v/20220102/33333.html",
            "/watch/12345",
        ),
    ),
    Kind.GALLERY: (
        media.gallery,
        (
            "/gallery/2022/33333.html",
            "/photo/2022-01/02/c_1.htm",
            "/pictures/the-bridge-1234",
            "/slide_1_86058_33333.html",
        ),
    ),
    Kind.LIVE: (
        media.live,
        (
            "/live/2022/0102/33333.html",
            "/news/live/the-bridge-1234",
            "/liveblog/bruecke-99",
            "/zhibo/33333.html",
        ),
    ),
}


def pages(count: int = 40, seed: int = 1) -> Iterator[Drawn]:
    """Yield *count* pages of every kind but article."""
    for kind, (draw, paths) in KINDS.items():
        for number in range(count):
            dice = Dice(f"{kind} {seed} {number}")
            language = dice.pick(LANGUAGES)
            told = story(dice, language, sentences=dice.number(4, 20))
            sheet = Sheet(dice, Names(dice), told, told.voice, Voice(dice, language))
            url = f"https://www.{dice.letters(6).lower()}.example{dice.pick(paths)}"
            yield Drawn(f"{kind}-{number:02}", url, draw(Frame(sheet, kind)), kind)
