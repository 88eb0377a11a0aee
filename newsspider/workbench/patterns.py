"""Find what the addresses of a site's articles have in common, and the id in them."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from newsspider.discover import addresses
from newsspider.model.link import Link

_IDS = (  # where sites write an article's own number, the surest first
    r"[?&](?:article_?id|news_?id|doc_?id|aid|nid|id)=([\w-]{4,})",
    r"/(\d{5,})(?:[/?#.]|$)",
    r"[-_.](\d{5,})(?:[/?#.]|$)",
    r"[-_./]([a-z]{1,4}\d{6,})(?:[/?#.]|$)",
    r"[-_./](\d{4,})(?:[/?#.]|$)",
    r"/([0-9A-Z]{12,20})(?:[/?#.]|$)",
    r"[-/]([0-9a-f]{16,40})(?:[/?#.]|$)",
)
_WORD = re.compile(r"[\w%-]+")
_DATED = re.compile(r"(?:19|20)\d{2}(?:\d{2}){0,2}|[0-3]\d")  # a year, month or day in a path
_DAY = re.compile(r"(?:19|20)\d{6}")


def match_of(urls: Sequence[str]) -> tuple[str, int]:
    """Return a pattern for articles' addresses, and how many of *urls* have its form.

    Where they have no form that tells articles from other pages, it is their host's.
    """
    shapes = addresses.shapes(Link(url=url) for url in urls)
    forms = [shapes[0].pattern] if len(shapes) == 1 else list(_forms(urls))
    pattern = "|".join(forms)
    held = sum(bool(pattern and re.search(pattern, url)) for url in urls)
    if held * 2 > len(urls):
        either = f"(?:{pattern})" if len(forms) > 1 else pattern
        return rf"^https?://(?:www\.)?{either}", held
    hosts = sorted({re.escape(_site(url)) for url in urls})
    return rf"^https?://(?:www\.)?(?:{'|'.join(hosts)})/", len(urls)


def _forms(urls: Sequence[str]) -> Iterator[str]:
    """Yield patterns for addresses that no single form of one address fits, at most four."""
    groups: dict[tuple[str, int, str], list[list[str]]] = {}
    for url in urls:
        if addresses.is_article(url):
            segments = urlsplit(url).path.split("/")[1:]
            ending = re.search(r"\.\w{2,5}$|/?$", segments[-1])
            end = ending[0] if ending else ""
            segments[-1] = segments[-1].removesuffix(end)
            groups.setdefault((_site(url), len(segments), end), []).append(segments)
    most = sorted(groups.items(), key=lambda entry: -len(entry[1]))
    for (name, _, end), paths in most[: addresses.MOST_SHAPES]:
        last = len(paths[0]) - 1
        made = [
            _segment(texts, last=at == last) for at, texts in enumerate(zip(*paths, strict=True))
        ]
        yield f"{re.escape(name)}/{'/'.join(made)}{re.escape(end)}(?:[?#]|$)"


def _segment(texts: Sequence[str], *, last: bool) -> str:
    """Return a pattern for what stands at one place of several paths."""
    if not any(texts):
        return ""
    if all(text.isdecimal() for text in texts):
        size = len(texts[0])
        fixed = all(len(text) == size and _DATED.fullmatch(text) for text in texts)
        return rf"\d{{{size}}}" if fixed else r"\d+"
    if all(re.search(r"\d{4,}$", text) for text in texts):
        return r"[^/?#]*\d{4,}"
    return "[^/?#]+" if last or not all(map(_WORD.fullmatch, texts)) else r"[\w%-]+"


def id_of(urls: Sequence[str]) -> str:
    """Return a pattern whose group is the site's own id, other in each of *urls*; "" for none."""
    several = sorted(set(urls))
    if len(several) < 2:
        return ""
    for pattern in _IDS:
        found = [re.search(pattern, url) for url in several]
        ids = [each[1] for each in found if each and not _DAY.fullmatch(each[1])]
        if len(set(ids)) == len(several):
            return pattern
    return ""


def host(url: str) -> str:
    """Return the host of *url* without ``www.``."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _site(url: str) -> str:
    """Return the host of *url* without ``www.``, with the port where one is named."""
    return urlsplit(url).netloc.rpartition("@")[2].removeprefix("www.")


def name_of(url: str) -> str:
    """Return a short name for the site of *url*: ``derstandard`` for www.derstandard.at."""
    labels = host(url).split(".")
    if labels[-1].isdecimal():  # an address of one's own network: its numbers are one name
        return "-".join(labels)
    short = [
        label for label in labels[:-1] if label not in ("com", "co", "net", "org", "gov", "edu")
    ]
    name = re.sub(r"[^a-z0-9_-]+", "-", (short or labels or ["source"])[-1].lower()).strip("-_")
    return name or "source"
