"""Which pictures are not content, told by their addresses: counters, spacers, quote charts.

The rules know kinds of addresses, no site. They are narrow: a photo that is lost is worse than a
counter that stays, and counters are also told by their size.
"""

import re
from urllib.parse import urlsplit

# Charts of a share's price are drawn anew at every call: in a post they would show another day.
_CHART = re.compile(
    r"(?<![a-z])k[-_]?(?:line|chart)|quotekline|klinepic|stock[-_]?chart|quote[-_]?(?:pic|chart)"
    r"|(?<![a-z])(?:minute|intraday|new)chart|/chart/gif/",
    re.IGNORECASE,
)
_PHOTO = re.compile(r"\.(?:jpe?g|webp)$", re.IGNORECASE)
_COUNTER = re.compile(
    r"(?:^|[/._-])(?:pixel|beacon|track(?:er|ing)?|counter|hit|stat|spacer|clear|transparent|1x1"
    r"|blank|__utm|hm)s?(?:[._-]\d+)*\.gif$"
    r"|/(?:pixel|beacon|collect|track|tr|imp|impression|hit|count)s?(?:\.(?:php|aspx|ashx|cgi))?$",
    re.IGNORECASE,
)
_COUNTING_HOST = re.compile(
    r"(?:pixel|beacon|track(?:er|ing)?|stats?|analytics|counter|metrics|telemetry)\d*\.",
    re.IGNORECASE,
)
_MEASURE = re.compile(r"\s*(\d+(?:\.\d+)?)(?:px)?\s*", re.IGNORECASE)
THINNEST = 2.0  # pixels; a picture declared so thin is a counter, a spacer or a rule


def is_content(address: str, width: str = "", height: str = "") -> bool:
    """Tell whether the picture at *address* belongs to the text."""
    if any(_is_thin(size) for size in (width, height)):
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if _CHART.search(f"{parts.netloc}{parts.path}") and not _PHOTO.search(parts.path):
        return False
    if _COUNTER.search(parts.path) and (parts.query or parts.path.lower().endswith(".gif")):
        return False
    return not (_COUNTING_HOST.match(parts.netloc) and not _PHOTO.search(parts.path))


def _is_thin(size: str) -> bool:
    found = _MEASURE.fullmatch(size)
    return found is not None and float(found[1]) <= THINNEST
