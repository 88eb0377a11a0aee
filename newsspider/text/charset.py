"""Decide a document's charset by evidence: what it says about itself is only a hint.

The order: byte-order mark; strict UTF-8, whatever is declared; what is declared, if it decodes;
then the charset whose text looks most like writing. gb2312 and gbk always mean GB18030.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import category

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,20})", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,20})", re.IGNORECASE)
_NO_TEXT = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f]")  # U+001B shifts charsets
_BINARY = 0.01  # share of such characters; a page with a stray one is still a page
_HEAD = 4096  # bytes in which a declaration may stand
_BROKEN = 0.01  # share of a text that may be U+FFFD and still be UTF-8, cut or mixed
_RIGHT = 5  # whole characters beyond ASCII for a broken one that show a text to be UTF-8
_SAMPLE = 65536  # bytes by which undeclared charsets are compared
_WIDER = {
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "gb_2312-80": "gb18030",
    "iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252",
    "ascii": "cp1252", "iso-8859-9": "cp1254", "shift_jis": "cp932", "shift-jis": "cp932",
    "sjis": "cp932", "x-sjis": "cp932", "euc-kr": "cp949", "ks_c_5601-1987": "cp949",
    "big5": "big5hkscs", "big5-hkscs": "big5hkscs", "windows-31j": "cp932", "utf8": "utf-8",
    "unicode": "utf-16-le",
}  # fmt: skip
# Python's names of the codecs that a page may ask for: browsers know no others, and some of
# Python's (utf-7, unicode_escape, idna) would hide markup in plain letters or raise.
_KNOWN = {
    "utf-8", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk", "gb2312", "hz", "big5",
    "big5hkscs", "cp950", "cp932", "shift_jis", "euc_jp", "iso2022_jp", "euc_kr", "cp949",
    "iso2022_kr", "koi8-r", "koi8-u", "tis-620", "cp874", "cp866", "mac-roman",
    *(f"cp125{part}" for part in range(9)), *(f"iso8859-{part}" for part in range(2, 17)),
}  # fmt: skip
_SEVEN_BITS = {"hz", "iso2022_jp", "iso2022_kr"}  # all their bytes are ASCII, so valid UTF-8
_USUAL = ("gb18030", "big5hkscs", "cp932", "euc_jp", "cp949", "cp1251", "koi8-r", "cp1252")
_LETTERED = 0.8  # share of letters; the rest are signs such as € and №
_ASCII_RUN = re.compile(rb"([\x00-\x7f]{2})[\x00-\x7f]+")
_CJK = {"gb18030", "big5hkscs", "cp932", "cp949", "euc_jp"}
# What browsers would rather guess, by the last label of the host.
_BY_HOST = {
    "tw": ("big5hkscs",), "hk": ("big5hkscs",), "mo": ("big5hkscs",), "jp": ("cp932", "euc_jp"),
    "kr": ("cp949",), "ru": ("cp1251", "koi8-r"), "ua": ("cp1251",),
}  # fmt: skip
# The commonest characters: a wrong guess hardly ever hits them.
_COMMON = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年"
    "過發後作里用道行所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心"
    "本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由"
    "問很最重並物手應戰向頭文體政美相見被利什二等產或新己制身果加西斯月話合回特代內信表化老給世"
    "のにはをたがでてとしれさいるこなもかすりっまょ이다는을의에가고하지한로은를"
)
_CYRILLIC = frozenset("оеаинтсрвлкмдпу")  # nine letters in ten of any Russian text


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A text, the charset that was used and the evidence for it."""

    text: str
    encoding: str
    evidence: str


def decode(body: bytes, content_type: str = "", *, host: str = "") -> Decoded:
    """Return the text of *body*; *content_type* is the HTTP header, *host* the server's name."""
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return _made(body[len(mark) :], encoding, "byte-order mark")
    declared = list(dict.fromkeys(_declared(body, content_type)))
    if (utf16 := _utf16(body, declared)) is not None:
        return _made(body, utf16, "zero bytes")
    shifted = next((name for name in declared if name in _SEVEN_BITS), None)
    if shifted and re.search(rb"\x1b\$|~\{", body) and _strict(body, shifted) is not None:
        return _made(body, shifted, "declared, and it decodes")
    if (strict := _strict(body, "utf-8")) is not None:
        return Decoded(text=_plain(strict), encoding="utf-8", evidence="valid UTF-8")
    patched = body.decode("utf-8", "replace")
    wrong = patched.count("\ufffd")
    right = _beyond_ascii(patched) - wrong
    if wrong <= max(1, len(patched) * _BROKEN) and right >= wrong * _RIGHT:
        return Decoded(text=_plain(patched), encoding="utf-8", evidence="nearly valid UTF-8")
    others = [name for name in declared if not name.startswith("utf") and name not in _SEVEN_BITS]
    return _guess(body, others, host)


def is_binary(text: str) -> bool:
    """Tell whether a decoded *text* is no text: in its head are characters that no page holds."""
    head = text[:_HEAD]
    return len(_NO_TEXT.findall(head)) > len(head) * _BINARY


