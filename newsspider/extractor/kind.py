"""What a page is. Precision first: a real article is hardly ever taken for something else."""

import re

from newsspider.extractor.document import Document, tokens
from newsspider.model.extraction import Kind

SHORT = 60  # tokens; a page with more prose than this is an article whatever its title says
_EMPTY = 4  # tokens of text below which there is nothing to read

_LOST = re.compile(
    r"(?:^|\b)(?:404|410)\b.{0,30}(?:not found|error|页|頁)?|page (?:not found|does ?n.t exist|cannot be found)"
    r"|not found$|页面(?:不存在|没有找到|已删除|找不到|丢失)|文章(?:不存在|已删除|已被删除)|您访问的(?:页面|内容)"
    r"|内容(?:不存在|已删除)|seite nicht gefunden|page introuvable|ページが見つかりません",
    re.IGNORECASE,
)
_LOGIN = re.compile(
    r"^(?:请?登录|登陆|用户登录|log ?in|sign ?in|anmelden|connexion)\b", re.IGNORECASE
)
_CONSENT = re.compile(
    r"before you continue|we (?:value|care about) your privacy|cookie consent|cookies? zustimmen|privacy settings",
    re.IGNORECASE,
)
_PAYWALL = re.compile(
    r"subscribe to (?:continue|read)|to continue reading|this article is for (?:subscribers|members)"
    r"|already a subscriber|剩余.{0,10}付费|付费(?:阅读|订阅)后|订阅后(?:可|继续)|登录后(?:可|继续)?(?:查看|阅读)全文",
    re.IGNORECASE,
)


def kind_of(document: Document, title: str, body: str) -> tuple[Kind, str]:
    """Return the kind of a page, and the evidence; *body* is the text that was found."""
    size = tokens(body)
    if size >= SHORT:
        return Kind.ARTICLE, ""
    head = title or document.head_title
    if _LOST.search(head):
        return Kind.SOFT_404, f"the title says {head[:60]!r}"
    if size < _EMPTY and not document.page.body:
        return Kind.EMPTY, "there is no page"
    whole = document.text
    if _LOGIN.search(head) and document.root.find(".//input[@type='password']") is not None:
        return Kind.LOGIN, f"the title says {head[:60]!r} and there is a password field"
    for pattern, kind in (
        (_CONSENT, Kind.CONSENT),
        (_PAYWALL, Kind.PAYWALL),
        (_LOST, Kind.SOFT_404),
    ):
        found = pattern.search(whole[:3000]) if size < SHORT // 2 else None
        if found and tokens(whole) < 8 * SHORT:
            return kind, f"the page says {found[0][:60]!r} and little else"
    if size < _EMPTY:
        return Kind.EMPTY, "the page holds no text of an article"
    return _index(document, size)


def _index(document: Document, size: int) -> tuple[Kind, str]:
    """Tell a list of links with a line of text from a short item."""
    lines = document.lines
    linked = [
        line for line in lines if line.linked >= 4 and line.linked * 10 >= tokens(line.text) * 8
    ]
    if size < SHORT // 3 and len(linked) >= 25 and len(linked) > len(lines) * 0.6:
        return Kind.INDEX, f"{len(linked)} of {len(lines)} lines are headlines that lead elsewhere"
    return Kind.ARTICLE, ""
