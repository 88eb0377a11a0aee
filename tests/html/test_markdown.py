"""A body as Markdown reads back as the same text, whatever stands in it."""

import html as entities
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from newsspider.html.markdown import markdown
from newsspider.html.sanitise import sanitise

BASE = "http://x.example/"
READER = MarkdownIt("commonmark").enable("table")


def shown(text: str) -> str:
    """Return what a reader sees of HTML, without blanks."""
    return re.sub(r"\s+", "", entities.unescape(re.sub(r"<[^>]*>", "", text))).replace("\u00a0", "")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>1. x<br>- y<br># z</p>", "1\\. x  \n\\- y  \n\\# z"),
        ("<p>a | b {{ x }}</p>", "a &#124; b &#123;&#123; x &#125;&#125;"),
        ("<p><strong>“你好”</strong>说</p>", "“**你好**”说"),
        ("<p><b><a href='/a(b)'>x</a></b></p>", "[**x**](http://x.example/a%28b%29)"),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "-   a\n    -   b\n-   c"),
        ("<ol><li>a</li><li>b</li></ol>", "1.  a\n2.  b"),
        ("<table><tr><th>a</th><th>b</th></tr><tr><td colspan=2>c</td></tr></table>", "| a | b |\n| --- | --- |\n| c |   |"),
        ("<pre>a\n\n b</pre>", "~~~\na\n\n b\n~~~"),
        ("<pre>{{ a }}</pre>", "&#123;&#123; a &#125;&#125;"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
        ("<figure><img src='/a.jpg' alt='b]'><figcaption>c</figcaption></figure>", "![b\\]](http://x.example/a.jpg)\n\nc"),
        ("<h2>a #</h2><hr><p>b</p>", "## a \\#\n\n* * *\n\nb"),
        ("<p><code>a`b</code></p>", "``a`b``"),
    ],
)  # fmt: skip
def test_markdown_of(html: str, expected: str) -> None:
    assert markdown(sanitise(html, BASE)) == expected


@given(st.text(alphabet=st.sampled_from("ab甲。“ \n*_`#-+=.:|<>&[](){}!\\~$^@\"'123/w")))
def test_any_text_reads_back_as_itself(text: str) -> None:
    blocks = sanitise(f"<p>{entities.escape(text)}</p>", BASE)

    made = markdown(blocks)

    assert shown(READER.render(made)) == shown(blocks)
    assert not any(mark in made for mark in ("{{", "{%", "{#"))


PIECES = st.sampled_from(["<b>甲</b>", "<i>x y</i>", "<br>", "text ", "“", "<a href='/a_b'>l*</a>", "<code>c|`</code>", "</p><p>", "<ul><li>i<li>j</ul>", "<table><tr><td rowspan=2>1<td>2<tr><td>3</table>", "<pre>p\n q</pre>", "<blockquote>b</blockquote>", "<h2>h</h2>", "1. ", "- "])  # fmt: skip


@given(st.lists(PIECES, max_size=12))
def test_no_word_is_lost(pieces: list[str]) -> None:
    blocks = sanitise(f"<p>{''.join(pieces)}</p>", BASE)

    assert shown(READER.render(markdown(blocks))) == shown(blocks)
