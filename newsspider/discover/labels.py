"""What a newspaper's pages are called, and which article is on which page."""

import re
from collections.abc import Callable, Collection, Sequence

from newsspider.text import spaces

HEADING = "#"  # begins what stands for the address of a page that a heading names
Anchors = Sequence[tuple[str, str]]  # where links lead, and their texts, in the order of the page

_LABEL = re.compile(
    r"\W*?第?\s*(?P<number>[A-Z]{0,3}\d{1,5})\s*(?:版|\)|）|叠)?\s*[:：、.\-—]*\s*(?P<name>.*)",
    re.DOTALL,
)
_TURNED = re.compile(
    r"(?:上|下|前|后)一?[版页篇期]|pdf|版面导航|返回|目录|<<|>>|首页|末页", re.IGNORECASE
)
# Some addresses of articles hold the number of the page they are on.
_ON = re.compile(r"/(?:Artic(?:el|le)(\d\d)\d{3}|nw\.[\w.]+-(\d{2,3})(?=\.htm))", re.IGNORECASE)
_NUMBERED = re.compile(r"/(?:Page(\d\d)|nbs\.[\w.]*_(\d{2,3})(?=\.htm))", re.IGNORECASE)


def label_of(text: str) -> tuple[str, str]:
    """Return the number and the name of a page: ``第01版 要闻`` is ("01", "要闻")."""
    found = _LABEL.fullmatch(spaces.collapse(text))
    if found is None:
        return "", spaces.collapse(text)
    return found["number"], found["name"].strip(" :：）)]】")


def name_of(url: str, anchors: Anchors) -> str:
    """Return what the issue's index calls the page at *url*: its name, else its number."""
    labels = [label_of(text) for to, text in anchors if to == url and not _TURNED.search(text)]
    names = [name for _, name in labels if name]
    return max(names, key=len) if names else next((number for number, _ in labels if number), "")


def names_of(
    url: str, anchors: Anchors, articles: Collection[str], is_page: Callable[[str], bool]
) -> dict[str, str]:
    """Return for each of *articles*, all linked from the page at *url*, the name of its page.

    That is the page whose number stands in its address; where the whole issue is listed at once,
    the page named before it; else the one at *url*.
    """
    numbered = {_number(_NUMBERED, to): to for to, _ in reversed(anchors) if is_page(to)}
    led = _led(anchors, articles, is_page)
    whole = len(set(led.values())) > 1
    found = {}
    for article in articles:
        page = numbered.get(_number(_ON, article) or "none") or (led.get(article) if whole else url)
        found[article] = name_of(page or url, anchors)
    return found


def _led(
    anchors: Anchors, articles: Collection[str], is_page: Callable[[str], bool]
) -> dict[str, str]:
    """Return for each article the page that was named last before it."""
    found: dict[str, str] = {}
    page = ""
    for to, text in anchors:
        if to.startswith(HEADING) or is_page(to):
            page = page if _TURNED.search(text) else to
        elif page:
            bare = next((each for each in (to, to.partition("?")[0]) if each in articles), "")
            if bare:
                found.setdefault(bare, page)
    return found


def _number(form: re.Pattern[str], url: str) -> str:
    found = form.search(url)
    return next(filter(None, found.groups()), "").lstrip("0") if found else ""