def _guess(body: bytes, declared: list[str], host: str) -> Decoded:
    """Choose among the declared charsets and the usual ones for bytes that are not UTF-8."""
    by_host = _BY_HOST.get(host.rpartition(".")[2].lower(), ())
    # Long runs of ASCII (scripts, markup) say nothing; their first bytes may end a character.
    sample = _ASCII_RUN.sub(rb"\1 ", body)[:_SAMPLE]
    for name in declared:  # Latin-1 is what servers say unasked; the others somebody meant
        if name not in _CJK and name != "cp1252" and _is_lettered(sample, name):
            return _made(body, name, "declared, and it decodes")
    found: list[tuple[float, str, str]] = []
    for name in dict.fromkeys((*declared, *by_host, *_USUAL)):
        bonus = 0.25 if name in declared else 0.1 if name in by_host else 0.0
        evidence = "declared" if name in declared else "looks like writing"
        found.append((_score(sample, name) + bonus, name, evidence))
    score, name, evidence = max(found, key=lambda entry: entry[0])
    return _made(body, name, f"{evidence} ({score:.2f})")


def _made(body: bytes, encoding: str, evidence: str) -> Decoded:
    return Decoded(
        text=_plain(body.decode(encoding, "replace")), encoding=encoding, evidence=evidence
    )


def _plain(text: str) -> str:
    return text.replace("\x00", "").removeprefix("\ufeff")


def _strict(body: bytes, encoding: str) -> str | None:
    """Return *body* decoded, None when it is not *encoding*; a character cut at the end is cut."""
    try:
        return codecs.getincrementaldecoder(encoding)().decode(body, final=False)
    except UnicodeDecodeError:
        return None


def _utf16(body: bytes, declared: list[str]) -> str | None:
    """Return UTF-16's name where every other byte is zero, as Latin markup makes it.

    Where it is declared, one tag that reads well is enough: the text may be Chinese.
    """
    head = body[:400]
    for name, zeros in (("utf-16-le", head[1::2].count(0)), ("utf-16-be", head[::2].count(0))):
        if len(head) >= 8 and zeros > len(head) * 0.4:
            return name
        stated = any(known.startswith("utf-16") for known in declared)
        if stated and "<" in (_strict(body[:_SAMPLE], name) or ""):
            return name
    return None


def _declared(body: bytes, content_type: str) -> Iterator[str]:
    """Yield the charsets that the header, the XML declaration and the metas name, known ones."""
    names = [found[1] for found in _HEADER.finditer(content_type)]
    names += [found[1].decode("ascii") for found in _XML.finditer(body[:_HEAD])]
    names += [found[1].decode("ascii", "replace") for found in _META.finditer(body[:_HEAD])]
    for name in names:
        wider = _WIDER.get(name.lower(), name.lower())
        try:
            known = codecs.lookup(wider).name
        except LookupError:
            continue
        if known in _KNOWN:
            yield known


def _beyond_ascii(text: str) -> int:
    return sum(char > "\x7f" for char in text)


def _plausible(text: str) -> float:
    """Return how much the characters beyond ASCII look like writing, about 0 to 1."""
    beyond = [char for char in text if char > "\x7f"]
    if not beyond:
        return 0.0
    common = sum(char in _COMMON for char in beyond)
    letters = sum(char.isalpha() and not "\ue000" <= char <= "\uf8ff" for char in beyond)
    wrong = text.count("\ufffd") + sum("\ue000" <= char <= "\uf8ff" for char in beyond)
    rare = sum("\uff61" <= char <= "\uff9f" for char in beyond)  # half-width kana: a wrong cp932
    return (common * 2 + letters * 0.2 - wrong * 4 - rare * 2) / len(beyond)


def _score(sample: bytes, name: str) -> float:
    """Return how much *sample* looks like writing in the charset *name*, about 0 to 1."""
    if name in _CJK:
        return _plausible(sample.decode(name, "replace"))
    if name in ("cp1251", "koi8-r", "koi8-u"):
        beyond = [char for char in sample.decode(name, "replace") if char > "\x7f"]
        share = sum(char in _CYRILLIC for char in beyond) / max(1, len(beyond))
        return share * (1 - _latin(sample))  # its letters stand together, not between ASCII ones
    return _latin(sample)


def _is_lettered(sample: bytes, name: str) -> bool:
    """Tell whether *sample* decodes as *name*, and mostly to letters and the marks on them."""
    text = _strict(sample, name)
    beyond = [char for char in text or "" if char > "\x7f" and not char.isspace()]
    written = sum(char.isalpha() or category(char)[0] in "MNP" for char in beyond)
    return text is not None and written >= len(beyond) * _LETTERED


def _latin(sample: bytes) -> float:
    """Return how much *sample* looks like Western writing: single high bytes between letters."""
    text = sample.decode("cp1252", "replace")
    beyond = [index for index, char in enumerate(text) if char > "\x7f"]
    if not beyond:
        return 0.1
    alone = sum(
        (index == 0 or text[index - 1] <= "\x7f") and text[index + 1 : index + 2] <= "\x7f"
        for index in beyond
    )
    return alone / len(beyond)
