"""A body is rebuilt from an allow-list; ordinary paragraphs come out as they went in."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsspider.html.images import images_of
from newsspider.html.sanitise import blocks_text, sanitise
from newsspider.model.image import Image

BASE = "http://x.example/a/"
ALLOWED = {
    "p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "table", "tr", "td", "th",
    "figure", "figcaption", "hr", "center", "a", "strong", "b", "em", "i", "u", "s", "sub", "sup",
    "code", "img", "br",
}  # fmt: skip


@pytest.mark.parametrize(
    "html",
    [
        '<p>钟没有坏 “是摆长” 3%{x}</p><p class="em_media">（文章来源：示例日报）</p>',
        "<p>长安。<br /></p>",
        "<p>结尾的空格 </p>",
        "<p>A &amp; B &lt;c&gt; \"q\" 'r'</p>",
        '<p><strong>甲</strong>乙<a href="http://y.example/?a=1&amp;b=2">丙</a></p>',
        '<center><img src="http://x.example/a.jpg" alt="图" width="580" /></center>',
        '<figure><img src="http://x.example/a.jpg" alt="" /><figcaption>图注</figcaption></figure>',
        '<table><tr><th>a</th><td colspan="2">b</td></tr></table>',
        "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>",
        "<blockquote><p>a</p></blockquote><hr /><h2>b</h2><pre>c&#10; d</pre>",
    ],
)
def test_what_is_safe_stays_byte_for_byte(html: str) -> None:
    assert sanitise(html, BASE) == html


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        pytest.param("loose<br><br>text", "<p>loose</p><p>text</p>", id="loose-text"),
        pytest.param("甲<br>　　乙<br>丙", "<p>甲</p><p>乙<br />丙</p>", id="indent-after-break"),
        pytest.param("<p>　　甲</p>\r\n <p>\u00a0乙</p>", "<p>甲</p><p>乙</p>", id="indents"),
        pytest.param("<div>a<div>b</div>c</div>", "<p>a</p><p>b</p><p>c</p>", id="nested-divs"),
        pytest.param("<span><p>a</p></span>", "<p>a</p>", id="block-in-inline"),
        pytest.param("<p>甲\n  乙 a\n b</p>", "<p>甲乙 a b</p>", id="wrapped-lines"),
        pytest.param("<h1>t</h1>", "<h2>t</h2>", id="h1-is-the-pages"),
        pytest.param("<p></p><p> <br></p><div>\u3000</div>", "", id="empty"),
        pytest.param("<!-- c --><p>a<!-- d --></p><?php x ?>", "<p>a</p>", id="comments"),
        pytest.param('<p style="display:none">x</p><p hidden>y</p><p>z</p>', "<p>z</p>", id="hidden"),
        pytest.param("<script>x</script><style>y</style><p>z</p>", "<p>z</p>", id="script"),
        pytest.param('<p onclick="x" style="y" id="z" class="a b!">t</p>', '<p class="a">t</p>', id="attributes"),
        pytest.param('<p><a href="javascript:x">a</a><a href="#n">b</a></p>', "<p>ab</p>", id="links"),
        pytest.param('<p><a href="/b c">a</a></p>', '<p><a href="http://x.example/b%20c">a</a></p>', id="relative"),
        pytest.param("<p>a<iframe src=x></iframe><svg><p>b</svg>c</p>", None, id="foreign"),
        pytest.param(
            '<img src="data:image/gif;base64,x" data-src="/l.jpg">',
            '<p><img src="http://x.example/l.jpg" alt="" /></p>',
            id="lazy-image",
        ),
        pytest.param(
            '<img srcset="/s.jpg 100w, /m.jpg 800w">',
            '<p><img src="http://x.example/m.jpg" alt="" /></p>',
            id="srcset",
        ),
        pytest.param('<img src="/p.gif" width="1" height="1"><img>', "", id="pixels"),
        pytest.param('<p>a<img src="javascript:x">b</p>', "<p>ab</p>", id="image-script"),
        pytest.param("<center>words</center>", "<p>words</p>", id="center-of-text"),
        pytest.param("<table><tr><td><p>a</p><p>b</p></td></tr></table>", "<p>a</p><p>b</p>", id="layout-table"),
        pytest.param("<ul><li><p>a</p><p>b</p></li><li> </li></ul>", "<ul><li>a<br />b</li></ul>", id="list"),
        pytest.param("<dl><dt>a<dd>b</dl>", "<p>a</p><p>b</p>", id="definitions"),
        pytest.param("<p>a\u202eb\x00c\u200bd</p>", "<p>abcd</p>", id="forbidden-characters"),
        pytest.param("&lt;script&gt;alert(1)&lt;/script&gt;", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>", id="escaped"),
        pytest.param("", "", id="nothing"),
    ],
)  # fmt: skip
def test_what_is_made_of(html: str, expected: str | None) -> None:
    made = sanitise(html, BASE)

    if expected is not None:
        assert made == expected
    assert sanitise(made, BASE) == made
    assert "<svg" not in made
    assert "<iframe" not in made


def test_nesting_costs_nothing_and_breaks_nothing() -> None:
    assert "SystemStackError" not in sanitise("<div>" * 50_000 + "x" + "</div>" * 50_000, BASE)
    deep = sanitise("<blockquote>" * 200 + "text" + "</blockquote>" * 200, BASE)
    assert deep.count("<blockquote>") <= 60
    assert "text" in deep


def test_the_text_has_a_line_for_every_block() -> None:
    html = "<p>a<br />b</p><ul><li>c</li></ul><table><tr><td>d</td><td>e</td></tr></table><p>f</p>"

    assert blocks_text(html) == "a\nb\nc\nd e\nf"


def test_images_with_captions_each_once() -> None:
    html = (
        '<figure><img src="http://x.example/a.jpg" alt="A" /><figcaption>图 注</figcaption></figure>'
        '<p><img src="http://x.example/b.jpg" alt="" /><img src="http://x.example/a.jpg" alt="" /></p>'
    )

    assert images_of(html) == (
        Image(url="http://x.example/a.jpg", alt="A", caption="图 注"),
        Image(url="http://x.example/b.jpg"),
    )


TAGS = sorted(
    ALLOWED
    | {"div", "span", "script", "style", "svg", "math", "form", "section", "td", "h1", "font"}
)
ATTRIBUTES = st.sampled_from(
    ["", ' href="javascript:alert(1)"', ' src="x.png"', " onclick=x", ' style="display:none"', ' href="/a"', " class=x"]
)  # fmt: skip
SOUP = st.recursive(
    st.text(max_size=12) | st.sampled_from(["<br>", "&lt;b&gt;", "{{ x }}", "\n", "　　", "<!--", "]]>", "<img src=a.png>"]),
    lambda inner: st.tuples(st.sampled_from(TAGS), ATTRIBUTES, st.lists(inner, max_size=4)).map(
        lambda parts: f"<{parts[0]}{parts[1]}>{''.join(parts[2])}</{parts[0]}>"
    ),
    max_leaves=25,
)  # fmt: skip


@given(SOUP | st.text())
def test_any_soup_becomes_safe_blocks_and_stays_so(html: str) -> None:
    made = sanitise(html, BASE)

    assert "\n" not in made
    assert set(re.findall(r"<([a-z0-9]+)", made)) <= ALLOWED
    assert not re.search(r"<[^>]*(?:javascript:|data:|\son\w+=)", made, re.IGNORECASE)
    assert made == "" or re.match(
        r"<(?:p|h[2-6]|ul|ol|blockquote|pre|table|figure|hr|center)\b", made
    )
    assert sanitise(made, BASE) == made


@pytest.mark.parametrize(
    "tags", [("ul", "li"), ("ul",), ("blockquote",), ("ol", "li", "blockquote")]
)
def test_lists_and_quotes_fit_on_a_phone_however_deep_they_are(tags: tuple[str, ...]) -> None:
    opened = "".join(f"<{tag}>" for tag in tags)

    blocks = sanitise(opened * 40 + "字" + "<p>后</p>", BASE)

    indents = sum(blocks.count(f"<{tag}>") for tag in ("ul", "ol", "blockquote"))
    assert 0 < indents <= 6
    assert "字" in blocks
    assert "后" in blocks
    assert sanitise(blocks, BASE) == blocks


def test_what_follows_an_early_end_of_the_page_is_kept() -> None:
    assert sanitise("<p>前</p></body></html><p>后</p>", BASE) == "<p>前</p><p>后</p>"
