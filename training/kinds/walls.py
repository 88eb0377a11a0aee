"""Draw pages that stand in for another: forms, walls, checks, lost pages, shells."""

from html import escape

from training.kinds.frame import Frame
from training.kinds.words import words
from training.layouts import bodies, furniture


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
