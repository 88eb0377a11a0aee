"""Tell whether a page is the next one of an article, and where the one after it is."""

from newsspider.errors import BadAnswer
from newsspider.extractor import paging, rules
from newsspider.extractor.assemble import PAGED, extract_page
from newsspider.extractor.parts import belongs, is_nameless
from newsspider.extractor.reader import document_of
from newsspider.model.extraction import Kind
from newsspider.model.page import Page
from newsspider.model.source import RuleSet, Source

# What a server sends instead of the page that was asked for; without that the article is cut.
_INSTEAD = frozenset(
    (Kind.LOGIN, Kind.CONSENT, Kind.PAYWALL, Kind.SOFT_404, Kind.CAPTCHA, Kind.EMPTY)
)


def turn(page: Page, source: Source, *, first: str, number: int, headline: str) -> tuple[bool, str]:
    """Tell whether *page*, linked as page *number* of the article at *first*, is one of its pages.

    Also return the address of the page after it, or an empty text. Where a rule named the link it
    is believed; else the page has to be headed by *headline*, or to name no story at all at an
    address that is that of *first* with its number. Raises BadAnswer for a page that only says why
    the one that was asked for is not there.
    """
    document = document_of(page, source)
    headed = belongs(document, headline)
    if not headed:
        if (kind := extract_page(page, source).kind) in _INSTEAD:
            raise BadAnswer(page.url, f"is no page of the article but {kind}")
        # Sites that count from nought call the second page the first.
        numbered = paging.page_number(first, page.url) in (number, number - 1)
        headed = numbered and kind in PAGED and is_nameless(document, source.title)
    sets = list(rules.rule_sets(source, page.requested_url, rules.day_of(document)))
    named = [rule_set.next for rule_set in sets or [RuleSet()] if rule_set.next]
    if not named and not headed:
        return False, ""
    selectors = [rules.compiled(css, "") if css else None for css in named or [""]]
    found = (paging.next_page(document, each, first=first, number=number) for each in selectors)
    return True, next(filter(None, found), "")
