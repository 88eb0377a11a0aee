"""Names for categories, tags and files."""

import hashlib
import re
import unicodedata
from functools import lru_cache

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_CJK = re.compile(
    r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]"
)
_NEWS = "新闻"
_LOST = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "þ": "th"})
# What YAML 1.1 or 1.2 reads as something other than text, or as a number.
_YAML_WORD = re.compile(
    r"y|n|yes|no|on|off|true|false|null|nan|inf|0x[0-9a-f]+|0o?[0-7]+|0b[01]+|\d+(?:e\d+)?"
)
_LONGEST = 120  # letters; file systems take 255, and the longest paper's name in pinyin has 60
_FILES = {"index", "con", "prn", "aux", "nul"}  # a folder's own page, and what Windows keeps


def category(name: str) -> str:
    """Return the category slug of a source's name: its pinyin, ``[a-z0-9]`` only.

    A name that leaves nothing, a number, a YAML word or more than a folder's name may hold becomes
    ``s-`` and 8 hex of its sha256.
    """
    plain = re.sub(r"[^a-z0-9]", "", _latin(name, ""))
    if not plain or len(plain) > _LONGEST or _YAML_WORD.fullmatch(plain):
        return "s-" + hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return plain


def tag(name: str) -> str:
    """Return the tag of a source's name: a CJK name gets 新闻 unless it ends in it."""
    return name + _NEWS if _CJK.search(name) and not name.endswith(_NEWS) else name


def slug(text: str, limit: int = 60) -> str:
    """Return *text* for a file name: ``[a-z0-9-]``, at most *limit* long, cut between words.

    May be empty: the caller adds what makes the name unique.
    """
    words = re.findall(r"[a-z0-9]+", _latin(text[: limit * 4], " "))
    name = "-".join(words)
    if len(name) > limit:
        name = name[: limit + 1].rpartition("-")[0] or name[:limit]
    return "" if name in _FILES else name


def _latin(text: str, gap: str) -> str:
    """Return *text* in lower-case Latin letters; *gap* stands around every Chinese syllable."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKC", text).casefold()
    if _HAN.search(text):
        text = gap.join(f"{gap}{part}" for part in _syllables(text))
    text = unicodedata.normalize("NFKD", text.translate(_LOST))
    return "".join(char for char in text if not unicodedata.combining(char))


@lru_cache(maxsize=256)  # a run meets few source names, but each of them often
def _syllables(text: str) -> tuple[str, ...]:
    """Return the pinyin of *text* by phrase (ü as v), what is not Chinese as it stands."""
    from pypinyin import Style, lazy_pinyin

    return tuple(lazy_pinyin(text, style=Style.NORMAL, v_to_u=False))
