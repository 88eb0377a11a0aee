"""Draw pages of every kind but article."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from html import escape

from newsspider.model.extraction import Kind
from training.kinds.words import words
from training.layouts import bodies, furniture
from training.layouts.dice import Dice, Names
from training.layouts.prose import Voice, story
from training.layouts.sheet import Sheet

LANGUAGES = ("zh", "zh", "zh", "en", "en", "de", "ja")


@dataclass(frozen=True, slots=True)
class Drawn:
    """One page, where it stood and what it is."""

    id: str
    url: str
    html: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Frame:
    """The head and furniture around a page's own part."""

    sheet: Sheet
    kind: str

    def say(self, name: str) -> str:
        """Return one wording of *name*, filled in."""
        sheet = self.sheet
        wording = sheet.dice.pick(words(name, sheet.story.language))
        return wording.format(q=sheet.voice.say("+thing"), p=sheet.story.paper, t=sheet.story.title)

    def page(self, title: str, inner: str, *, extra: str = "", bare: bool = False) -> str:
        """Return a whole page; a *bare* one has no furniture."""
        sheet, dice = self.sheet, self.sheet.dice
        name = (
            ""
            if dice.chance(0.3) or sheet.story.paper in title
            else dice.pick((" - ", "_", " | ")) + sheet.story.paper
        )
        top = f'<meta charset="utf-8"><title>{escape(title + name, quote=False)}</title>{extra}'
        if not bare:
            inner = (
                furniture.navigation(sheet)
                + inner
                + (furniture.sidebar(sheet) if dice.chance(0.3) else "")
                + furniture.footer(sheet)
            )
        return f"<!DOCTYPE html><html><head>{top}</head><body>{inner}</body></html>"

    def entries(self, low: int, high: int) -> str:
        """Return a list of stories in one of five shapes."""
        sheet, dice = self.sheet, self.sheet.dice
        form = dice.number(0, 4)
        made = [self._entry(form) for _ in range(dice.number(low, high))]
        more = (
            f'<div class="more"><a href="?page=2">{self.say("more")}</a></div>'
            if dice.chance(0.6)
            else ""
        )
        return sheet.box("wrap", f"<ul>{''.join(made)}</ul>" if form == 0 else "".join(made)) + more

    def _entry(self, form: int) -> str:
        sheet, other = self.sheet, self.sheet.other
        link, blurb = sheet.link(other.say("other")), escape(other.say("lead"), quote=False)
        moment = sheet.story.published - timedelta(minutes=sheet.dice.number(1, 9000))
        when = sheet.dice.pick((f"{moment:%m-%d %H:%M}", f"{moment:%Y-%m-%d}", self.say("ago")))
        if form == 0:
            return f"<li>{link}<span>{when}</span></li>"
        if form == 1:
            return sheet.box("item", f"<h3>{link}</h3><p>{blurb}</p><span>{when}</span>")
        if form == 2:
            return sheet.box(
                "item",
                f'<a href="{sheet.href()}"><img src="/i.jpg"><h2>{escape(other.say("other"), quote=False)}</h2><p>{blurb}</p></a>',
                "article",
            )
        if form == 3:
            return sheet.box(
                "item", f"<div>{link}</div><div>{escape(other.say('paper'))} {when}</div>"
            )
        return f"<dl><dt>{link}</dt><dd>{blurb} <em>{when}</em></dd></dl>"


def _list_types(frame: Frame, kind: str) -> str:
    if frame.sheet.dice.chance(0.6):
        return '<meta property="og:type" content="website">' if frame.sheet.dice.chance(0.5) else ""
    return f'<script type="application/ld+json">{{"@context":"https://schema.org","@type":"{kind}","name":"x"}}</script>'


def index(frame: Frame) -> str:
    """A section's page."""
    section = frame.sheet.story.section
    inner = (f"<h1>{section}</h1>" if frame.sheet.dice.chance(0.5) else "") + frame.entries(15, 50)
    return frame.page(section, inner, extra=_list_types(frame, "CollectionPage"))


