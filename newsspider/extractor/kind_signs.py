"""What a page declares and where it stands: signs of its kind that cost next to nothing."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml import etree

from newsspider.extractor import kind_words as words
from newsspider.extractor.document import Document, Line, tokens
from newsspider.html.tree import text_of
from newsspider.text import spaces

SHORT = 60  # tokens; with more prose a page at an article's address is an article, whatever it says
TEASER = 110  # tokens; what is shown before a demand to pay is a paragraph or three
_AFTER = 1500  # characters after a teaser in which a demand to pay stands
_NEAR = 300  # after a longer text: further off it speaks of the site, not of the text
_DEMAND = 160  # characters; a longer line tells of subscriptions instead of asking for one
_ADDRESS = 500  # characters of an address that are looked at
_TAIL = 40  # characters by which a line is found again

_TYPE = re.compile(r'"@type"\s*:\s*(?:\[\s*)?"(?:https?://schema\.org/)?(\w+)"')
_ARTICLE_TYPE = re.compile(r".*(?:article|blogposting|posting|report)$", re.IGNORECASE)
_LIST_TYPES = frozenset(("CollectionPage", "ItemList", "SearchResultsPage"))
_MANY = 4  # articles within one list; a story with its "more on this" seldom declares so many

_NOT_FREE = re.compile(r'"isAccessibleForFree"\s*:\s*"?false', re.IGNORECASE)
_FREE = re.compile(r'"isAccessibleForFree"\s*:\s*"?true', re.IGNORECASE)

_HOME = re.compile(
    r"/*(?:(?:index|default|home|main)\.(?:s?html?|php|aspx?|jsp)|[a-z]{2}(?:[-_][a-z]{2,4})?/?|home/?)?",
    re.IGNORECASE,
)
_TAG = re.compile(
    r"/(?:tags?|topics?|thema|themen|keywords?|labels?|sujets?|etiquetas?|temas?|biaoqian|huati|dossiers?|tagged|schlagwort|argomenti|mot-cle|tema-[^/]*)/[^/]+(?:/|\.s?html?)?(?:page/\d+/?)?",
    re.IGNORECASE,
)
_SEARCH = re.compile(
    r"/(?:[^/]+/)?(search|suche|recherche|buscar|busqueda|busca|sousuo|so|s|ricerca|zoeken|kensaku|poisk|results?)(?:[./].*)?",
    re.IGNORECASE,
)
_QUERY = re.compile(r"(?:^|&)(?:q|s|query|keywords?|wd|kw|word|search|text|term)=", re.IGNORECASE)
_LIVE = re.compile(
    r"/(?:live|live-?blogs?|live-?ticker|live-?news|zhibo|en-direct|directo|ticker|newsblog)(?:/|-|$)|[-/]live(?:blog|-updates)",
    re.IGNORECASE,
)
_VIDEO = re.compile(r"/(?:videos?|v|watch|tv|shipin|mediathek|vod|movie)/", re.IGNORECASE)
_GALLERY = re.compile(
    r"/(?:galler(?:y|ies)|photos?|photo-?gallery|pictures|bilder|fotostrecken?|slideshows?|tuji|tupian|pics?|galerie|fotos?|fotogaler\w+|diaporama|images)/|/slide_|[-/](?:fotostrecke|slideshow|photo-gallery|in-pictures)",
    re.IGNORECASE,
)
# An article stands at a number, a date or a long name; a section at a few words.
_ARTICLE = re.compile(
    r"\d{5,}|/\d{4}[-/]?\d{2}|[a-z0-9]+(?:-[a-z0-9%]+){3,}|[-_/][0-9a-f]{8,}|/(?:content|art|article|detail|story)[_-]?\d",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d{5,}|(?:^|&)\w*(?:id|code|sn)=\w*\d", re.IGNORECASE)  # in a query
_SECTION = re.compile(
    r"(?:/[a-z][a-z0-9_&%+-]{0,24}){1,3}(?:/|/index\.\w{3,5}|/list(?:_\d+)?\.\w{3,5})?|/(?:node|list|col|channel|class)[-_/]?\w{1,8}(?:/index)?(?:\.\w{3,5}|/)?",
    re.IGNORECASE,
)

_DATES = frozenset(
    (
        "article:published_time",
        "datepublished",
        "publishdate",
        "og:article:published_time",
        "pubdate",
    )
)
_PLAYERS = frozenset(("og:video", "og:video:url", "twitter:player"))
_TIERS = frozenset(("article:content_tier", "isaccessibleforfree"))

_CHECK = re.compile(
    r"captcha|turnstile|geetest|cf-challenge|cdn-cgi/challenge|yanzheng", re.IGNORECASE
)
_MOUNTS = frozenset(("app", "root", "__next", "__nuxt", "main", "application"))

_STAMP = re.compile(
    r"\W*(?:(?:\d{4}[-/.年])?\d{1,2}[-/.月]\d{1,2}日?\s*)?(?:\d{1,2}[:.h]\d{2}(?::\d{2})?(?:\s*(?:[ap]\.?m\.?|uhr|时))?(?:\s*[A-Z]{2,4})?)?\W*|.{0,12}(?:\d+|an?|一)\s*(?:hours?|hrs?|mins?|minutes?|days?|weeks?|小时|分钟|天|小時|分鐘|時間|分|日)\s*(?:ago|前)|vor \d+ .{2,9}|gestern|yesterday|昨[天日].{0,8}|今[天日].{0,8}|il y a .{2,12}|hace .{2,12}",
    re.IGNORECASE,
)
_HEADLINE = 4  # tokens; shorter links are channels and buttons
_BESIDE = 6  # tokens beside a headline on its line: a date, a time, the number of comments
_ENTRIES = 4
_ROW = 25  # tokens; a line with more in links is several headlines side by side, or many channels


@dataclass(frozen=True, slots=True)
class Signs:
    """What the head and the address say."""

    types: tuple[str, ...]  # the @type of every JSON-LD thing, in order
    og_type: str
    dated: bool  # article:published_time or the like is declared
    player: bool  # og:video or a player card is declared
    not_free: bool
    path: str
    query: str

    @property
    def declares_list(self) -> bool:
        """Tell whether the page calls itself a list of things."""
        return not _LIST_TYPES.isdisjoint(self.types)

    @property
    def declares_article(self) -> bool:
        """Tell whether the page calls itself an article, and not a list of many."""
        count = sum(_ARTICLE_TYPE.fullmatch(name) is not None for name in self.types)
        if self.declares_list and count >= _MANY:
            return False
        return count > 0 or self.dated

    @property
    def is_addressed(self) -> bool:
        """Tell whether the address is that of one article."""
        return names_article(self.path, self.query)

    @property
    def is_home(self) -> bool:
        """Tell whether this is the root of a site, or of one of its languages."""
        return bool(self.path) and not self.query and _HOME.fullmatch(self.path) is not None

    @property
    def is_section(self) -> bool:
        """Tell whether the address is a word or two, as sections have it."""
        return not self.is_addressed and _SECTION.fullmatch(self.path) is not None

    @property
    def is_tag(self) -> bool:
        """Tell whether the address names a subject."""
        return _TAG.fullmatch(self.path) is not None

    @property
    def is_search(self) -> bool:
        """Tell whether the address asks for something."""
        asked = _QUERY.search(self.query) is not None
        if asked and _HOME.fullmatch(self.path):
            return True
        found = _SEARCH.fullmatch(self.path)
        return found is not None and not self.is_addressed and (asked or len(found[1]) > 2)

    def stands_at(self, name: str) -> bool:
        """Tell whether the address names *name*: live, video or gallery."""
        pattern = {"live": _LIVE, "video": _VIDEO, "gallery": _GALLERY}[name]
        return pattern.search(self.path) is not None


def names_article(path: str, query: str) -> bool:
    """Tell whether an address is that of one article: it holds a number, a date or a long name."""
    return bool(_ARTICLE.search(path[:_ADDRESS]) or _NUMBER.search(query[:_ADDRESS]))


def signs_of(document: Document) -> Signs:
    """Return what the head and the address of a page say."""
    metas, scripts = document.marks.metas, document.marks.scripts
    types = [name for text in scripts for name in _TYPE.findall(text)]
    not_free = any(_NOT_FREE.search(text) and not _FREE.search(text) for text in scripts)
    tiers = [content for name in _TIERS for content, _ in metas.get(name, ())]
    not_free |= any(content.lower() in ("locked", "false") for content in tiers)
    og_type = metas.get("og:type", [("", "")])[-1][0].strip().lower()
    dated, player = not _DATES.isdisjoint(metas), not _PLAYERS.isdisjoint(metas)
    try:
        address = urlsplit(document.page.url)
    except ValueError:
        address = urlsplit("")
    path = (address.path or ("/" if address.netloc else ""))[:_ADDRESS]
    query = address.query[:_ADDRESS]
    return Signs(tuple(types), og_type, dated, player, not_free, path, query)


@dataclass(frozen=True, slots=True)
class Listing:
    """How much of a page is headlines that lead elsewhere."""

    lines: int
    headlines: int
    weight: int  # tokens of those headlines
    stamps: int  # lines that are a date, a time or "3 hours ago"
    between: int  # headlines between the first and the last line of the body
    body: int  # lines of the body

    @property
    def share(self) -> float:
        """Return the share of lines that are headlines."""
        return self.headlines / max(self.lines, 1)

    @property
    def runs_through(self) -> bool:
        """Tell whether the body itself is entries: a headline, a line or two, a date.

        Three lines an entry are the most that such pages have; an article with "read also" between
        its paragraphs, or a guide with linked names, stays below a quarter.
        """
        return self.between >= _ENTRIES and self.between * 10 >= self.body * 3


def _links_in(node: etree._Element) -> int:
    """Count the headlines of a row of tiles, which are links without a line of their own."""
    return sum(tokens(text_of(link)) >= _HEADLINE for link in node.iter("a"))


def _leads_away(line: Line) -> bool:
    """Tell whether a line is its link, but for a date or the number of comments beside it."""
    beside = tokens(line.text) - line.linked
    return beside * 4 <= line.linked or (beside <= _BESIDE and beside < line.linked * 2)


def listing_of(lines: list[Line], body: str) -> Listing:
    """Count the headlines of a page, and those within the text that was found."""
    own = {text.strip() for text in body.split("\n")}
    places = [place for place, line in enumerate(lines) if line.text in own]
    first, last = (places[0], places[-1]) if places else (0, -1)
    headlines = weight = stamps = between = 0
    rows: set[etree._Element] = set()
    for place, line in enumerate(lines):
        if line.linked >= _HEADLINE and _leads_away(line):
            is_row = line.linked > _ROW and line.node not in rows  # its links are counted once
            headlines += max(_links_in(line.node), 1) if is_row else 1
            rows.update({line.node} if is_row else ())
            weight += line.linked
            between += first <= place <= last
        elif (
            len(line.text) <= 40
            and any(map(str.isdigit, line.text))
            and _STAMP.fullmatch(line.text)
        ):
            stamps += 1
    return Listing(len(lines), headlines, weight, stamps, between, len(own))


def demand_of(whole: str, body: str, size: int, *, teaser: bool) -> str:
    """Return what a short line of the page *whole* asks within or after the text: to pay.

    *size* is that of *body* in tokens, *teaser* whether the page declares more than it shows. An
    empty text: nothing is asked.
    """
    lines = body.strip().split("\n")
    last = spaces.collapse(lines[-1])[-_TAIL:]
    end = whole.rfind(last)
    if end < 0:
        return ""
    start = max(whole.find(lines[0][:_TAIL]), 0) if size < 2 * TEASER else end
    stop = end + len(last) + (_AFTER if size < SHORT or teaser else _NEAR)
    near = whole[min(start, end) : stop]
    if not words.may_ask_for_money(near):
        return ""
    short = (line for line in near.split("\n") if len(line) < _DEMAND)
    return next((found[0] for line in short if (found := words.PAYWALL.search(line))), "")


def rest_of(whole: str, body: str) -> str:
    """Return what the end of the text, or a line of the page after it, says is missing of it."""
    last = spaces.collapse(body.strip().rpartition("\n")[2])[-_TAIL:]
    end = whole.rfind(last)
    near = whole[max(end - _DEMAND, 0) : end + len(last) + _NEAR] if end >= 0 else ""
    found = words.REST.search(near)
    return found[0] if found else ""


def is_unfilled(root: etree._Element) -> bool:
    """Tell whether the element into which a framework puts the page is empty, or says "loading"."""
    mounts = (node for node in root.iter("div") if node.get("id") in _MOUNTS)
    return any(_is_hollow(text_of(node).strip()) for node in mounts)


def has_check(root: etree._Element) -> bool:
    """Tell whether a page holds the widget of a check for robots."""
    for node in root.iter("div", "img", "iframe", "script", "input"):
        names = (node.get("id"), node.get("class"), node.get("src"))
        if any(name and _CHECK.search(name) for name in names):
            return True
    return False


def _is_hollow(text: str) -> bool:
    return not text or (len(text) < 100 and words.SHELL.fullmatch(text) is not None)
