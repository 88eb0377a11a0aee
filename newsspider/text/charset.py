"""Decide a document's charset by evidence: what it says about itself is only a hint.

The order: byte-order mark; strict UTF-8, whatever is declared; what is declared, if it decodes;
then the charset whose text looks most like writing. gb2312 and gbk always mean GB18030.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,20})", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,20})", re.IGNORECASE)
_HEAD = 4096  # bytes in which a declaration may stand
_BROKEN = 0.01  # share of a text that may be U+FFFD and still be the declared UTF-8, cut or mixed
_SAMPLE = 65536  # bytes by which undeclared charsets are compared
_WIDER = {
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "gb_2312-80": "gb18030",
    "iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252",
    "ascii": "cp1252", "iso-8859-9": "cp1254", "shift_jis": "cp932", "shift-jis": "cp932",
    "sjis": "cp932", "x-sjis": "cp932", "euc-kr": "cp949", "ks_c_5601-1987": "cp949",
    "big5": "big5hkscs", "big5-hkscs": "big5hkscs", "windows-31j": "cp932", "utf8": "utf-8",
    "unicode": "utf-16-le", "utf-16": "utf-16-le",
}  # fmt: skip
# What browsers would rather guess, by the last label of the host.
_BY_HOST = {
    "tw": ("big5hkscs",), "hk": ("big5hkscs",), "mo": ("big5hkscs",), "jp": ("cp932", "euc_jp"),
    "kr": ("cp949",), "ru": ("cp1251", "koi8_r"), "ua": ("cp1251",),
}  # fmt: skip
# The commonest characters: a wrong guess hardly ever hits them.
_COMMON = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年"
    "過發後作里用道行所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心"
    "本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由"
    "問很最重並物手應戰向頭文體政美相見被利什二等產或新己制身果加西斯月話合回特代內信表化老給世"
    "のにはをたがでてとしれさいるこなもかすりっまょ이다는을의에가고하지한로은를"
)


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
    if (utf16 := _utf16_by_zeros(body)) is not None:
        return _made(body, utf16, "zero bytes")
    declared = list(dict.fromkeys(_declared(body, content_type)))
    strict = _strict(body, "utf-8")
    if strict is not None and not _is_7bit_cjk(declared):
        return Decoded(text=_plain(strict), encoding="utf-8", evidence="valid UTF-8")
    if "utf-8" in declared or not declared:
        patched = body.decode("utf-8", "replace")
        wrong = patched.count("\ufffd")
        if 0 < wrong <= max(1, len(patched) * _BROKEN) and wrong * 20 < _beyond_ascii(patched):
            return Decoded(text=_plain(patched), encoding="utf-8", evidence="nearly valid UTF-8")
    return _guess(body, [name for name in declared if name != "utf-8"], host)


def _guess(body: bytes, declared: list[str], host: str) -> Decoded:
    """Choose among the declared charsets and the usual ones for bytes that are not UTF-8."""
    by_host = _BY_HOST.get(host.rpartition(".")[2], ())
    sample = body[:_SAMPLE]
    found: list[tuple[float, str, str]] = []
    for name in dict.fromkeys((*declared, *by_host, "gb18030", "big5hkscs", "cp932", "cp949")):
        text = sample.decode(name, "replace")
        bonus = 0.25 if name in declared else 0.1 if name in by_host else 0.0
        evidence = "declared" if name in declared else "looks like writing"
        found.append((_plausible(text) + bonus, name, evidence))
    if not any(name in declared for name in ("cp1252", "cp1251", "koi8_r", "koi8-r")):
        found.append((_latin(sample), "cp1252", "looks like Western writing"))
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


def _utf16_by_zeros(body: bytes) -> str | None:
    """Return UTF-16's name where every other byte is zero, as Latin markup makes it."""
    head = body[:400]
    if len(head) < 8:
        return None
    if head[1::2].count(0) > len(head) * 0.4:
        return "utf-16-le"
    return "utf-16-be" if head[::2].count(0) > len(head) * 0.4 else None


def _declared(body: bytes, content_type: str) -> Iterator[str]:
    """Yield the charsets that the header, the XML declaration and the metas name, known ones."""
    names = [found[1] for found in _HEADER.finditer(content_type)]
    names += [found[1].decode("ascii") for found in _XML.finditer(body[:_HEAD])]
    names += [found[1].decode("ascii", "replace") for found in _META.finditer(body[:_HEAD])]
    for name in names:
        wider = _WIDER.get(name.lower(), name.lower())
        try:
            known = codecs.lookup(wider)
        except LookupError:
            continue
        if known._is_text_encoding and not wider.startswith("utf-16"):  # noqa: SLF001
            yield wider


def _is_7bit_cjk(declared: list[str]) -> bool:
    """Tell whether the declared charset hides CJK in ASCII, so that all its text is valid UTF-8."""
    return any(
        name.startswith(("iso-2022", "hz", "iso2022", "utf-7", "utf_7")) for name in declared
    )


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
