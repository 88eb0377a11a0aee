"""Look round a site: where it lists its articles, and some of them. Whoever calls it fetches."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from newsspider.discover import addresses, auto
from newsspider.discover.auto import Place, Rated, Via
from newsspider.model.link import Link
from newsspider.model.page import Page
from newsspider.model.source import Discovery
from newsspider.urls import absolute, canonical

Ask = Callable[[str], Awaitable[Page | str]]  # a page, or one line that says why there is none

EXAMPLES = 5  # articles from which a source is proposed
_SURE = (Via.LINK, Via.ROBOTS, Via.PAGE, Via.HOME)
_PLACES = 12  # places that are asked for: a site is not searched through
_MENU = 4  # of them sections that a menu names
_KEPT = 3  # places that a source file names
_GOOD = 0.4  # score from which a place is worth naming
_NEW = 0.3  # share of links that a further place must add


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What was found: the home page, the places worth naming, and articles with what lists say.

    ``listed`` are the pages of the places, in their order; ``troubles`` what could not be had.
    """

    home: str
    places: tuple[Rated, ...] = ()
    listed: tuple[Page, ...] = ()
    pages: tuple[Page, ...] = ()
    links: tuple[Link, ...] = ()
    troubles: tuple[str, ...] = ()


async def survey(urls: Sequence[str], ask: Ask, now: datetime) -> Survey:
    """Return what *ask* gives of the site of *urls*: articles, a list or its home page."""
    surveyor = _Surveyor(ask, now)
    given = [page for url in urls if (page := await surveyor.page(url))]
    articles = [page for page in given if addresses.is_article(page.requested_url)]
    home = next((page for page in given if page not in articles), None)
    root = absolute(urls[0], "/")
    home = home or await surveyor.page(root)
    places = await surveyor.places(home) if home else []
    links = [link for rated in places for link in rated.links]
    articles += await surveyor.articles(links, articles, addresses.is_article)
    if not articles and len(given) == 1:  # what a feed names are articles, whatever their form
        fed = [link for rated in places if rated.place.rule.kind is Discovery.FEED
               for link in rated.links]  # fmt: skip
        articles = await surveyor.articles(fed, (), lambda url: not addresses.is_other(url))
    if not articles:
        articles = given  # an address of a form that nobody has seen yet
    return Survey(
        home=root,
        places=tuple(places),
        listed=tuple(surveyor.had[rated.place.url] for rated in places),
        pages=tuple(articles),
        links=tuple(links),
        troubles=tuple(surveyor.troubles),
    )


class _Surveyor:
    """Asks for each address once, and keeps what it had."""

    def __init__(self, ask: Ask, now: datetime) -> None:
        self.ask = ask
        self.now = now
        self.had: dict[str, Page] = {}
        self.troubles: list[str] = []

    async def page(self, url: str, *, quiet: bool = False) -> Page | None:
        """Return the page at *url*; None where it cannot be had, which is noted unless *quiet*."""
        if url not in self.had:
            answer = await self.ask(url)
            if isinstance(answer, str):
                line = f"{url}: {answer}"
                self.troubles += [] if quiet or line in self.troubles else [line]
                return None
            self.had[url] = answer
        return self.had[url]

    async def articles(
        self, links: Iterable[Link], known: Sequence[Page], wanted: Callable[[str], bool]
    ) -> list[Page]:
        """Return pages of *wanted* links that are not *known*, as many as are to be read yet."""
        taken = {canonical(page.requested_url) for page in known}
        found: list[Page] = []
        for link in links:
            if len(known) + len(found) >= EXAMPLES:
                break
            if canonical(link.url) not in taken and wanted(link.url):
                taken.add(canonical(link.url))
                page = await self.page(link.url)
                found += [page] if page else []
        return found

    async def places(self, home: Page) -> list[Rated]:
        """Return the places worth naming, the best first."""
        robots = await self.page(absolute(home.url, "/robots.txt"), quiet=True)
        found = auto.places(home, robots)
        self.had.setdefault(home.url, home)
        rated = await self._rated([place for place in found if place.via in _SURE])
        if not any(each.score >= _GOOD and each.place.via is not Via.HOME for each in rated):
            rated += await self._rated([place for place in found if place.via is Via.COMMON])
        rated += await self._rated([place for place in found if place.via is Via.MENU][:_MENU])
        return _chosen(auto.best(rated))

    async def _rated(self, places: Iterable[Place]) -> list[Rated]:
        made: list[Rated] = []
        for place in list(places)[:_PLACES]:
            page = await self.page(place.url, quiet=place.via is Via.COMMON)
            if page is None:
                continue
            rated = auto.rate(place, page, now=self.now)
            if rated.children and not rated.links:
                inner = await self.page(rated.children[0])
                links = auto.rate(place, inner, now=self.now).links if inner else ()
                rated = auto.rate(place, inner, now=self.now) if inner and links else rated
            made.append(rated)
        return made


def _chosen(best: Sequence[Rated]) -> list[Rated]:
    """Return the best place, and others that list much that it does not."""
    chosen: list[Rated] = []
    known: set[str] = set()
    for rated in best:
        urls = {canonical(link.url) for link in rated.links}
        new = len(urls - known) / len(urls) if urls else 0.0
        if rated.score >= _GOOD and urls and (not chosen or new >= _NEW):
            chosen.append(rated)
            known |= urls
        if len(chosen) == _KEPT:
            break
    return chosen
