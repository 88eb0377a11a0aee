"""Address templates of source files, such as ``/NewsData/GetNewsText.do?id={id}``."""

import re
from collections.abc import Mapping
from urllib.parse import quote, urljoin, urlsplit

_PLACEHOLDER = re.compile(r"\{([\w.]*)\}")


def placeholders(template: str) -> tuple[str, ...]:
    """Return the names between braces, in order."""
    return tuple(_PLACEHOLDER.findall(template))


def fill(template: str, url: str, values: Mapping[str, str]) -> str:
    """Return the address that *template* makes for the page at *url*.

    ``{scheme}`` and ``{host}`` (with port) are those of *url*, ``{url}`` is *url* itself; other
    names come from *values* and are percent-encoded. A relative result is resolved against *url*.
    """
    parts = urlsplit(url)
    known = {"scheme": parts.scheme, "host": parts.netloc, "url": url}

    def replace(found: re.Match[str]) -> str:
        name = found.group(1)
        return known[name] if name in known else quote(values.get(name, ""), safe="")

    return urljoin(url, _PLACEHOLDER.sub(replace, template))