def tag(frame: Frame) -> str:
    """A page of all on one subject."""
    title = frame.say("tag")
    inner = f"<h1>{escape(title)}</h1>" + frame.entries(8, 30)
    return frame.page(title, inner, extra=_list_types(frame, "CollectionPage"))


def search(frame: Frame) -> str:
    """Answers to a search."""
    title = frame.say("search")
    form = f'<form action="/search"><input name="q" value="{escape(frame.sheet.voice.say("+thing"))}"><button>Go</button></form>'
    count = frame.sheet.dice.number(1, 900)
    return frame.page(
        title,
        form + f"<p>{count}</p>" + frame.entries(6, 20),
        extra=_list_types(frame, "SearchResultsPage"),
    )


def home(frame: Frame) -> str:
    """The first page of a site: lists by section."""
    parts = [
        f"<h2>{frame.sheet.voice.say('section')}</h2>" + frame.entries(6, 14)
        for _ in range(frame.sheet.dice.number(3, 7))
    ]
    return frame.page(frame.say("home"), "".join(parts), extra=_list_types(frame, "WebSite"))


def login(frame: Frame) -> str:
    """A form for a name and a password."""
    name, password, remember, forgot, register = words("fields", frame.sheet.story.language)
    title = frame.say("login")
    inner = (
        f"<h2>{title}</h2><form method=post><label>{name}<input name=user></label><label>{password}<input type='password' name=pw></label>"
        f"<label><input type=checkbox>{remember}</label><button>{title}</button></form><a href='/forgot'>{forgot}</a> <a href='/join'>{register}</a>"
    )
    return frame.page(title, frame.sheet.box("wrap", inner), bare=frame.sheet.dice.chance(0.5))


def consent(frame: Frame) -> str:
    """A wall that asks for consent before anything else."""
    dice, language = frame.sheet.dice, frame.sheet.story.language
    title = frame.say("consent")
    vendor = dice.pick(
        (
            "onetrust-consent-sdk",
            "sp_message_container_1",
            "qc-cmp2-container",
            "didomi-host",
            "usercentrics-root",
            "cmpbox",
            "gdpr-wall",
        )
    )
    texts = "".join(f"<p>{frame.say('consenting')}</p>" for _ in range(dice.number(1, 4)))
    buttons = "".join(f"<button>{word}</button>" for word in words("agree", language))
    headline = title if dice.chance(0.6) else frame.sheet.story.paper
    return frame.page(
        headline, f'<div id="{vendor}"><h2>{title}</h2>{texts}{buttons}</div>', bare=True
    )


def paywall(frame: Frame) -> str:
    """The first lines of an article, and the demand to pay."""
    sheet, dice = frame.sheet, frame.sheet.dice
    texts = "".join(
        f"<p>{bodies.inline(sheet, block.text)}</p>"
        for block in sheet.story.blocks[: dice.number(1, 2)]
    )
    free = '"isAccessibleForFree":false,' if dice.chance(0.5) else ""
    ld = f'<script type="application/ld+json">{{"@type":"NewsArticle",{free}"headline":"{sheet.story.title}"}}</script>'
    wall = sheet.box("ask", f"<h3>{frame.say('pay')}</h3><a href='/subscribe'>OK</a>")
    inner = f"<h1>{escape(sheet.story.title)}</h1><div>{sheet.printed(sheet.story.published)}</div>{sheet.box('body', texts)}{wall}"
    return frame.page(
        sheet.story.title,
        inner + (furniture.related(sheet) if dice.chance(0.5) else ""),
        extra=ld if free or dice.chance(0.4) else "",
    )


def lost(frame: Frame) -> str:
    """A page that says with status 200 that there is none."""
    dice = frame.sheet.dice
    said = frame.say("lost")
    title = said if dice.chance(0.7) else frame.sheet.story.paper
    inner = frame.sheet.box("wrap", f"<h1>{said}</h1><p>{frame.say('sorry')}</p><a href='/'>OK</a>")
    return frame.page(
        title, inner + (frame.entries(4, 12) if dice.chance(0.3) else ""), bare=dice.chance(0.5)
    )


