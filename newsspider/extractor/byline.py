"""Who wrote it, who published it first, who edited it."""

import re
from collections.abc import Iterable, Iterator

from newsspider.extractor.dates import title_line
from newsspider.extractor.document import Document, Line, is_placeholder
from newsspider.extractor.title import norm
from newsspider.html.select import css
from newsspider.html.tree import names_of, text_of
from newsspider.model.extraction import Candidate, Field, Method
from newsspider.text import chinese, spaces

_AFTER, _BEFORE = 14, 4  # lines around the title in which bylines stand
_BY = re.compile(
    r"^(?:written |reported |posted |story |words )?(?:by|von|par|por|di|door|av|af|autor(?:in)?:|author:)\s*:?\s+",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"author|byline|writer|reporter|journalist|contributor|autor|auteur", re.IGNORECASE
)
_ROLE = re.compile(
    r"\s*(?:,|\||·|•|–|—|\(|/|\bfor\b|\bin\b|\bat\b|\bstaff\b|\bsenior\b|\bcorrespondent\b|\beditor\b"
    r"|\breporter\b|\bupdated\b|\bpublished\b|\bposted\b|\bon\b|\d).*$",
    re.IGNORECASE | re.DOTALL,
)
_AND = re.compile(r"\s*(?:,|;|、|/|&|\band\b|\bund\b|\bet\b|\by\b)\s*", re.IGNORECASE)
_NO_NAME = re.compile(
    r"https?:|www\.|@|\bstaff\b|\badmin\b|\beditorial\b|\bnews(?:room|desk)?\b|\bteam\b|\bredaktion\b|\bread\b|\bshare\b|\bfollow\b"
    r"|\bcomments?\b|\bsubscribe\b|\bphoto\b|\bmore\b|\d{2,}",
    re.IGNORECASE,
)
_WORDS = 6  # of the longest name


def candidates(document: Document, title: str, site: str) -> Iterator[Candidate]:
    """Yield authors, source line and editor from the lines around *title*."""
    where = title_line(document, title)
    lines = _near(document.lines, where)
    for line in lines:
        source = chinese.read_source_line(line.text)
        if source and not is_placeholder(source):
            yield _made(Field.SOURCE, source, "printed near the title", line.text)
        names = chinese.read_author_line(line.text) if len(line.text) < 100 else ()
        if names:
            yield _made(Field.AUTHORS, names, "printed near the title", line.text)
    yield from _named(document, site)
    for line in lines:
        if _BY.match(line.text) and len(line.text) < 100:
            names = names_in(_BY.sub("", line.text), site)
            if names:
                yield _made(Field.AUTHORS, names, "byline", line.text)
    for line in reversed(document.lines[-400:]):
        editor = chinese.read_editor_line(line.text) if len(line.text) < 80 else ""
        if editor:
            yield _made(Field.EDITOR, editor, "printed line", line.text)
            return


def names_in(text: str, site: str) -> tuple[str, ...]:
    """Return the people's names in a byline, without roles, times and the site's own name."""
    found = []
    for part in _AND.split(spaces.collapse(_BY.sub("", text))):
        name = _ROLE.sub("", part).strip(" .:-–—|")
        words = name.split()
        if not 1 <= len(words) <= _WORDS or len(name) < 2 or len(name) > 50:
            continue
        if _NO_NAME.search(name) or norm(name) == norm(site) or is_placeholder(name):
            continue
        found.append(name)
    return tuple(dict.fromkeys(found))[:8]


def declared_names(texts: Iterable[str], site: str) -> tuple[str, ...]:
    """Return declared author texts as names: each text may hold several."""
    names: list[str] = []
    for text in texts:
        names += names_in(text, site)
    return tuple(dict.fromkeys(names))


def _near(lines: list[Line], where: int | None) -> list[Line]:
    if where is None:
        return lines[:40]
    return [
        *lines[where + 1 : where + 1 + _AFTER],
        *reversed(lines[max(0, where - _BEFORE) : where]),
    ]


def _named(document: Document, site: str) -> Iterator[Candidate]:
    """Yield the elements that are called authors, outside of lists of other stories."""
    nodes = css(document.root, "[rel~=author], [itemprop=author], [class*=author], [class*=byline]")
    for node in nodes[:6]:
        around = " ".join(names_of(part) for part in list(node.iterancestors())[:4])
        if re.search(r"related|recommend|comment|card|teaser|sidebar|list", around, re.IGNORECASE):
            continue
        text = spaces.collapse(text_of(node))
        names = names_in(text, site) if 1 < len(text) < 120 else ()
        if names:
            yield _made(
                Field.AUTHORS, names, f"element {names_of(node).split(' ')[0] or 'author'}", text
            )


def _made(field: Field, value: str | tuple[str, ...], locator: str, raw: str) -> Candidate:
    return Candidate(
        field=field, value=value, method=Method.GENERIC, locator=locator, raw=raw[:200]
    )
