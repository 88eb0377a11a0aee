"""The shapes in which this paper draws pages of every kind; four of each."""

from itertools import count

from tests.extractor.kinds.wording import Wording


def headline(wording: Wording, number: int) -> str:
    subjects, verbs = wording.subjects, wording.verbs
    return f"{subjects[number % 6]} {verbs[(number // 6 + number) % 6]}"


def prose(wording: Wording, paragraphs: int, start: int = 0) -> str:
    texts = (
        f"{headline(wording, start + n)}. {wording.blurb} {headline(wording, start + n + 7)}."
        for n in range(paragraphs)
    )
    return "".join(f"<p>{text}</p>\n" for text in texts)


def site(wording: Wording, title: str, main: str, *, head: str = "", shape: int = 0) -> str:
    """Return a page in one of the four ways in which this paper builds them."""
    links = "".join(
        f'<li class="navitem"><a href="/{n}/">{word}</a></li>' for n, word in enumerate(wording.nav)
    )
    name = wording.home[1]
    top = f'<header id="hd"><a class="logo" href="/">{name}</a><ul role="menubar">{links}</ul></header>'
    foot = f'<footer><small>{name} 2001-2025</small> <a href="/legal">§</a></footer>'
    if shape == 1:
        top, foot = (
            f"<table><tr>{links.replace('li', 'td')}</tr></table>",
            f"<center>{name}</center>",
        )
    elif shape == 2:
        top = ""
    return f"<!doctype html>\n<html lang={wording.code}>\n<head>\n<title>{title}</title>\n{head}\n</head>\n<body>\n{top}\n<div class=shell>\n{main}\n</div>\n{foot}\n</body>\n</html>"


def stories(wording: Wording, amount: int, shape: int, start: int = 0) -> str:
    """Return a list of stories in one of four markups."""
    made = []
    for number in range(start, start + amount):
        href, name = (
            f"/{wording.section.lower()}/{2020 + number % 5}/{number}/story.html",
            headline(wording, number),
        )
        ago = wording.ago[number % 2]
        made.append(
            (
                f'<section class="teaser"><header><a href="{href}"><strong>{name}</strong></a></header>{wording.blurb}<footer>{ago}</footer></section>',
                f'<tr><td>{number + 1}</td><td><a href="{href}">{name}</a></td><td>{ago}</td></tr>',
                f'<a class="tile" href="{href}"><span class="kicker">{wording.section}</span><span class="hl">{name}</span></a>',
                f'<li><time>{ago}</time> <a href="{href}">{name}</a><br>{wording.blurb[:60]}…</li>',
            )[shape % 4]
        )
    inner = "\n".join(made)
    return (
        f"<table>{inner}</table>"
        if shape == 1
        else f"<ol>{inner}</ol>"
        if shape == 3
        else f"<div>{inner}</div>"
    )


def index(wording: Wording, shape: int) -> str:
    return site(
        wording,
        f"{wording.section} | {wording.home[1]}",
        f"<h2>{wording.section}</h2>" + stories(wording, 18 + 6 * shape, shape),
        shape=shape,
    )


def tag(wording: Wording, shape: int) -> str:
    title = wording.tag[shape % 2].format(q=wording.subjects[shape])
    return site(
        wording,
        title,
        f"<h1>{title}</h1>" + stories(wording, 9 + 3 * shape, shape + 1),
        shape=shape,
    )


def search(wording: Wording, shape: int) -> str:
    title = wording.search[shape % 2].format(q=wording.subjects[shape])
    form = '<form role="search"><input type="search" name="q"></form>'
    return site(wording, title, form + stories(wording, (8, 12, 0, 20)[shape], shape), shape=shape)


def home(wording: Wording, shape: int) -> str:
    blocks = "".join(
        f"<h3>{word}</h3>{stories(wording, 6, shape, 6 * n)}"
        for n, word in enumerate(wording.nav[1:6])
    )
    head = '<meta property="og:type" content="website">' if shape % 2 else ""
    return site(wording, wording.home[shape % 2], blocks, head=head, shape=shape)


def login(wording: Wording, shape: int) -> str:
    title = wording.login[shape % 2]
    form = f'<form><p>{wording.fields[0]} <input type="email"></p><p><input type="password"></p><p><input type="submit" value="OK"></p><a href="/x">{wording.fields[1]}</a></form>'
    heading = f"<h1>{title}</h1>" if shape < 2 else f"<div class=t>{title}</div>"
    return site(
        wording,
        title if shape else f"{title} - {wording.home[1]}",
        heading + form,
        shape=2 if shape % 2 else 0,
    )


def consent(wording: Wording, shape: int) -> str:
    title = wording.consent[shape % 2]
    text = f"<p>{wording.consenting}</p>" * (1 + shape)
    first, second = wording.agree
    buttons = (
        f"<button id=a>{first}</button><button id=b>{second}</button>",
        f'<a class="btn" href="?ok">{first}</a> <a class="btn" href="?no">{second}</a>',
        f'<input type="button" value="{first}"><input type="button" value="{second}">',
        f"<div role=dialog><button>{first}</button></div>",
    )[shape]
    name = title if shape != 1 else wording.home[1]
    return f"<html><head><title>{name}</title></head><body><div class='cmp-wall'><h1>{title}</h1>{text}{buttons}</div></body></html>"


