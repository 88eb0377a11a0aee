"""What to ask for on each page of a list: by a link, a number or a cursor."""

import json
from dataclasses import dataclass
from urllib.parse import quote

from newsspider.model.source import DiscoveryRule


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One request for a list: its address, and the JSON to post (nothing: it is a GET)."""

    url: str
    post: str = ""


def first(rule: DiscoveryRule) -> Ask:
    """Return what to ask for first."""
    return Ask(url=rule.url, post=_posted(rule, str(rule.paging.first - 1), ""))


def following(rule: DiscoveryRule, number: int, said: str) -> Ask | None:
    """Return what to ask for after the page *number* (from 1); None where the list ends.

    *said* is what that page says of the next one: the address of its link, or its cursor.
    """
    paging = rule.paging
    if number >= paging.pages:
        return None
    if paging.next:
        return Ask(url=said) if said else None
    if paging.cursor and not said:
        return None
    count = str(paging.first + number - 1)
    url = (paging.page or rule.url).replace("{page}", count)
    url = url.replace("{cursor}", quote(said, safe=""))
    ask = Ask(url=url, post=_posted(rule, count, said))
    return None if ask in (first(rule), Ask(url=rule.url)) else ask


def _posted(rule: DiscoveryRule, page: str, cursor: str) -> str:
    """Return the JSON to post; a cursor that would break it is left out."""
    quoted = json.dumps(cursor)[1:-1]
    filled = rule.post.replace("{page}", page).replace("{cursor}", quoted)
    try:
        if rule.post:
            json.loads(filled)
    except ValueError:
        return rule.post.replace("{page}", page).replace("{cursor}", "0")
    return filled
