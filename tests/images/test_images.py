"""Which pictures of a page are content, where they are, and how a body names our copies."""

from collections.abc import Mapping

import pytest

from newsspider.html.excerpt import excerpt
from newsspider.html.images import changed, images_of
from newsspider.html.images_rules import is_content
from newsspider.html.markdown import markdown
from newsspider.html.sanitise import sanitise

BASE = "https://wire.example/a/1"
GIF = "data:image/gif;base64,R0lGODlhAQABAAAAACw="


@pytest.mark.parametrize(
    ("html", "address"),
    [
        pytest.param('<img src="/a.jpg">', "/a.jpg", id="plain"),
        pytest.param(f'<img src="{GIF}" data-src="/a.jpg">', "/a.jpg", id="data-src"),
        pytest.param('<img src="/img/blank.gif" data-original="/a.jpg">', "/a.jpg", id="original"),
        pytest.param('<img data-srcset="/s.jpg 300w, /a.jpg 900w">', "/a.jpg", id="data-srcset"),
        pytest.param('<img srcset="/s.jpg 1x, /a.jpg 2x">', "/a.jpg", id="srcset"),
        pytest.param('<img src="/loading.gif" zoomfile="/a.jpg">', "/a.jpg", id="forum"),
        pytest.param(
            '<picture><source srcset="/b.webp"><img src="/a.jpg"></picture>', "/a.jpg", id="picture"
        ),
        pytest.param(
            '<picture><source srcset="/x.avif" type="image/avif"><source srcset="/s.webp 1x,'
            f' /a.webp 2x"><img src="{GIF}"></picture>',
            "/a.webp",
            id="picture-lazy",
        ),
        pytest.param(
            f'<img class="lazy" src="{GIF}"><noscript><img src="/a.jpg"></noscript>',
            "/a.jpg",
            id="noscript",
        ),
        pytest.param(
            f'<picture><source data-x=1><img src="{GIF}"></picture><noscript><img src="/a.jpg">'
            "</noscript>",
            "/a.jpg",
            id="picture-noscript",
        ),
        pytest.param(
            '<img src="/empty-streets.jpg">', "/empty-streets.jpg", id="a-word-of-a-photo"
        ),
    ],
)
def test_the_picture_is_found_behind_lazy_loading(html: str, address: str) -> None:
    for around in (
        "<p>字{}</p>",
        "<div>{}</div>",
        "<figure>{}<figcaption>图</figcaption></figure>",
    ):
        images = images_of(sanitise(around.format(html), BASE))

        assert [image.url for image in images] == [f"https://wire.example{address}"]


@pytest.mark.parametrize(
    "html",
    [
        pytest.param('<img src="/a.png" width="1" height="1">', id="counter-size"),
        pytest.param('<img src="/a.png" width="1px">', id="counter-pixels"),
        pytest.param('<img src="/a.png" width="600" height="2">', id="rule"),
        pytest.param(f'<img src="{GIF}">', id="placeholder"),
        pytest.param('<img src="//hm.stats.example/hm.gif?si=1">', id="counter-address"),
        pytest.param('<img src="//x.example/tr?id=1&ev=PageView">', id="counter-query"),
        pytest.param('<img src="//pixel.ads.example/i?x=1">', id="counter-host"),
        pytest.param('<img src="/i/spacer.gif">', id="spacer"),
        pytest.param('<img src="//chart.example/webquotekline/GetPic.aspx?id=1">', id="k-line"),
        pytest.param('<img src="//img.example/newchart/daily/n/sh600000.gif">', id="daily-chart"),
        pytest.param('<img src="//img.example/stock_chart.php?id=1">', id="stock-chart"),
        pytest.param('<img src="javascript:alert(1)">', id="script"),
        pytest.param(
            '<noscript><img src="//pixel.example/a.jpg" width=1></noscript>', id="noscript"
        ),
    ],
)
def test_counters_spacers_and_charts_are_left_out(html: str) -> None:
    assert images_of(sanitise(f"<p>字{html}</p>", BASE)) == ()


@pytest.mark.parametrize(
    "address",
    [
        "https://img.example/skyline.jpg",
        "https://img.example/blackline.png",
        "https://img.example/k-line-container-ship.jpg",
        "https://img.example/track-cycling.jpg",
        "https://img.example/tracking/photo.png",
        "https://img.example/hit-parade.gif",
        "https://img.example/count/2022/a.png",
        "https://stats.example/report.jpg",
        "https://img.example/collect",
    ],
)
def test_a_photo_is_not_taken_for_a_counter(address: str) -> None:
    assert is_content(address)


def test_alternative_text_size_and_caption_are_kept() -> None:
    html = '<figure><img src="/a.jpg" alt="桥" width="640" height="480"><figcaption>早晨</figcaption></figure>'

    blocks = sanitise(html, BASE)

    assert 'alt="桥" width="640" height="480"' in blocks
    assert images_of(blocks)[0].caption == "早晨"


BLOCKS = (
    '<p>前<img src="https://x.example/a.jpg?a=1&amp;b=2" alt="&quot;x&quot; &lt;b&gt;" />后</p>'
    '<figure><img src="https://x.example/b.jpg" alt="" /><figcaption>图注</figcaption></figure>'
    '<center><img src="https://x.example/c.jpg" alt="" /></center>'
)


def test_an_image_can_be_put_elsewhere() -> None:
    seen: list[str] = []

    def change(given: Mapping[str, str]) -> Mapping[str, str]:
        seen.append(given["src"])
        return {**given, "src": "/assets/x.jpg"}

    made = changed(BLOCKS, change)

    assert seen[0] == "https://x.example/a.jpg?a=1&b=2"
    assert made.count('src="/assets/x.jpg"') == 3
    assert 'alt="&quot;x&quot; &lt;b&gt;"' in made


def test_an_image_that_goes_takes_only_what_held_nothing_else() -> None:
    assert (
        changed(BLOCKS, lambda _: None)
        == "<p>前后</p><figure><figcaption>图注</figcaption></figure>"
    )


def test_an_article_of_nothing_but_lost_images_stays() -> None:
    only = '<p><img src="https://x.example/a.jpg" alt="" /></p>'

    assert changed(only, lambda _: None) == only


def test_text_that_looks_like_an_image_is_text() -> None:
    blocks = sanitise('<p>&lt;img src="x" /&gt;</p>', BASE)

    assert changed(blocks, lambda _: None) == blocks


def test_a_mirrored_image_stays_in_markdown_and_in_an_excerpt() -> None:
    blocks = (
        '<p>字<img src="/assets/news/a.jpg" alt="桥" srcset="/b.jpg 9w" width="9" height="6" /></p>'
    )

    assert "](/assets/news/a.jpg)" in markdown(blocks)
    assert excerpt(f"{blocks}<p>{'长' * 99}</p>", 20).startswith(blocks)
