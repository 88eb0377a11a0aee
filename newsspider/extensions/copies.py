"""The same article in the site's other flavours, each in a folder of its own; and their pages."""

from dataclasses import dataclass, replace

from newsspider import flavours
from newsspider.extensions.report import Report
from newsspider.flavours import Flavour
from newsspider.flavours.parts import parts
from newsspider.flavours.site import Site
from newsspider.flavours.stubs import stub
from newsspider.ledger import Ledger, copies, tombstones
from newsspider.ledger.copies import Copy
from newsspider.model.article import Article
from newsspider.model.post import Post
from newsspider.outbox import DryOutbox, Outbox, Put, Wish, decide, digest

_KEPT = {
    Put.EDITED: "is not as we wrote it and stays; --force takes it over",
    Put.DELETED: "was deleted by hand and stays so; --restore writes it again",
    Put.OCCUPIED: "is there and not ours; --force takes it over",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A post to be written in one flavour, and what the ledger knows of it."""

    post: Post
    known: Copy


class Copies:
    """Renders and writes what belongs to an article beside its first post."""

    def __init__(
        self, site: Site, ledger: Ledger, outbox: Outbox | DryOutbox, report: Report, wish: Wish
    ) -> None:
        self.site = site
        self.ledger = ledger
        self.outbox = outbox
        self.report = report
        self.wish = wish
        self._others = [_flavour(site, name) for name in site.others()]
        self._pages: set[tuple[str, str]] = set()

    def rendered(self, article: Article) -> list[Wanted]:
        """Return the posts in the other flavours, at the paths where they stood at first.

        Raises PostError where one of them cannot be a safe post.
        """
        if not self._others:
            return []
        known = copies.of(self.ledger, article.key)
        wanted = []
        for flavour, site in self._others:
            root = self.site.root(flavour.name)
            before = known.get(flavour.name)
            path = before.path.removeprefix(root) if before and self._stands(before) else ""
            post = flavour.render(replace(article, path=path), site)
            post = replace(post, path=root + post.path, notes=())  # said of the first
            copy = before or Copy(flavour=flavour.name, path=post.path)
            wanted.append(Wanted(post=post, known=replace(copy, path=post.path)))
        return wanted

    def write(self, article: Article, wanted: list[Wanted]) -> list[Copy]:
        """Put the posts on disk and return the rows to commit; an empty list: nothing to do.

        What the user edited, deleted or has made is left alone and told.
        """
        news = []
        for each in wanted:
            there = self.outbox.read(each.post.path)
            done = self._decided(each, there)
            if done in _KEPT:
                self.report.remarks.append(f"{each.post.path}: {_KEPT[done]}")
            elif done is not Put.UNCHANGED or digest(each.post.content) != each.known.sha256:
                news.append(each)
        begun = [replace(each.known, meant=digest(each.post.content)) for each in news]
        if begun:
            copies.intend(self.ledger, article.key, begun)
        ended = []
        for each, copy in zip(news, begun, strict=True):
            done = self.outbox.put(
                each.post, ours=copy.hashes, posted=bool(each.known.sha256), wish=self.wish
            )
            if done in _KEPT:
                self.report.remarks.append(f"{each.post.path}: {_KEPT[done]}")
            else:
                ended.append(replace(copy, sha256=copy.meant, meant=""))
        return ended

    def write_pages(self, article: Article) -> None:
        """Write the page of the article's category in every flavour, where links lead to it.

        A page that is there, of whoever's making, stays; one that was deleted stays so.
        """
        if not self.site.base or not self.site.tail:
            return
        said = parts(article, self.site)
        for name in (self.site.flavour, *self.site.others()):
            if (name, said.category) in self._pages:
                continue
            self._pages.add((name, said.category))
            page = stub(name, said.category, said.name)
            if page is not None:
                self._write_page(replace(page, path=self.site.root(name) + page.path))

    def _write_page(self, page: Post) -> None:
        mark = f"page:{page.path}"
        if self.outbox.read(page.path) is None and not tombstones.marked(self.ledger, mark):
            self.outbox.put(page)
            tombstones.mark(self.ledger, mark, digest(page.content))

    def _stands(self, copy: Copy) -> bool:
        """Tell whether a copy was written, if perhaps by a run that died before it could say so."""
        return bool(copy.sha256) or self.outbox.holds(copy.path, copy.meant)

    def _decided(self, each: Wanted, there: bytes | None) -> Put:
        known = each.known
        posted = bool(known.sha256)
        return decide(there, each.post.content, known.hashes, posted=posted, wish=self.wish)


def _flavour(site: Site, name: str) -> tuple[Flavour, Site]:
    return flavours.load(name), replace(site, flavour=name)