def empty(frame: Frame) -> str:
    """A shell that a script would fill."""
    dice = frame.sheet.dice
    said = frame.say("shell")
    root = f'<div id="{dice.pick(("app", "root", "__next", "main"))}">{said if dice.chance(0.5) else ""}</div>'
    noscript = f"<noscript>{said}</noscript>" if dice.chance(0.6) else ""
    script = f'<script src="/static/js/main.{dice.letters(8)}.js"></script>'
    title = dice.pick((frame.sheet.story.paper, frame.sheet.story.title, ""))
    if dice.chance(0.4):
        return frame.page(title, root + script)
    return frame.page(title, root + noscript + script, bare=True)


def captcha(frame: Frame) -> str:
    """A page that wants to know whether a person reads it."""
    dice = frame.sheet.dice
    said = frame.say("robot")
    widget = dice.pick(
        (
            '<div class="g-recaptcha" data-sitekey="x"></div>',
            '<div class="h-captcha"></div>',
            '<div id="cf-challenge-running"></div>',
            '<div id="nc_1_wrapper"></div>',
            '<img src="/captcha.jpg"><input name="code">',
            "",
        )
    )
    ray = f"<p>Ray ID: {dice.letters(16).lower()}</p>" if dice.chance(0.4) else ""
    title = said if dice.chance(0.8) else frame.sheet.story.paper
    return frame.page(
        title,
        f"<h1>{said}</h1>{widget}<p>{frame.say('sorry') if dice.chance(0.1) else ''}</p>{ray}",
        bare=dice.chance(0.8),
    )


def video(frame: Frame) -> str:
    """A player with a line or two."""
    sheet, dice = frame.sheet, frame.sheet.dice
    title = frame.say("video")
    player = dice.pick(
        (
            '<video src="/v.mp4" controls></video>',
            '<iframe src="https://player.example/embed/1"></iframe>',
            '<div id="player" data-video-id="1"></div><video></video>',
        )
    )
    texts = "".join(
        f"<p>{escape(block.text, quote=False)}</p>"
        for block in sheet.story.blocks[: dice.number(0, 2)]
    )
    extra = dice.pick(
        (
            '<meta property="og:type" content="video.other">',
            f'<script type="application/ld+json">{{"@context":"https://schema.org","@type":"VideoObject","name":"{sheet.story.title}","uploadDate":"2022-02-02"}}</script>',
            '<meta name="twitter:card" content="player"><meta property="og:video" content="https://v.example/1.mp4">',
        )
    )
    inner = f"<h1>{escape(title)}</h1>{sheet.box('pic', player)}<div>{sheet.printed(sheet.story.published)}</div>{texts}"
    return frame.page(title, inner + frame.entries(5, 12), extra=extra)


def gallery(frame: Frame) -> str:
    """Pictures, each with a line."""
    sheet, dice = frame.sheet, frame.sheet.dice
    title = frame.say("gallery")
    made = []
    for number in range(dice.number(6, 20)):
        caption = escape(Voice(dice, sheet.story.language).say("caption"), quote=False)
        image = f'<img src="/p/{number}.jpg">'
        made.append(
            dice.pick(
                (
                    f"<figure>{image}<figcaption>{caption}</figcaption></figure>",
                    f"<div>{image}<p>{caption}</p></div>",
                    f"<li>{image}<span>{number + 1}/20 {caption}</span></li>",
                )
            )
        )
    types = (
        '<script type="application/ld+json">{"@context":"https://schema.org","@type":"ImageGallery"}</script>'
        if dice.chance(0.4)
        else ""
    )
    lead = f"<p>{escape(sheet.story.blocks[0].text, quote=False)}</p>" if dice.chance(0.5) else ""
    inner = f"<h1>{escape(title)}</h1><div>{sheet.printed(sheet.story.published)}</div>{lead}{''.join(made)}"
    return frame.page(title, inner, extra=types)


