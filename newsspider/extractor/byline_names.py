"""Tell people's and desks' names from all else that stands in a byline."""

import re
from collections.abc import Container, Iterable

from newsspider.extractor.document import is_placeholder
from newsspider.text import chinese, spaces
from newsspider.text.letters import norm
from newsspider.text.months import is_month

_LONGEST = 300  # characters of a byline; a longer text is a life story
_NAME = 50  # characters of the longest name
_WORDS = 6  # of the longest name
_MOST = 10  # names of one article
_LABEL = re.compile(
    r"(?:(?:this |an? |ein )?(?:article|story|post|text|words|recipe|review|interview|reporting|artikel|beitrag|analyse|analysis|kommentar)\s*)?"
    r"(?:(?:was )?(?:written|reported|posted|published|submitted|created|contributed|authored|verfasst|geschrieben|erstellt|veröffentlicht|publiziert|eingestellt|gepostet|publicado|escrito|redactado|publié|écrit|rédigé|scritto|pubblicato|skrevet|skriven) )?"
    r"(?:by|von|par|por|di|door|av|af|przez|od|autor(?:es|in|en)?|authors?|auteurs?|text|texto|texte|testo|words|interview|redaktion|redaktør|journalist)"
    r"(?:\s*[:：]\s*|\s+(?=\S))",
    re.IGNORECASE,
)
_ONLY_LABEL = re.compile(
    r"(?:written |posted |published |story |words |text )?(?:by|von|par|por|di|door|av|af|from|the)|autor(?:es|in|en)?|(?:the )?authors?|auteurs?|text|über (?:den|die) autor(?:in)?"
    r"|.{0,24}\b(?:by|von|por|par|am)|(?:この記事を書いた|執筆した)人|(?:この記事の)?(?:執筆者|筆者|著者|ライター)",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s*(?:\||•|·|—|\s–\s|\s-\s|\(|\[|\bupdated\b|\bpublished\b|\bposted\b|\bveröffentlicht\b|\baktualisiert\b|\bfor\b|\bis an?\b|\bist\b"
    r"|\s(?:on|am|vom|le|el|at|in|um)\s+(?=\S*\d|[A-Z])|\d{1,2}[./:]|\d{1,2} \w+ (?:19|20)\d{2}|(?<=\s)\d|See (?:full )?bio|Read (?:full )?bio|\bvia\b).*$",
    re.DOTALL,
)
_SPLIT = re.compile(
    r"\s*(?:,\s*(?:and|und|et|y|e|och|og|en)\s|,|;|、|，|/|／|&|\+|\s(?:and|und|et|y|e|och|og|en|with|mit|con)\s)\s*",
    re.IGNORECASE,
)
_CONNECTIVE = re.compile(r"(?:,|;|&|\+|and|und|et|y|e|och|og|en|with|,\s*and)", re.IGNORECASE)
_JOINS = re.compile(r"(?:[,;&+]|\b(?:and|und|et|y|och|og))\s*$", re.IGNORECASE)
_JOINED = re.compile(r"^\s*(?:[,;&+]|(?:and|und|et|y|och|og)\b)", re.IGNORECASE)
_ADDRESS = re.compile(r"https?:|www\.|\S@\S|^@|facebook|twitter\.com|\.html?\b", re.IGNORECASE)
_ROLE = re.compile(
    r"\b(?:writers?|reporters?|correspondents?|journalists?|editors?|columnists?|founders?|co-founder|directors?|managers?|head of|ceo|cto|cfo|reviewers?"
    r"|experts?|specialists?|analysts?|professors?|lecturer|developers?|engineers?|strategists?|consultants?|marketing|producers?|photographers?|officer"
    r"|assistant|associate|president|partner|author|authors|bio|biography|redakteur(?:in)?|chefredakteur(?:in)?|herausgeber(?:in)?|korrespondent(?:in)?|journalistin"
    r"|autorin?|fotograf|directeur|directrice|journaliste|rédact\w*|periodista|editora?|redactora?|giornalista|medically|freelance|member|owner"
    r"|ph\.?d|m\.?d|mba|msc|rdn?|cpa|esq|jr)\b\.?",
    re.IGNORECASE,
)
_NOISE = re.compile(
    r"\b(?:share|shares|follow|comments?|kommentare?|subscribe|newsletter|photos?|foto|getty|posts?|view|views|more|read|reading|min|mins|minutes?|minuten|hours?|ago"
    r"|updated|published|posted|date|datum|stand|click|here|see|about|email|e-mail|print|login|sign|search|home|menu|reply|advertisement|article|articles|artikel|beiträge|beitrag|blog post|categor\w*|tags?|topics?"
    r"|unknown|admin|administrator|none|anonymous|null|undefined|webmaster|root|user|guest|gast|uhr|today|yesterday|heute|gestern|all|alle|image|credit|bild|image|source|quelle|licen[cs]e|copyright|sponsored"
    r"|veröffentlicht|über|written|explains|geprüft|profil|weltweit|translat\w*|übersetz\w*|fact.?check\w*|reviewed|edited|illustrat\w*)\b",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"\d\s*[年月日]|更新于|修改于|发[布表]于"
)  # 更新于2026年9月8日 stands in bylines, too
_WEEKDAY = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|(?:mon|tue|wed|thu|fri|sat|sun)",
    re.IGNORECASE,
)
_CAPITALISED = re.compile(r"[^\W\d_](?:\.|[^\W\d_]*(?:['’.-][^\W\d_]+)*\.?)")
_KOREAN_ROLE = re.compile(r"(?<=[\uac00-\ud7af]) ?(?:기자|특파원|논설위원|선임기자)$")
_HANDLE = re.compile(r"\s+@\w+$")
_LOGIN = re.compile(r"[a-z0-9._-]+")
_GENERIC = re.compile(
    r"(?:the )?(?:staff|team|editorial|news|desk|press|media|content|company)", re.IGNORECASE
)


def names_in(text: str, *, declared: bool = False) -> tuple[str, ...]:
    """Return the names in a byline, without labels, roles, times and reading times.

    A *declared* text is known to name somebody; one read off the page must also look like a name.
    """
    plain = spaces.collapse(text[:_LONGEST])
    if _ADDRESS.search(plain) and not declared:
        return ()
    for _ in range(2):
        found = _LABEL.match(plain)
        if not found or not plain[found.end() :]:
            break
        plain = plain[found.end() :]
    plain = _TAIL.sub("", f" {plain}").strip()
    names: list[str] = []
    for part in _SPLIT.split(plain):
        name = _HANDLE.sub("", _KOREAN_ROLE.sub("", part.strip(' .:-–—|"“”*')))
        if _is_name(name, declared=declared) and (not names or _is_person(name) or declared):
            names.append(name)
    return tuple(dict.fromkeys(names))[:_MOST]


def names_of_pieces(texts: list[str]) -> tuple[str, ...]:
    """Return the names in the texts of one element: the first, and those joined to it by "and"."""
    names: list[str] = []
    joined = True
    for text in texts:
        if _CONNECTIVE.fullmatch(text):
            joined = True
            continue
        if _ONLY_LABEL.fullmatch(text.strip(" :：")):
            continue
        if names and not joined and not _JOINED.match(text):
            break
        found = names_in(text.lstrip(" ,;&"))
        names += found
        joined = bool(_JOINS.search(text)) if names else True
    return tuple(dict.fromkeys(names))[:_MOST]


def declared_names(texts: Iterable[str]) -> tuple[str, ...]:
    """Return declared author texts as names: each text may hold several."""
    names: list[str] = []
    for text in texts:
        if not _ADDRESS.search(text):
            names += names_in(text, declared=True)
    return tuple(dict.fromkeys(names))[:_MOST]


def without_outlets(names: tuple[str, ...], outlets: Container[str]) -> tuple[str, ...]:
    """Return *names* without the outlet's own and without logins where a person stands there."""
    people = tuple(name for name in names if not is_last_resort((name,), outlets))
    return people or names


def is_last_resort(names: Iterable[str], outlets: Container[str]) -> bool:
    """Tell whether *names* are only the outlet's own or logins: a person's name is better."""
    return all(norm(name) in outlets or _LOGIN.fullmatch(name) for name in names)


def is_person(name: str) -> bool:
    """Tell whether *name* has the look of a person's: two to four capitalised words, no others."""
    words = name.split()
    if not 2 <= len(words) <= 4 or not all(
        word[0].isupper() and _CAPITALISED.fullmatch(word) for word in words
    ):
        return False
    return not (any(map(is_month, words)) or _NOISE.search(name) or _ROLE.search(name))


def _is_name(name: str, *, declared: bool) -> bool:
    words = name.split()
    if not words or not 2 <= len(name) <= _NAME or len(words) > _WORDS:
        return False
    if is_placeholder(name) or _ADDRESS.search(name) or not any(char.isalpha() for char in name):
        return False
    if _ONLY_LABEL.fullmatch(name) or _GENERIC.fullmatch(name):
        return False
    if all(is_month(word) or _WEEKDAY.fullmatch(word) or word.isdigit() for word in words):
        return False
    if _ROLE.search(name) and not (declared and len(words) == 2 and not _ROLE.match(name)):
        return False
    if _NOISE.search(name) or _DAY.search(name):
        return False
    if len(words) > 1 and any(char.isdigit() for char in name):
        return False
    return declared or len(words) == 1 or _is_cased(words)


def _is_cased(words: list[str]) -> bool:
    """Tell whether at least half of *words* begin in upper case, or have no case at all."""
    return 2 * sum(not word[0].islower() for word in words) >= len(words)


def _is_person(name: str) -> bool:
    words = name.split()
    if chinese.has_han(name):
        return 2 <= len(name) <= 12
    return 2 <= len(words) <= 5 and all(word[0].isupper() or len(word) <= 3 for word in words)
