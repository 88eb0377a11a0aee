"""The functions that change a list's query before it is asked, each for one family of servers."""

import hashlib
from datetime import datetime
from typing import assert_never
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from newsspider.model.source import Sign


def signed(url: str, sign: Sign | None, now: datetime) -> str:
    """Return *url* as its server wants it asked at *now*."""
    match sign:
        case None:
            return url
        case Sign.CLS:
            return _cls(url)
        case Sign.EASTMONEY:
            return _with(url, req_trace=str(int(now.timestamp() * 1000)))
        case _:
            assert_never(sign)


def _cls(url: str) -> str:
    """Sort the parameters, and add the MD5 of the SHA-1 of the query as ``sign``."""
    pairs = sorted(pair for pair in _pairs(url) if pair[0] != "sign")
    query = urlencode(pairs, quote_via=quote)
    inner = hashlib.sha1(query.encode(), usedforsecurity=False).hexdigest()
    digest = hashlib.md5(inner.encode(), usedforsecurity=False).hexdigest()
    return urlsplit(url)._replace(query=f"{query}&sign={digest}").geturl()


def _with(url: str, **values: str) -> str:
    """Return *url* with parameters set, in place of what they were."""
    pairs = [pair for pair in _pairs(url) if pair[0] not in values]
    query = urlencode([*pairs, *values.items()], quote_via=quote)
    return urlsplit(url)._replace(query=query).geturl()


def _pairs(url: str) -> list[tuple[str, str]]:
    return parse_qsl(urlsplit(url).query, keep_blank_values=True)
