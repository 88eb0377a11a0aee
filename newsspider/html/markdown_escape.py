"""Escapes that make a text mean itself in CommonMark, GFM, kramdown and Python-Markdown.

A backslash only stands before what all four take it for; everything else is an entity.
"""

import re

from newsspider.html.nodes import BLANKS

# {, }: Liquid, attribute lists, MDX; |: tables; ~: strike-through; $: mathematics; @: addresses;
# quotes: kramdown and typographers would bend them; ^: footnotes, kramdown's end of block.
_ENTITIES = {ord(char): f"&#{ord(char)};" for char in "\\{}|~$@^=\"'"}
_ENTITIES |= {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;"}
_ENTITIES |= {ord(char): "\\" + char for char in "`*_[]#!"}
_LINKED = re.compile(r":(?=//)|(?<=www)\.|:(?=[A-Za-z0-9_+-]+:)", re.IGNORECASE)
_DASHES = re.compile(r"(?<=-)-|(?<=\.)\.")
_START = re.compile(r"(?P<mark>[-+:])|(?P<number>\d{1,9})(?P<end>[.)])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_PARENS = {ord("("): "%28", ord(")"): "%29", ord("\\"): "%5C", ord("<"): "%3C", ord(">"): "%3E",
           ord("{"): "%7B", ord("}"): "%7D", ord("|"): "%7C", ord(" "): "%20", ord('"'): "%22",
           ord("'"): "%27", ord("`"): "%60", ord("^"): "%5E", ord("*"): "%2A"}  # fmt: skip


def text(words: str) -> str:
    """Return *words* escaped for the middle of a line."""
    words = words.replace("\n", " ").translate(_ENTITIES)
    words = _LINKED.sub(lambda found: f"&#{ord(found[0])};", words)
    return _DASHES.sub(lambda found: "\\" + found[0], words)


def line_start(line: str) -> str:
    """Return a line, escaped already, so that it begins no list and no definition."""
    line = line.lstrip(" \t")
    found = _START.match(line)
    if found is None:
        return line
    if found["mark"]:
        mark = f"&#{ord(found['mark'])};" if found["mark"] == ":" else "\\" + found["mark"]
        return mark + line[1:]
    return f"{found['number']}\\{found['end']}{line[found.end() :]}"


def destination(url: str) -> str:
    """Return an address for the round brackets of a link."""
    return _ENTITY.sub("&amp;", url.translate(_PARENS))


def fence(words: str, mark: str, least: int) -> str:
    """Return a run of *mark* that is longer than every run of it in *words*."""
    longest = max((len(run) for run in re.findall(re.escape(mark) + "+", words)), default=0)
    return mark * max(least, longest + 1)


def has_template(words: str) -> bool:
    """Tell whether template languages would find work in *words*."""
    return any(mark in words for mark in ("{{", "{%", "{#"))


def is_blank(words: str) -> bool:
    """Tell whether nothing can be seen of *words*."""
    return not words.strip(BLANKS)
