"""Draw pages of films, pictures and live reports."""

from datetime import timedelta
from html import escape

from training.kinds.frame import Frame
from training.layouts.prose import Voice


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