def live(frame: Frame) -> str:
    """A report in entries, each with its time."""
    sheet, dice = frame.sheet, frame.sheet.dice
    title = frame.say("live")
    made = []
    for number in range(dice.number(8, 30)):
        moment = sheet.story.published - timedelta(minutes=9 * number)
        texts = "".join(
            f"<p>{escape(sheet.voice.say('sentence'), quote=False)}</p>"
            for _ in range(dice.number(1, 3))
        )
        made.append(sheet.box("item", f"<time>{moment:%H:%M}</time>{texts}"))
    types = (
        f'<script type="application/ld+json">{{"@context":"https://schema.org","@type":"LiveBlogPosting","headline":"{sheet.story.title}"}}</script>'
        if dice.chance(0.5)
        else ""
    )
    return frame.page(
        title,
        f"<h1>{escape(title)}</h1><div>{sheet.printed(sheet.story.published)}</div>{''.join(made)}",
        extra=types,
    )


# kind -> (drawer, paths at which such pages stand)
KINDS: dict[Kind, tuple[Callable[[Frame], str], tuple[str, ...]]] = {
    Kind.INDEX: (
        index,
        (
            "/news/",
            "/politics",
            "/china/index.html",
            "/caijing/list_2.html",
            "/section/business/",
            "/col/col1024/index.html",
            "/node_7.htm",
        ),
    ),
    Kind.TAG: (
        tag,
        (
            "/tag/x-y/",
            "/tags/123.html",
            "/topic/harbour",
            "/thema/bahn",
            "/keyword/%E6%A1%A5/",
            "/topics/55/",
        ),
    ),
    Kind.SEARCH: (
        search,
        ("/search?q=x", "/?s=x", "/so/?keyword=x", "/suche/?query=x", "/search/x.html", "/s?wd=x"),
    ),
    Kind.HOME: (home, ("/", "", "/index.html", "/index.shtml", "/en/")),
    Kind.LOGIN: (
        login,
        (
            "/login",
            "/account/signin?next=/a/1.html",
            "/passport/login.html",
            "/a/2022/0102/33333.html",
        ),
    ),
    Kind.CONSENT: (
        consent,
        ("/a/2022/0102/33333.html", "/consent?continue=x", "/news/story-of-the-bridge-1234"),
    ),
    Kind.PAYWALL: (
        paywall,
        (
            "/a/2022/0102/33333.html",
            "/news/story-of-the-bridge-1234",
            "/2022-01-02/article-99.html",
        ),
    ),
    Kind.SOFT_404: (
        lost,
        ("/a/2022/0102/33333.html", "/404.html", "/news/story-of-the-bridge-1234"),
    ),
    Kind.EMPTY: (empty, ("/a/2022/0102/33333.html", "/share/99?from=app", "/#/detail/12")),
    Kind.CAPTCHA: (
        captcha,
        ("/a/2022/0102/33333.html", "/news/story-of-the-bridge-1234", "/verify?u=x"),
    ),
    Kind.VIDEO: (
        video,
        (
            "/video/2022/0102/33333.html",
            "/videos/the-bridge-1234",
            "/v/20220102/33333.html",
            "/watch/12345",
        ),
    ),
    Kind.GALLERY: (
        gallery,
        (
            "/gallery/2022/33333.html",
            "/photo/2022-01/02/c_1.htm",
            "/pictures/the-bridge-1234",
            "/slide_1_86058_33333.html",
        ),
    ),
    Kind.LIVE: (
        live,
        (
            "/live/2022/0102/33333.html",
            "/news/live/the-bridge-1234",
            "/liveblog/bruecke-99",
            "/zhibo/33333.html",
        ),
    ),
}


def pages(count: int = 40, seed: int = 1) -> Iterator[Drawn]:
    """Yield *count* pages of every kind but article."""
    for kind, (draw, paths) in KINDS.items():
        for number in range(count):
            dice = Dice(f"{kind} {seed} {number}")
            language = dice.pick(LANGUAGES)
            told = story(dice, language, sentences=dice.number(4, 20))
            sheet = Sheet(dice, Names(dice), told, told.voice, Voice(dice, language))
            url = f"https://www.{dice.letters(6).lower()}.example{dice.pick(paths)}"
            yield Drawn(f"{kind}-{number:02}", url, draw(Frame(sheet, kind)), kind)
