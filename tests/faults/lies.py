"""Pages that lie about their charset, date, title, text, address or kind."""

from tests.extractor.kinds import shapes
from tests.extractor.kinds.wording_west import WEST
from tests.faults.pages import STORY, TITLE, story
from tests.faults.server import Raw, Talk
from tests.faults.wire import FAILED, POSTED, REJECTED, answer

CHINESE = "海棠书市上周末重新开张，首日入场三万一千人次，比主办方预计的多出近一半。"
HANZI = (
    "<html><head><title>海棠书市开市</title>{}</head><body><h1>海棠书市开市</h1>"
    + "".join(f"<p>{number}、{CHINESE}{CHINESE}</p>" for number in range(4))
    + "</body></html>"
)
ENGLISH = WEST[0]


def linked(field: str, value: str) -> str:
    data = f'{{"@type":"NewsArticle","headline":"{TITLE}","{field}":"{value}"}}'
    return story(head=f'<script type="application/ld+json">{data}</script>', when="")


def victim(text: str) -> Raw:
    async def send(talk: Talk) -> None:
        await talk.answer(text.replace("VICTIM", talk.server.victim))

    return send


def attributes() -> str:
    bomb = " ".join(f"a{number}=1" for number in range(40_000))
    return story(top=f"<div {bomb}></div>")


EVIL = (
    "<script>steal()</script><img src=x onerror=steal()><a href='javascript:steal()'>a</a>"
    "<iframe src='http://127.0.0.1/'></iframe><svg onload=steal()></svg>"
    "<math><mtext><table><mglyph><style><img src=x onerror=steal()></style></table></mtext></math>"
    "<noscript><p title='</noscript><img src=x onerror=steal()>'></noscript>"
    "<p style='background:url(javascript:steal())'>{{ site.secret }} {% include x %} {::options /}</p>"
)

# name: (the page, how it ends, by which reason, what a post must hold, what it must not)
LIES: dict[str, tuple[Raw, str, str, tuple[str, ...], tuple[str, ...]]] = {
    "charset-gbk-unlabelled": (
        answer(HANZI.format("").encode("gbk"), kind="text/html"), POSTED, "", (CHINESE,), ("\ufffd",)),
    "charset-header-lies": (
        answer(HANZI.format(""), kind="text/html; charset=iso-8859-1"), POSTED, "", (CHINESE,), ()),
    "charset-meta-lies": (
        answer(HANZI.format("<meta charset=utf-8>").encode("gb18030"), kind="text/html"),
        POSTED, "", (CHINESE,), ("\ufffd",)),
    "charset-utf-16": (
        answer(HANZI.format("").encode("utf-16"), kind="text/html"), POSTED, "", (CHINESE,), ()),
    "charset-unknown": (
        answer(story(), kind="text/html; charset=klingon"), POSTED, "", (STORY.strip(),), ()),
    "nul-bytes": (
        answer(story().replace("boat", "bo\x00at")), POSTED, "", (STORY.strip(),), ("\x00",)),
    "nested": (
        answer(story(top="<div>" * 100_000)), POSTED, "", (STORY.strip(),), ()),
    "attribute-bomb": (answer(attributes()), POSTED, "", (STORY.strip(),), ()),
    "siblings": (answer(story(extra="<b>x</b>" * 50_000)), POSTED, "", (STORY.strip(),), ()),
    "entity-in-html": (
        answer('<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + story(extra="<p>&x;</p>")),
        POSTED, "", (STORY.strip(),), ("root:",)),
    "date-future": (answer(linked("datePublished", "2999-01-01T00:00:00Z")), POSTED, "", (), ("2999",)),
    "date-1970": (answer(linked("datePublished", "1970-01-01T00:00:00Z")), REJECTED, "too-old", (), ()),
    "date-unreadable": (answer(linked("datePublished", "2026-13-45")), POSTED, "", (), ("2026-13",)),
    "date-none": (answer(story(when="")), POSTED, "", (STORY.strip(),), ()),
    "title-empty": (
        answer(story(title="").replace(" - Harbour Post", "")), REJECTED, "no-title", (), ()),
    "title-path": (answer(story(title="../../../etc/passwd and the ferries")), POSTED, "", (), ()),
    "title-yaml": (
        answer(story(title='"]: {evil: true} # - &amp; *x')), POSTED, "", (), ("\nevil:",)),
    "title-liquid": (
        answer(story(title="{{ site.secret }} and {% raw %} ferries")), POSTED, "", (), ()),
    "title-bidi": (
        answer(story(title="Ferries \u202egnp.exe\u202c at \x1b[31mnight")), POSTED, "", (),
        ("\u202e", "\x1b")),
    "title-of-5000-letters": (answer(story(title="Ferry " * 900)), REJECTED, "no-title", (), ()),
    "title-of-the-site": (
        answer(story().replace(f"<title>{TITLE} - ", "<title>")), POSTED, "",
        (f'title: "{TITLE}"',), ()),
    "body-script": (
        answer(story(extra=EVIL)), POSTED, "", (STORY.strip(),),
        ("steal", "<script", "onerror", "<iframe", "<svg", "{{", "{%")),
    "body-hidden": (
        answer(story(extra="<p style='display:none'>buy pills here now</p>")), POSTED, "",
        (STORY.strip(),), ("buy pills",)),
    "images-lie": (
        victim(story(extra="<p><img src='VICTIM/a.png'><img src='file:///etc/passwd'></p>")), POSTED,
        "", (STORY.strip(),), ("file:",)),
    "canonical-other-host": (
        answer(story(head="<link rel=canonical href='https://evil.example/x'>")), POSTED, "",
        (), ("evil.example",)),
    "canonical-home": (answer(story(head="<link rel=canonical href='/'>")), POSTED, "", (), ()),
    "canonical-script": (
        answer(story(head="<link rel=canonical href='javascript:steal()'>")), POSTED, "", (),
        ("javascript",)),
    "canonical-private": (
        victim(story(head="<link rel=canonical href='VICTIM'><link rel=amphtml href='VICTIM'>")),
        POSTED, "", (), ("/secret",)),
    "meta-refresh-private": (
        victim(story(head="<meta http-equiv=refresh content='0;url=VICTIM'>")), POSTED, "", (), ()),
    "not-a-page": (answer(b"%PDF-1.7 x", kind="text/html"), REJECTED, "not-a-page", (), ()),
    "type-missing": (answer(story(), kind=""), POSTED, "", (STORY.strip(),), ()),
    "soft-404": (answer(shapes.lost(ENGLISH, 0)), REJECTED, "soft-404", (), ()),
    "consent-wall": (answer(shapes.consent(ENGLISH, 0)), REJECTED, "consent", (), ()),
    "paywall-stub": (answer(shapes.paywall(ENGLISH, 0)), REJECTED, "paywall", (), ()),
    "log-in": (answer(shapes.login(ENGLISH, 0)), REJECTED, "login", (), ()),
    "captcha": (answer(shapes.captcha(ENGLISH, 0)), REJECTED, "captcha", (), ()),
    "index-page": (answer(shapes.index(ENGLISH, 0)), REJECTED, "index", (), ()),
    "tag-page": (answer(shapes.tag(ENGLISH, 0)), REJECTED, "tag", (), ()),
    "empty-shell": (answer(shapes.empty(ENGLISH, 0)), REJECTED, "empty", (), ()),
}  # fmt: skip
__all__ = ["FAILED", "LIES"]
