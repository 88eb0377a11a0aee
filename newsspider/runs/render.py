"""Write posts from articles given as JSON lines; what cannot become a post is told, not lost."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from newsspider import flavours
from newsspider.errors import Filtered, PostError
from newsspider.flavours.parts import parts
from newsspider.flavours.site import Site
from newsspider.flavours.stubs import stub
from newsspider.model.article import Article
from newsspider.model.post import Post
from newsspider.outbox import Outbox, Put
from newsspider.runs import lenient

MANIFEST = ".newsspider/rendered.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What became of one article in one flavour: a path, or an error."""

    identity: str
    path: str = ""
    error: str = ""
    notes: tuple[str, ...] = ()
    left_out: bool = False  # as the profile wants it: told, but no failure


class Renderer:
    """Renders and writes one flavour under *root*.

    A file there that somebody changed is left alone unless *force*; ours is known by its hash.
    """

    def __init__(self, name: str, site: Site, root: Path, *, force: bool = False) -> None:
        self.flavour = flavours.load(name)
        self.site = replace(site, flavour=name, flavours=(name,))
        self.root = root
        self.outbox = Outbox(root)
        self.force = force
        self._ours = _manifest(root)
        self._taken: dict[str, bytes] = {}
        self._categories: dict[str, str] = {}

    def put(self, article: Article) -> Post:
        """Write the post and return it; raises PostError where it cannot be."""
        post = self._apart(article)
        self.write(post)
        said = parts(article, self.site)
        self._categories.setdefault(said.category, said.name)
        return post

    def write(self, post: Post) -> None:
        """Put *post* on disk; raises PostError where a file of somebody else's stands there."""
        sha256 = hashlib.sha256(post.content).hexdigest()
        if self.force:
            self.outbox.replace(post.path, post.content)
        else:
            known = self._ours.get(post.path)
            if self.outbox.put(post, ours=[known] if known else []) is Put.OCCUPIED:
                raise PostError(f"{post.path} is there and not ours; --force replaces it")
        self._ours[post.path] = sha256

    def close(self) -> None:
        """Write the pages of the categories, and remember what a next run may replace.

        A page that is there, of whoever's making, stays.
        """
        linked = bool(self.site.base) and self.site.tail
        for category, name in sorted(self._categories.items()) if linked else ():
            page = stub(self.flavour.name, category, name)
            if page and not (self.root / page.path).exists():
                self.write(page)
        text = json.dumps(self._ours, indent=0, sort_keys=True) + "\n"
        self.outbox.replace(MANIFEST, text.encode())

    def _apart(self, article: Article) -> Post:
        """Return the post under a name that no other of this run has on any file system."""
        post = self.flavour.render(article, self.site)
        before = self._taken.get(post.path.casefold())
        if before is not None and before != post.content:
            seen = "\x1f".join((article.url, article.id, article.title, article.body))
            mark = hashlib.sha256(seen.encode("utf-8", "surrogatepass")).hexdigest()[:8]
            name = f"{article.id[:60] or mark}-{mark}" if article.id else f"{mark}"
            post = self.flavour.render(replace(article, id=name), self.site)
            before = self._taken.get(post.path.casefold())
            if before is not None and before != post.content:
                raise PostError(f"{post.path}: another article has this name")
        self._taken[post.path.casefold()] = post.content
        return post


def run(
    lines: Iterable[bytes], renderers: list[Renderer], *, now: datetime, undated: datetime
) -> Iterator[Told]:
    """Yield what became of every object in every flavour, in order."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        yield from _one(line, number, renderers, now=now, undated=undated)


def _one(
    line: bytes, number: int, renderers: list[Renderer], *, now: datetime, undated: datetime
) -> Iterator[Told]:
    name = f"line {number}"
    try:
        shape = lenient.load(line)
        name = lenient.identity(shape) or name
        zone = renderers[0].site.zone
        article = lenient.article(shape, now=now, undated=undated, zone=zone)
    except PostError as error:
        yield Told(identity=name, error=str(error))
        return
    except Exception as error:  # noqa: BLE001  one article may be lost, the rest may not
        yield Told(identity=name, error=f"{type(error).__name__}: {str(error)[:200]}")
        return
    for renderer in renderers:
        try:
            post = renderer.put(article)
        except PostError as error:
            left_out = isinstance(error, Filtered)
            why = f"{renderer.flavour.name}: {error}"
            yield Told(identity=name, error=why, left_out=left_out)
            continue
        yield Told(identity=name, path=str(renderer.root / post.path), notes=post.notes)


def _manifest(root: Path) -> dict[str, str]:
    try:
        found = json.loads((root / MANIFEST).read_bytes())
    except (OSError, ValueError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {path: sha for path, sha in found.items() if isinstance(sha, str)}
