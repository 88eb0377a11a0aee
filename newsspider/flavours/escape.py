"""Escapes that keep template languages and Markdown from seeing an article's text."""

import re
from string import punctuation
from urllib.parse import quote

_BRACE = re.compile(r"\{(?=[{%#])")
_ILLEGAL = re.compile(r"""[\x00-\x20"<>{}|\\^`\x7f-\U0010ffff]""")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_ANGLES = str.maketrans({"<": "＜", ">": "＞"})
_PUNCTUATION = {ord(char): f"&#{ord(char)};" for char in punctuation}


def braces(html: str) -> str:
    """Return *html* with no ``{{``, ``{%`` or ``{#``: Liquid, Nunjucks and Hugo see none.

    The entity stands for the first brace alone, so ordinary text stays as it is.
    """
    return _BRACE.sub("&#123;", html)


def address(url: str) -> str:
    """Return *url* fit to stand between ``<`` and ``>``: what is illegal is percent-encoded."""
    return _ILLEGAL.sub(lambda found: quote(found[0].encode("utf-8", "replace"), safe=""), url)


def label(text: str) -> str:
    """Return *text* as the label of a Markdown link: ASCII punctuation as numeric entities."""
    return text.translate(_PUNCTUATION)


def plain(text: str) -> str:
    """Return *text* for front matter that themes print as it is: no tag, no entity.

    ``<`` and ``>`` become full-width, and so does an ``&`` that would begin an entity.
    """
    return _ENTITY.sub("＆", text.translate(_ANGLES))
