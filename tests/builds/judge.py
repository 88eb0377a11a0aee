"""Judge a built page: what a reader sees, and what a browser would run."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree, html

from tests.builds.cases import Case

# Every template prints these in this order, so that a broken body cannot hide the other parts.
PARTS = ("title", "when", "tags", "body", "end")
HOME = "//news.example/"

ALLOWED = frozenset(
    "p br a img strong b em i u s sub sup code ul ol li blockquote pre table thead tbody tr td th"
    " caption h1 h2 h3 h4 h5 h6 figure figcaption hr div center span del ins".split()
)
_ACTIVE = frozenset(
    "script style iframe frame frameset object embed applet base meta link form input button select"
    " textarea svg math template noscript video audio source title plaintext xmp dialog marquee".split()
)
_SEEN_AS_NOTHING = frozenset(("Cc", "Cf", "Cs", "Cn", "Co"))
_HIDDEN_CHARACTERS = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)
_URLS = ("href", "src", "action", "formaction", "data", "poster", "background", "ping", "srcset")
_SAFE_PATH = re.compile(r"[\w/.-]+")  # links to other names break unless they are encoded


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A built page cut into its parts."""

    path: str
    title: str
    when: str
    tags: tuple[str, ...]
    body: str
    raw: str  # the parts that hold what the article said, as HTML


def page_of(path: Path, root: Path) -> Page | None:
    """Return the page at *path*; None for a file that is no post's page."""
    text = path.read_text("utf-8", "replace")
    cuts = [text.find(f'id="m-{PARTS[0]}"'), *(text.rfind(f'id="m-{name}"') for name in PARTS[1:])]
    if min(cuts) < 0 or cuts != sorted(cuts):
        return None
    title, when, tags, body = (
        text[start:end].partition(">")[2].rpartition("<")[0] for start, end in pairwise(cuts)
    )
    items = tuple(seen(node) for node in _tree(tags).iter("li"))
    return Page(
        path=str(path.relative_to(root)),
        title=title,
        when=seen(_tree(when)).strip(),
        tags=items,
        body=body,
        raw=f"{title}\n{tags}\n{body}",
    )


def fold(text: str) -> str:
    """Return *text* as a careless eye sees it: compatible forms, no blanks, nothing invisible."""
    text = unicodedata.normalize("NFKC", text)
    kept = (c for c in text if unicodedata.category(c) not in _SEEN_AS_NOTHING and c != "\ufffd")
    return re.sub(r"\s+", "", "".join(kept))


def faults(page: Page, case: Case) -> list[str]:
    """Return what is wrong with the page of *case*, one word and a detail each."""
    found = [f"active: {what}" for what in active(page.raw)]
    tree = _tree(page.body)
    body = seen(tree)
    found += _text_faults(body, case, tree)
    if fold(case.title) and fold(seen(_tree(page.title))) != fold(case.title):
        found.append(f"title: {page.title[:80]!r}")
    if not _date_is_right(page.when, case):
        found.append(f"date: {page.when[:60]!r}")
    source = fold(case.source)[:20]
    if source and (len(page.tags) != 1 or not fold(page.tags[0]).startswith(source)):
        found.append(f"tags: {page.tags!r}"[:120])
    if _HIDDEN_CHARACTERS.search(page.title + page.body):
        found.append("characters: controls are left")
    if not _SAFE_PATH.fullmatch(page.path):
        found.append(f"path: {page.path!r}")
    return found + _footer_faults(tree, case)


def active(markup: str) -> list[str]:
    """Return what in *markup* a browser would run, load as code, or send."""
    found = []
    for node in _tree(markup).iter():
        tag = str(node.tag) if isinstance(node.tag, str) else ""
        if tag in _ACTIVE:
            found.append(f"<{tag}>")
        for key, value in node.attrib.items():
            name, text = str(key), str(value)
            if name.startswith("on") or name in ("style", "srcdoc", "ping"):
                found.append(f"{tag} {name}=")
            elif name in _URLS and not _is_safe_url(text):
                found.append(f"{tag} {name}={text[:40]!r}")
    return found


def unclean(page: Page) -> list[str]:
    """Return the elements that no post of ours may hold."""
    tags = {node.tag for node in _tree(page.body).iter() if isinstance(node.tag, str)}
    return sorted(tags - ALLOWED - {"html", "body"})


