"""What a page is. Precision first: a real article is hardly ever taken for something else.

Signs that cost nothing (declared types, address, title) are asked first; the lines of the page are
counted only where these leave a doubt.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from lxml import etree

from newsspider.extractor import kind_words as words
from newsspider.extractor.document import Document, tokens
from newsspider.extractor.kind_signs import (
    SHORT,
    TEASER,
    Listing,
    Signs,
    demand_of,
    has_check,
    is_unfilled,
    listing_of,
    rest_of,
    signs_of,
)
from newsspider.extractor.meta_spot import BARE
from newsspider.html.tree import text_of
from newsspider.model.extraction import Kind

PAYWALLED = "paywall"  # the flag of a page whose text, or the rest of it, is for subscribers

_EMPTY = 4  # tokens of text below which there is nothing to read
_NOTICE = 400  # tokens; the longest consent walls with their lists of purposes stay below
_ENOUGH = 3000  # characters; a text of that length has more words than any notice
_BLURB = 60  # tokens; a longer paragraph is no entry of a list
_TAIL = 20  # characters by which a text is found on its page
_FEW, _MANY = 5, 15  # headlines of a list that its address names, and of one that nothing names
_PROSE = 25  # tokens; a paragraph with more is no line of a list
_ENTRIES = 6  # times printed on a page before it is a live report
_PICTURES = 5

Verdict = tuple[Kind, str]


class Judged(NamedTuple):
    """What a page is, why, and what to flag."""

    kind: Kind
    evidence: str
    flags: tuple[str, ...] = ()


def kind_of(document: Document, title: str, body: str) -> Judged:
    """Return the kind of a page, and the evidence; *body* is the text that was found."""
    judge = _Judge(document, title, body)
    kind, evidence = judge.verdict()
    return Judged(kind, evidence, (PAYWALLED,) if judge.is_paywalled else ())


@dataclass(eq=False)
class _Judge:
    document: Document
    title: str
    body: str

    @cached_property
    def signs(self) -> Signs:
        return signs_of(self.document)

    @cached_property
    def size(self) -> int:
        if len(self.body) >= _ENOUGH or tokens(self.body[: _ENOUGH // 3]) >= _NOTICE:
            return 2 * _NOTICE
        return tokens(self.body)

    @cached_property
    def listing(self) -> Listing:
        return listing_of(self.document.lines, self.body)

    @cached_property
    def titles(self) -> list[str]:
        """The titles of the page and their parts."""
        both = dict.fromkeys((self.document.head_title, self.title))
        return list(dict.fromkeys(part for title in both for part in words.parts(title)))

    @cached_property
    def headings(self) -> list[str]:
        """The titles, and the headings of a page that has little else."""
        nodes = self.document.root.iter("h1", "h2", "h3")
        return [
            *self.titles,
            *(text_of(node).strip()[:300] for node, _ in zip(nodes, range(8), strict=False)),
        ]

    @property
    def is_bare(self) -> bool:
        return not self.document.has_text_of(BARE)

    @cached_property
    def is_paywalled(self) -> bool:
        return self.signs.not_free or bool(self.demand)

    @cached_property
    def demand(self) -> str:
        document = self.document
        if not document.is_laid_out and not words.may_ask_for_money(document.strings):
            return ""
        return demand_of(document.text, self.body, self.size, teaser=self.signs.not_free)

    # -- the order of the questions

    def verdict(self) -> Verdict:
        """Return the first kind that fits; an article is what nothing else fits."""
        if not self.document.page.body:  # nobody asked for it: its text may have come as JSON
            return (Kind.ARTICLE, "") if self.size else (Kind.EMPTY, "there is no page")
        if self.document.is_binary:
            return Kind.EMPTY, "it is binary data and no page"
        is_long = self.size >= SHORT
        if is_long and self.signs.declares_article:
            return self._paywall() or self._medium() or (Kind.ARTICLE, "")
        found = self._refused() or self._shell() or self._medium()
        if found is None and not (is_long and self.signs.is_addressed):
            found = self._list()
        found = found or self._paywall()
        if found is None and self.size < _EMPTY and self._is_void():
            found = self._instead()
        return found or (Kind.ARTICLE, "")

    # -- walls and lost pages

    def _refused(self) -> Verdict | None:
        """A page that stands for another: lost, a form, a check, a wall."""
        if self.size >= _NOTICE or self.signs.declares_article:
            return None
        titles = self.headings if self.is_bare else self.titles
        for pattern, kind in ((words.LOST, Kind.SOFT_404), (words.ROBOT, Kind.CAPTCHA)):
            said = words.matched(pattern, titles)
            if said and (self.size < SHORT or self.is_bare):
                return kind, f"the page says {said[:60]!r}"
        said = words.matched(words.LOGIN, titles)
        if said and self._has_password() and self.size < SHORT:
            return Kind.LOGIN, f"the page says {said[:60]!r} and asks for a password"
        return self._consent()

    def _has_password(self) -> bool:
        return self.document.root.find(".//input[@type='password']") is not None

    def _consent(self) -> Verdict | None:
        """Words of consent in a heading or a choice of buttons, on a page that speaks of little else."""
        if not self.is_bare:
            return None
        whole = self.document.text
        hits = {found.lower() for found in words.COOKIES.findall(whole)}
        if not hits:
            return None
        said = words.matched(words.CONSENT, self.headings)
        if said:
            return Kind.CONSENT, f"the page says {said[:60]!r}"
        buttons = [text for text in self._buttons() if words.AGREE.fullmatch(text)]
        if len(buttons) >= 2 and len(hits) >= 3:  # two words may be chance, three are a subject
            return Kind.CONSENT, f"the page asks for consent: {buttons[0]!r}"
        return None

    def _buttons(self) -> Iterator[str]:
        for node in self.document.root.iter("button", "a", "input"):
            text = node.get("value") or "" if node.tag == "input" else text_of(node)
            yield text.strip()[:60]

    def _paywall(self) -> Verdict | None:
        """A first paragraph or two and a demand to pay, or more of them and how much is missing."""
        declared, said = self.signs.not_free, self.demand if self.size < TEASER * 2 else ""
        both = bool(declared and said)
        if self.size < (TEASER * 2 if both else TEASER) and (declared or said):
            return Kind.PAYWALL, f"{self.size} words, then {said[:60]!r}" if said else "not free"
        missing = rest_of(self.document.text, self.body) if declared else ""
        if missing:
            return Kind.PAYWALL, f"a part of the text, then {missing[:60]!r}"
        return None

    # -- lists of links

    def _list(self) -> Verdict | None:
        """A page whose address, title or declared type names a list, and that is one."""
        signs = self.signs
        if signs.is_home and not signs.declares_article and self._is_list(_MANY):
            return Kind.HOME, f"the root of a site, {self.listing.headlines} headlines"
        named = self._named_list()
        if named and (self._is_list(_FEW) or named[0] is Kind.SEARCH):
            return named
        if signs.declares_article or (signs.og_type == "article" and signs.is_addressed):
            return None
        is_section = signs.is_section or signs.declares_list
        longest = max(self.body.split("\n"), key=len)
        if not is_section and tokens(longest[:_ENOUGH]) > _BLURB:
            return None
        listing = self.listing
        if is_section and listing.share > 0.2 and self._is_list(_MANY // 2):
            return Kind.INDEX, f"the address of a section, {listing.headlines} headlines"
        if self._is_list(_MANY) and listing.share > 0.5 and not signs.is_addressed:
            return (
                Kind.INDEX,
                f"{listing.headlines} of {listing.lines} lines are headlines that lead elsewhere",
            )
        return None

    def _named_list(self) -> Verdict | None:
        signs = self.signs
        if signs.declares_article or (signs.is_addressed and self.size >= SHORT):
            return None
        said = words.matched(words.SEARCH, self.titles)
        declared = "SearchResultsPage" in signs.types
        if declared or (signs.is_search and (said or signs.query)):
            return Kind.SEARCH, f"the page says {said[:60]!r}" if said else "the address asks"
        if said and self._is_list(_FEW):
            return Kind.SEARCH, f"the page says {said[:60]!r}"
        said = words.matched(words.TAG, self.titles[:-1] or self.titles)
        if said or signs.is_tag:
            return Kind.TAG, f"the page says {said[:60]!r}" if said else "the address of a subject"
        return None

    def _is_list(self, least: int) -> bool:
        """Tell whether headlines outweigh the text, or run through it as entries of a list do."""
        listing = self.listing
        if listing.headlines < least:
            return False
        if self.size < SHORT or listing.runs_through:
            return True
        longest = max(tokens(line) for line in self.body.split("\n"))
        return listing.weight > 2 * self.size and longest < _PROSE

    # -- other media

    def _medium(self) -> Verdict | None:
        """A live report, a film or pictures; all three may have a text worth posting."""
        signs = self.signs
        if "LiveBlogPosting" in signs.types:
            return Kind.LIVE, "declared as LiveBlogPosting"
        head = self.titles[0][:150] if self.titles else ""
        head += "" if self.title in head else f" | {self.title[:150]}"
        said = words.LIVE.search(head)
        if (said or signs.stands_at("live")) and self.listing.stamps >= _ENTRIES:
            return Kind.LIVE, f"{self.listing.stamps} entries with a time"
        return self._film(head) or self._pictures(head)

    def _film(self, head: str) -> Verdict | None:
        signs = self.signs
        is_article = signs.declares_article or signs.og_type == "article"
        declared = "VideoObject" in signs.types or signs.og_type.startswith("video")
        if declared and not (is_article and self.size >= SHORT):
            return Kind.VIDEO, "declared as a video"
        at_videos = signs.stands_at("video") and not signs.declares_article
        if at_videos and signs.player:
            return Kind.VIDEO, "a player at the address of a video"
        named = at_videos or words.VIDEO.search(head)
        has_player = signs.player or self._has("video", "iframe", "object")
        if named and has_player and self.size < 2 * TEASER:
            return Kind.VIDEO, "a player and hardly a text"
        return None

    def _pictures(self, head: str) -> Verdict | None:
        signs = self.signs
        if {"ImageGallery", "MediaGallery"} & set(signs.types) and not signs.declares_article:
            return Kind.GALLERY, "declared as a gallery"
        named = signs.stands_at("gallery") or words.GALLERY.search(head)
        if named and sum(1 for _ in self.document.root.iter("img")) >= _PICTURES:
            return Kind.GALLERY, "pictures, by its address or title"
        return None

    def _has(self, *tags: str) -> bool:
        return next(self.document.root.iter(*tags), None) is not None

    # -- nothing at all

    def _instead(self) -> Verdict:
        """What a page without any text holds instead."""
        if self._has_password():
            return Kind.LOGIN, "no text, but a field for a password"
        if has_check(self.document.root):
            return Kind.CAPTCHA, "no text, but a check for robots"
        return Kind.EMPTY, "the page holds no text of an article"

    def _is_void(self) -> bool:
        """Tell whether there is little to read, also in what a careless parser would drop."""
        if self.listing.share > 0.5:
            return True
        nodes = self.document.root.iter(etree.Element)
        kept = (node for node in nodes if node.tag not in ("script", "style", "title"))
        return sum(len((node.text or "").strip()) for node in kept) < BARE

    def _shell(self) -> Verdict | None:
        """A page that a script has yet to fill."""
        if self.size >= SHORT or not is_unfilled(self.document.root):
            return None
        came_as_json = self.body and self.body[-_TAIL:].split("\n")[-1] not in self.document.text
        return None if came_as_json else (Kind.EMPTY, "a script has yet to fill the page")
