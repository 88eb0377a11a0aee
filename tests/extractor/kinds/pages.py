"""Pages of every kind in shapes of their own: the rules were made with others (training/kinds)."""

from collections.abc import Iterator
from dataclasses import dataclass

from newsspider.model.extraction import Kind
from tests.extractor.kinds import shapes
from tests.extractor.kinds.wording import Wording
from tests.extractor.kinds.wording_east import EAST
from tests.extractor.kinds.wording_west import WEST

WORDINGS: tuple[Wording, ...] = (*WEST, *EAST)
SHAPES = 4  # of each kind and language: 32 pages a kind


@dataclass(frozen=True, slots=True)
class Shown:
    """A page, where it stood and what it is."""

    id: str
    url: str
    html: str
    kind: Kind


def pages() -> Iterator[Shown]:
    """Yield every page."""
    for kind, (draw, paths) in _KINDS.items():
        for wording in WORDINGS:
            for shape in range(SHAPES):
                path = paths[shape % len(paths)]
                url = f"https://{wording.code.lower()}.paper.example{path}"
                yield Shown(f"{kind}-{wording.code}-{shape}", url, draw(wording, shape), kind)


_STORY = ("/2024/03/02/story-77120.html", "/news/the-story-of-a-quiet-river")
_KINDS = {
    Kind.ARTICLE: (shapes.article, (*_STORY, "/art_5512.htm", "/local/quiet-river")),
    Kind.LIVE: (
        shapes.live,
        ("/live/2024/match-4411", "/actu/story-9912345.html", "/ticker/77", "/news/77120.html"),
    ),
    Kind.VIDEO: (
        shapes.video,
        ("/x/77120", "/watch/quiet-river", "/videos/quiet-river", "/video/77120.html"),
    ),
    Kind.GALLERY: (
        shapes.gallery,
        ("/galerie/77120", "/a/77120.html", "/b/quiet-river", "/fotos/77120.html"),
    ),
    Kind.INDEX: (
        shapes.index,
        ("/economy", "/section/world/", "/c/local/index.html", "/news/list_3.html"),
    ),
    Kind.TAG: (shapes.tag, ("/tag/river", "/x/77", "/temas/river/", "/topics/river?page=2")),
    Kind.SEARCH: (
        shapes.search,
        ("/search?q=river", "/buscar/?query=river", "/recherche?text=river", "/find?term=river"),
    ),
    Kind.HOME: (shapes.home, ("/", "", "/index.php", "/fr/")),
    Kind.LOGIN: (
        shapes.login,
        ("/signin", "/user/login?back=/a", "/2024/03/02/story-77120.html", "/members"),
    ),
    Kind.CONSENT: (shapes.consent, _STORY),
    Kind.PAYWALL: (shapes.paywall, _STORY),
    Kind.SOFT_404: (shapes.lost, _STORY),
    Kind.CAPTCHA: (shapes.captcha, _STORY),
    Kind.EMPTY: (shapes.empty, _STORY),
}