def paywall(wording: Wording, shape: int) -> str:
    title = headline(wording, shape + 2)
    head = (
        '<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","isAccessibleForFree":"False"}</script>',
        "",
        '<meta name="article:content_tier" content="locked"><meta property="og:type" content="article">',
        "",
    )[shape]
    wall = f'<div class="offer"><b>{wording.pay[shape % 2]}</b> <a href="/abo">12,90</a></div>'
    rest = stories(wording, 4, 2) if shape > 1 else ""
    return site(
        wording,
        title,
        f"<h1>{title}</h1><time datetime=2024-03-02>2024-03-02</time>{prose(wording, 1)}{wall}{rest}",
        head=head,
        shape=shape,
    )


def lost(wording: Wording, shape: int) -> str:
    said = wording.lost[shape % 2]
    title = said if shape != 3 else wording.home[1]
    rest = stories(wording, 6, 2) if shape == 1 else f'<p><a href="/">{wording.nav[0]}</a></p>'
    return site(
        wording,
        f"{title} – {wording.home[1]}" if shape == 0 else title,
        f"<h1>{said}</h1>{rest}",
        shape=2 if shape > 1 else shape,
    )


def empty(wording: Wording, shape: int) -> str:
    title = (headline(wording, 1), wording.home[1], "", headline(wording, 4))[shape]
    inner = (
        f'<div id="app"><div class="spinner">{wording.shell}</div></div><script src="/bundle.js"></script>',
        f"<noscript>{wording.shell}</noscript><script>boot()</script>",
        "",
        f'<div class="header"><a href="/">{wording.home[1]}</a></div><div id="root"></div><script type="module" src="/m.js"></script>',
    )[shape]
    return f"<html><head><title>{title}</title></head><body>{inner}</body></html>"


def captcha(wording: Wording, shape: int) -> str:
    said = wording.robot[shape % 2]
    inner = (
        f'<h2 class="h2">{said}</h2><div class="cf-turnstile" data-sitekey="0x4"></div>',
        f"<h1>{said}</h1><p>#18.{shape}d3a2917</p>",
        f'<h1>{said}</h1><form><img src="/code.png"><input name="c"><button>OK</button></form>',
        f'<p class="tip">{said}</p><div id="slider"></div>',
    )[shape]
    return f"<html><head><title>{said}</title><meta name=robots content=noindex></head><body>{inner}</body></html>"


def video(wording: Wording, shape: int) -> str:
    title = wording.video[shape % 2].format(t=headline(wording, shape))
    head = (
        '<meta property="og:type" content="video.movie">',
        '<script type="application/ld+json">[{"@type":"VideoObject","name":"x","contentUrl":"https://v.example/1.mp4"}]</script>',
        '<meta property="og:video:url" content="https://v.example/1.mp4">',
        "",
    )[shape]
    player = ("<video controls></video>", '<iframe allowfullscreen src="//p.example/1"></iframe>')[
        shape % 2
    ]
    text = f"<p>{wording.blurb}</p>" if shape < 3 else ""
    return site(
        wording,
        title,
        f"{player}<h1>{title}</h1>{text}{stories(wording, 8, 2)}",
        head=head,
        shape=shape,
    )


def gallery(wording: Wording, shape: int) -> str:
    title = wording.gallery[shape % 2].format(t=headline(wording, shape))
    made = []
    for number in range(7 + shape):
        caption = headline(wording, number)
        made.append(
            (
                f'<div class="slide"><img src="/{number}.jpg"><em>{caption}.</em></div>',
                f'<p><img src="/{number}.jpg"><br>{caption} ({number + 1}/9)</p>',
            )[shape % 2]
        )
    head = (
        '<script type="application/ld+json">{"@type": "MediaGallery"}</script>'
        if shape == 2
        else ""
    )
    return site(wording, title, f"<h1>{title}</h1>{''.join(made)}", head=head, shape=shape)


def live(wording: Wording, shape: int) -> str:
    title = wording.live[shape % 2].format(t=headline(wording, shape))
    minutes = count(59, -3)
    made = []
    for number in range(9 + 3 * shape):
        stamp = f"{18 - number // 10}:{next(minutes) % 60:02}"
        text = f"{headline(wording, number)}. {wording.blurb}"
        made.append(
            (
                f"<article><h3>{stamp}</h3><p>{text}</p></article>",
                f"<dt>{stamp}</dt><dd>{text}</dd>",
            )[shape % 2]
        )
    head = (
        '<script type="application/ld+json">{"@graph":[{"@type":["LiveBlogPosting"],"headline":"x"}]}</script>'
        if shape == 3
        else ""
    )
    return site(wording, title, f"<h1>{title}</h1>{''.join(made)}", head=head, shape=shape)


def article(wording: Wording, shape: int) -> str:
    """Articles that look like something else: short, about walls, in a sea of links, not free."""
    title = (
        headline(wording, 3),
        f"{wording.consent[0]}: {headline(wording, 5)}",
        headline(wording, 8),
        f"{wording.lost[0]}: {headline(wording, 2)}",
    )[shape]
    head = (
        "",
        "",
        '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>',
        "",
    )[shape]
    text = (
        prose(wording, 2),
        f"<p>{wording.consenting}</p>" + prose(wording, 8),
        prose(wording, 14),
        prose(wording, 7),
    )[shape]
    around = stories(wording, (25, 6, 12, 10)[shape], (2, 0, 3, 1)[shape], 3)
    menu = '<form><input type="password"></form>' if shape == 3 else ""
    return site(
        wording,
        title,
        f"{menu}<main><h1>{title}</h1><p>2024-03-02</p>{text}</main><aside>{around}</aside>",
        head=head,
        shape=shape,
    )
