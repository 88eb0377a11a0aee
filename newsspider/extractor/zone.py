"""Guess the zone and the language of a site that nobody described."""

import re
from zoneinfo import ZoneInfo

from newsspider.extractor.document import Document
from newsspider.text import chinese

_BY_LABEL = {
    "cn": "Asia/Shanghai", "jp": "Asia/Tokyo", "kr": "Asia/Seoul", "tw": "Asia/Taipei",
    "hk": "Asia/Hong_Kong", "mo": "Asia/Macau", "sg": "Asia/Singapore", "my": "Asia/Kuala_Lumpur",
    "vn": "Asia/Ho_Chi_Minh", "th": "Asia/Bangkok", "in": "Asia/Kolkata", "ru": "Europe/Moscow",
    "ua": "Europe/Kyiv", "tr": "Europe/Istanbul", "gr": "Europe/Athens", "fi": "Europe/Helsinki",
    "de": "Europe/Berlin", "at": "Europe/Vienna", "ch": "Europe/Zurich", "fr": "Europe/Paris",
    "it": "Europe/Rome", "es": "Europe/Madrid", "pt": "Europe/Lisbon", "nl": "Europe/Amsterdam",
    "be": "Europe/Brussels", "dk": "Europe/Copenhagen", "se": "Europe/Stockholm",
    "no": "Europe/Oslo", "pl": "Europe/Warsaw", "cz": "Europe/Prague", "hu": "Europe/Budapest",
    "ro": "Europe/Bucharest", "uk": "Europe/London", "ie": "Europe/Dublin",
    "br": "America/Sao_Paulo", "ar": "America/Argentina/Buenos_Aires", "nz": "Pacific/Auckland",
    "za": "Africa/Johannesburg", "il": "Asia/Jerusalem",
}  # fmt: skip
# Languages of one country, or nearly: their pages on a .com keep that country's time.
_BY_LANGUAGE = {
    "ja": "jp", "ko": "kr", "de": "de", "it": "it", "pl": "pl", "cs": "cz", "hu": "hu", "ro": "ro",
    "sv": "se", "da": "dk", "nb": "no", "no": "no", "fi": "fi", "el": "gr", "tr": "tr", "vi": "vn",
    "th": "th", "he": "il", "uk": "ua", "nl": "nl",
}  # fmt: skip
_KANA = re.compile("[\u3040-\u30ff]")
_HANGUL = re.compile("[\uac00-\ud7af]")
_SAMPLE = 2000  # characters of text that tell the language


def zone_of(document: Document) -> ZoneInfo:
    """Return the zone that the host's country or the text's language suggests, else UTC."""
    label = document.host.rpartition(".")[2]
    if label in _BY_LABEL:
        return ZoneInfo(_BY_LABEL[label])
    lang = (document.root.get("lang") or "").lower()
    if lang.startswith("zh") and not lang.endswith(("tw", "hk", "hant")):
        return ZoneInfo("Asia/Shanghai")
    country = _BY_LANGUAGE.get(lang[:2]) if len(lang) == 2 or lang[2:3] in "-_" else None
    if country:
        return ZoneInfo(_BY_LABEL[country])
    if not lang and chinese.has_han(document.head_title) and chinese.is_cjk(document.head_title):
        return ZoneInfo("Asia/Shanghai")
    return ZoneInfo("UTC")


def language_of(text: str) -> str:
    """Return the language that the script of *text* tells for sure, or an empty text."""
    sample = text[:_SAMPLE]
    if _KANA.search(sample):
        return "ja"
    if _HANGUL.search(sample):
        return "ko"
    return "zh" if chinese.is_cjk(sample) else ""


def agrees(tag: str, language: str) -> bool:
    """Tell whether the language *tag* of a page fits the *language* that its script tells."""
    named = tag.lower()
    if language == "zh":  # Cantonese and the like are written with the same characters
        return named.startswith(("zh", "cn", "yue", "ja", "wuu", "hak", "nan"))
    return named.startswith(language)
