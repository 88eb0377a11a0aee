"""A Jekyll post has the form of the first post of all, whatever the article says."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from newsspider.errors import PostError
from newsspider.flavours.jekyll import Jekyll
from newsspider.flavours.site import Site
from newsspider.model.moment import Moment
from tests.flavours.examples import ORDINARY, PLAIN, SITE

GOLDEN = Path(__file__).parent.parent / "golden" / "jekyll"


def content(article: object = ORDINARY, site: Site = SITE) -> str:
    return Jekyll().render(article, site).content.decode()  # type: ignore[arg-type]  # an Article


@pytest.mark.parametrize(
    ("article", "name"),
    [
        pytest.param(ORDINARY, "2022-03-15-NW202203150912345678.md", id="ordinary"),
        pytest.param(PLAIN, "2026-03-06-night-ferries-return-b05d103f.md", id="plain"),
    ],
)
def test_the_golden_posts(article: object, name: str) -> None:
    post = Jekyll().render(article, SITE)  # type: ignore[arg-type]  # an Article

    assert post.path == f"_posts/{name}"
    assert post.content == (GOLDEN / name).read_bytes()


def test_without_a_base_the_post_ends_with_the_address() -> None:
    assert content(site=replace(SITE, base="")).endswith(f"\n\n<{ORDINARY.url}>")
    assert content(site=replace(SITE, tail=False)).endswith(f"\n\n<{ORDINARY.url}>")


def test_the_profiles_names_win_over_pinyin() -> None:
    site = replace(SITE, categories={"示例日报": "daily"}, tags={"示例日报": "日报"})

    post = content(site=site)

    assert "categories: daily\ntags: 日报\n" in post
    assert post.endswith(
        "[返回日报](//news.example/category/daily.html)｜[返回首页](//news.example/)"
    )


def test_a_name_that_ends_in_news_gets_no_second_one() -> None:
    post = content(replace(ORDINARY, source="每日经济新闻"))

    assert "tags: 每日经济新闻\n" in post
    assert "[返回每日经济新闻]" in post


def test_a_chinese_source_gets_its_line_where_the_body_has_none() -> None:
    body = "<p>钟没有坏。</p>"

    assert f'{body}<p class="em_media">（文章来源：示例日报）</p>\n' in content(
        replace(ORDINARY, body=body, text="钟没有坏。")
    )
    assert "文章来源" not in content(replace(PLAIN, source="Example Wire"))
    own = "<p>钟没有坏。（来源：示例日报）</p>"
    text = "钟没有坏。（来源：示例日报）"
    assert content(replace(ORDINARY, body=own, text=text)).count("来源") == 1


@pytest.mark.parametrize(
    ("moment", "expected", "day"),
    [
        pytest.param(
            Moment.at(datetime(2022, 3, 14, 20, 0, tzinfo=UTC)),
            "2022-03-15 04:00:00 +0800",
            "2022-03-15",
            id="the-day-is-the-sites",
        ),
        pytest.param(
            Moment(day=date(2022, 3, 15)), "2022-03-15 00:00:00 +0800", "2022-03-15", id="day"
        ),
    ],
)
def test_dates(moment: Moment, expected: str, day: str) -> None:
    post = Jekyll().render(replace(ORDINARY, published_at=moment), SITE)

    assert f"\ndate: {expected}\n" in post.content.decode()
    assert post.path.startswith(f"_posts/{day}-")


def test_the_path_is_frozen_once_it_is_known() -> None:
    settled = replace(ORDINARY, path="_posts/2020-01-01-old.md", title="neu")

    assert Jekyll().render(settled, SITE).path == "_posts/2020-01-01-old.md"


@pytest.mark.parametrize(
    ("title", "words"),
    [("index", "2026-03-06-"), ("../../x", "2026-03-06-x-"), ("🚀", "2026-03-06-")],
)
def test_a_file_name_is_never_unsafe_or_empty(title: str, words: str) -> None:
    path = Jekyll().render(replace(PLAIN, title=title), SITE).path

    assert path.startswith(f"_posts/{words}")
    assert path.count("/") == 1
    assert path.endswith("-b05d103f.md")


def test_an_unsafe_id_becomes_a_slug_with_a_hash() -> None:
    path = Jekyll().render(replace(ORDINARY, id="../a b", key="x:../a b"), SITE).path

    assert path.startswith("_posts/2022-03-15-a-b-")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        pytest.param("<p>a</p>\n<p>b</p>", "one line", id="newline"),
        pytest.param("loose", "one line", id="loose-text"),
    ],
)
def test_an_unsafe_body_is_refused(body: str, said: str) -> None:
    with pytest.raises(PostError, match=said):
        content(replace(ORDINARY, body=body))


@pytest.mark.parametrize("form", ["html", "markdown"])
@pytest.mark.parametrize(
    ("body", "last"),
    [
        pytest.param("<p>潮水退去。</p>" * 500 + "<p>末段</p>", "潮水退去。", id="blocks"),
        pytest.param(f"<p>{'潮水退去。' * 5000}</p>", "潮水退去。", id="one-block"),
        pytest.param(f"<p>{'{{ x }}' * 100}</p>" + "<p>x</p>" * 2000, "x", id="escapes-count"),
        pytest.param(f"<pre>{'a b ' * 5000}</pre>", "…", id="code"),
    ],
)
def test_a_body_over_the_cap_is_cut_at_a_blocks_end_with_a_note(
    body: str, last: str, form: str
) -> None:
    site = replace(SITE, largest=5_000, body=form, notices={"*": "转载须授权"})

    post = Jekyll().render(replace(ORDINARY, body=body, text=body), site)

    made = post.content.decode().partition("\n---\n")[2].partition(f"\n\n<{ORDINARY.url}>")[0]
    assert 1_500 < len(made.encode()) <= 5_000
    [note] = post.notes
    assert note.startswith("the body has ")
    assert note.endswith(" bytes, over 5,000: it was cut")
    kept, _, end = made.partition('<p class="read-on">' if form == "html" else "\n\n[阅读全文]")
    assert kept.rstrip().removesuffix("</p>").endswith(last)
    assert "转载须授权" in end


def test_liquid_is_never_left() -> None:
    post = content(replace(ORDINARY, body="<p>{{ x }} {% y %} {# z #} {{{</p>"))

    body = post.partition("\n---\n")[2]
    assert "{{" not in body
    assert "{%" not in body
    assert "{#" not in body