def seen(tree: etree._Element) -> str:
    """Return the text that a reader sees in *tree*."""
    parts: list[str] = []
    for event, node in etree.iterwalk(tree, events=("start", "end")):
        dropped = node.tag in ("script", "style", "template", "noscript", "title")
        if event == "start" and not dropped and isinstance(node.tag, str):
            parts.append(node.text or "")
        elif event == "end" and node is not tree:
            parts.append(node.tail or "")
    return "".join(parts)


def _tree(markup: str) -> etree._Element:
    parser = html.HTMLParser(huge_tree=True, encoding="utf-8")
    whole = f"<html><body><div>{markup}</div></body></html>".replace("\x00", "")
    found: etree._Element = html.document_fromstring(whole.encode(), parser=parser)
    return found


def _is_safe_url(value: str) -> bool:
    plain = re.sub(r"[\x00-\x20]+", "", value).lower()
    return not re.match(r"[a-z][a-z0-9+.-]*:", plain) or plain.startswith(("http:", "https:"))


def _text_faults(body: str, case: Case, tree: etree._Element) -> list[str]:
    found = []
    said = fold(body)
    if case.text is not None:
        wanted = fold(case.text)
        rest = said[len(wanted) :]
        ends = ("", fold("（文章来源"), "http", fold(str(case.article.get("url") or "-"))[:8])
        if not said.startswith(wanted) or not (rest == "" or rest.startswith(ends[1:])):
            found.append(f"text: {said[:160]!r} for {wanted[:120]!r}")
    found += [f"text: {part!r} is lost" for part in case.shows if fold(part) not in said]
    found += [f"text: {part!r} is seen" for part in case.hides if fold(part) in said]
    if case.lines and not any(case.lines in seen(node) for node in tree.iter("pre")):
        found.append("text: the line breaks of a pre are lost")
    found += [f"element: <{tag}> is lost" for tag in case.tags if tree.find(f".//{tag}") is None]
    return found


def _date_is_right(when: str, case: Case) -> bool:
    try:
        instant = datetime.fromisoformat(when)
    except ValueError:
        return False
    if instant.tzinfo is None:
        return False
    # Before 1901 zones had seconds; Ruby adds them twice, and no generator prints them.
    near = timedelta(seconds=1 if instant.year > 1901 else 150)
    if any(abs(instant - right) < near for right in case.dates):
        return True
    wants_now = case.now or not case.dates
    return wants_now and abs(instant - datetime.now(UTC)) < timedelta(days=1)


def _footer_faults(tree: etree._Element, case: Case) -> list[str]:
    links = [(str(node.get("href") or ""), seen(node)) for node in tree.iter("a")]
    found = []
    if not any(href == HOME and text == "返回首页" for href, text in links):
        found.append("footer: no link home")
    back = [href for href, text in links if text.startswith("返回") and text != "返回首页"]
    if not any(re.fullmatch(r"//news\.example/category/[a-z0-9-]+\.html", href) for href in back):
        found.append(f"footer: the link to the category is {back!r}"[:120])
    address = str(case.article.get("url") or "")
    if urlsplit(address).scheme in ("http", "https") and case.fate == "post":
        wanted = _same(address)
        if not any(_same(href) == wanted for href, _ in links):
            found.append(f"footer: no link to {address[:80]!r}")
    return found


def _same(address: str) -> str:
    plain = unquote(address)
    host = urlsplit(plain.partition("?")[0]).hostname or ""
    if not host.isascii():
        plain = plain.replace(host, host.encode("idna").decode(), 1)
    return plain.replace("\\", "/")


def verdict(found: Sequence[str]) -> str:
    """Return the word that the table counts."""
    if not found:
        return "right"
    return "active" if any(fault.startswith("active") for fault in found) else "broken"


def by_mark(pages: Sequence[Page], cases: Sequence[Case]) -> Mapping[str, list[Page]]:
    """Return the pages of each case, by the mark in their bodies."""
    places: dict[str, list[Page]] = {case.name: [] for case in cases}
    for page in pages:
        for name in set(re.findall(r"〔([^〔〕<>]+)〕", page.body)):
            if name in places:
                places[name].append(page)
    return places
