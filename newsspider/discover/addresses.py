"""What addresses say: which of a list's links lead to articles, and what those have in common."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from newsspider.extractor.kind_signs import names_article
from newsspider.model.link import Link
from newsspider.text import chinese

MOST_SHAPES = 4  # that one list's articles may have: more are no pattern any more
_SHARE = 0.15  # of the links of the commonest shape that another one needs
_OTHER = re.compile(  # what stands at a number or a long name, and is no article
    r"/(?:tags?|topics?|authors?|people|profiles?|users?|members?|search|login|signin|register"
    r"|subscribe|account|newsletters?|jobs|shop|about|help|contact|privacy|terms|policy|legal|rss"
    r"|feeds?|category|categories|special|zhuanti|huati|mailto|share)(?:/|\.|$)"
    r"|\.(?:jpe?g|png|gif|webp|pdf|zip|mp[34]|apk|exe|css|js|xml|rss|json|svg|ico|docx?)$",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_LETTERS = 8  # beside digits; with more of them it is a key, no word with a number
_DAY = re.compile(r"(?:19|20)\d{2}(?:\d{2}){0,2}")
_HEX = re.compile(r"[0-9a-f]{8,}", re.IGNORECASE)
_SLUG = re.compile(r"[^/.]+-[^/.]+-[^/.]+")
_WORD = re.compile(r"[A-Za-z][\w%-]*")
_ENDING = re.compile(r"\.(?:s?html?|php|aspx?|jsp|do)$", re.IGNORECASE)
_KEY = re.compile(r"(?:^|&)(\w*(?:id|code|sn)|a|p|aid|url|info)=([^&]+)", re.IGNORECASE)
_HEADLINE = {True: 8, False: 20}  # characters of a headline, in Chinese and elsewhere


@dataclass(frozen=True, slots=True)
class Shape:
    """A form that addresses have: a pattern, and those of *links* that have it."""

    pattern: str
    links: tuple[Link, ...]


def is_article(url: str) -> bool:
    """Tell whether *url* looks like the address of one article."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return names_article(parts.path, parts.query) and not _OTHER.search(parts.path)


def is_other(url: str) -> bool:
    """Tell whether *url* is a place of a site that holds no news: a log-in, a search, a file."""
    try:
        return _OTHER.search(urlsplit(url).path) is not None
    except ValueError:
        return True


def is_headline(text: str) -> bool:
    """Tell whether the text of a link is long enough for a headline."""
    return len(text) >= _HEADLINE[chinese.has_han(text)]


def shapes(links: Iterable[Link]) -> list[Shape]:
    """Return the forms that the addresses of articles among *links* have, the likeliest first.

    A form is likely where many links have it and their texts are as long as headlines.
    """
    found: dict[str, dict[str, Link]] = {}
    for link in links:
        if is_article(link.url):
            found.setdefault(_pattern(urlsplit(link.url)), {}).setdefault(link.url, link)
    made = [Shape(pattern, tuple(held.values())) for pattern, held in found.items()]
    return sorted(made, key=_weight, reverse=True)


def pattern_of(found: Sequence[Shape]) -> str:
    """Return one pattern for the likeliest of *found*; nothing where there are none."""
    if not found:
        return ""
    most = _weight(found[0])
    kept = [each.pattern for each in found[:MOST_SHAPES] if _weight(each) >= most * _SHARE]
    return "|".join(kept)


def _weight(shape: Shape) -> float:
    texts = [link.title or link.summary for link in shape.links]
    headlines = sum(map(is_headline, texts))
    return headlines + 0.2 * (len(texts) - headlines)


def _pattern(parts: SplitResult) -> str:
    """Return the pattern of an address: its host, and what its path is made of."""
    host = re.escape(parts.netloc.rpartition("@")[2].removeprefix("www."))
    segments = parts.path.split("/")[1:]
    path = "".join(
        "/" + _segment(text, last=place == len(segments) - 1) for place, text in enumerate(segments)
    )
    query = _KEY.search(parts.query) if not names_article(parts.path, "") else None
    if query:
        return rf"{host}{path}\?(?:[^#]*&)?{query[1]}={_value(query[2])}"
    return rf"{host}{path}(?:[?#]|$)"


def _segment(text: str, *, last: bool) -> str:
    """Return the pattern of one part of a path; folders that are words may be any word."""
    ending = _ENDING.search(text) if last else None
    bare = text[: ending.start()] if ending else text
    end = re.escape(ending[0]) if ending else ""
    if not last and _WORD.fullmatch(bare) and not _SLUG.fullmatch(bare):
        return r"[\w%-]+"
    if _SLUG.fullmatch(bare):
        return "[^/]+" + end
    return _value(bare) + end


def _value(text: str) -> str:
    """Return the pattern of a number, or of a text with numbers in it."""
    if _HEX.fullmatch(text) and not text.isdecimal():
        return r"[0-9A-Fa-f]+"
    parts = _DIGITS.split(text)
    numbers = _DIGITS.findall(text)
    if len(numbers) > 4 or (numbers and sum(map(len, parts)) > _LETTERS):
        return r"[\w%.-]+"
    made = [re.escape(parts[0])]
    for number, rest in zip(numbers, parts[1:], strict=True):
        made.append(rf"\d{{{len(number)}}}" if _DAY.fullmatch(number) else r"\d+")
        made.append(re.escape(rest))
    return "".join(made)
