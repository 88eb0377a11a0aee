"""How a list goes on: links, numbers, cursors, signatures, and when it ends."""

import hashlib
from datetime import UTC, datetime

import pytest

from newsspider.discover import Found, paging, read, signs
from newsspider.discover.paging import Ask
from newsspider.model.link import Link
from newsspider.model.page import Page
from newsspider.model.source import DiscoveryRule, Sign
from newsspider.sources.load import parse
from newsspider.spiders.trail import Trail

URL = "https://x.example/list.html"
NUMBERED = 'page = "https://x.example/list_{page}.html"'
NEXT = 'next = ".next"'
NOW = datetime(2026, 3, 7, 12, tzinfo=UTC)


def rule(keys: str, kind: str = "json") -> DiscoveryRule:
    needed = 'rows = "rows"\nlink = "u"\n' if kind == "json" else 'link = "h2 a"\n'
    text = f'name = "x"\n[[discover]]\nkind = "{kind}"\nurl = "{URL}"\npages = 3\n{needed}'
    return parse((text + keys).encode(), "x.toml").discoveries[0]


def page(text: str) -> Page:
    return Page(url=URL, requested_url=URL, body=text.encode())


@pytest.mark.parametrize(
    ("keys", "said", "expected"),
    [
        pytest.param(
            'page = "https://x.example/list_{page}.html"', "", Ask(url="https://x.example/list_2.html"), id="number"
        ),
        pytest.param(
            'page = "https://x.example/list_{page}.html"\nfirst = 1', "", Ask(url="https://x.example/list_1.html"), id="from-one"
        ),
        pytest.param(
            'page = "https://x.example/l?e={cursor}"\ncursor = "end"', "a&b=1", Ask(url="https://x.example/l?e=a%26b%3D1"), id="cursor"
        ),
        pytest.param('page = "https://x.example/l?e={cursor}"\ncursor = "end"', "", None, id="no-cursor"),
        pytest.param(
            "post = '{\"p\": {page}}'", "", Ask(url=URL, post='{"p": 2}'), id="posted-number"
        ),
        pytest.param(
            "post = '{\"c\": \"{cursor}\"}'\ncursor = \"end\"", 'a"b', Ask(url=URL, post='{"c": "a\\"b"}'), id="posted-cursor"
        ),
        pytest.param(f'page = "{URL}?p={{page}}"\nfirst = 0', "", Ask(url=f"{URL}?p=0"), id="from-zero"),
    ],
)  # fmt: skip
def test_what_is_asked_after_the_first_page(keys: str, said: str, expected: Ask | None) -> None:
    assert paging.following(rule(keys), 1, said) == expected


def test_pages_are_counted() -> None:
    numbered = rule('page = "https://x.example/list_{page}.html"')

    assert paging.following(numbered, 2, "") == Ask(url="https://x.example/list_3.html")
    assert paging.following(numbered, 3, "") is None
    assert (
        paging.first(rule('post = \'{"p": {page}, "c": "{cursor}"}\'\ncursor = \'c\'')).post
        == '{"p": 1, "c": ""}'
    )


@pytest.mark.parametrize(
    ("html", "said"),
    [
        pytest.param(
            "<a class=next href='list_2.html'>下一页</a>",
            "https://x.example/list_2.html",
            id="link",
        ),
        pytest.param("<li class=next><a href='?p=2'>2</a></li>", URL + "?p=2", id="what-holds-it"),
        pytest.param("<a class=next href='https://evil.example/'>2</a>", "", id="another-site"),
        pytest.param("<a class=next href='javascript:more()'>2</a>", "", id="script"),
    ],
)
def test_the_link_to_the_next_page(html: str, said: str) -> None:
    found = read(rule(NEXT, "list"), page(f"<h2><a href=/1>x</a></h2>{html}"))

    assert found.said == said


def test_the_cursor_of_a_json_list() -> None:
    found = read(
        rule('cursor = ["data.end"]\npage = "https://x.example/{cursor}"'),
        page('{"rows": [{"u": "/1"}], "data": {"end": 17}}'),
    )

    assert (found.said, len(found.links)) == ("17", 1)
    assert read(rule(NUMBERED), page('{"rows": []}')).bare


@pytest.mark.parametrize(
    ("html", "moved"),
    [
        ("<meta http-equiv=refresh content='0;url=/news/'>", "https://x.example/news/"),
        ('<meta http-equiv="Refresh" content="1; URL=\'http://y.x.example/\'">', "http://y.x.example/"),
        ("<base href='/a/'><meta http-equiv=refresh content='0;url=b'>", "https://x.example/a/b"),
        ("<meta http-equiv=refresh content='600;url=/news/'>", ""),
        (f"<meta http-equiv=refresh content='0;url={URL}#top'>", ""),
        ("<meta http-equiv=refresh content='0;url=javascript:x()'>", ""),
        ("<script>window.location.href = '/main?id=1';</script>", "https://x.example/main?id=1"),
        ("<script>location.replace(\"/m/\")</script>", "https://x.example/m/"),
        ("<script>location.href = '/m/'</script><p>" + "long text " * 60, ""),
    ],
)  # fmt: skip
def test_where_a_signpost_sends_its_reader(html: str, moved: str) -> None:
    assert read(rule(NEXT, "list"), page(html)).moved == moved


def listed(*names: str, said: str = "") -> Found:
    return Found(links=tuple(Link(url=f"https://x.example/{name}") for name in names), said=said)


def test_a_walk_ends_with_a_page_that_brings_nothing_new() -> None:
    trail = Trail(rule(NUMBERED), insist=False)

    assert trail.further(listed("a"), {"a"}) == Ask(url="https://x.example/list_2.html")
    assert trail.further(listed("b"), set()) is None


def test_a_walk_ends_with_a_page_of_what_stood_on_the_pages_before() -> None:
    trail = Trail(rule(NUMBERED), insist=False)

    assert trail.further(listed("a"), {"a"}) is not None
    assert trail.further(listed("a?page=2"), {"a"}) is None


def test_a_walk_that_was_left_goes_on_behind_what_is_known() -> None:
    trail = Trail(rule(NUMBERED), insist=True)

    assert trail.further(listed("a"), set()) is not None
    assert trail.further(listed("a"), set()) is None  # the same page again


def test_signposts_end_and_stay_on_their_site() -> None:
    trail = Trail(rule(NEXT, "list"), insist=False)

    assert trail.moved(Found(moved="https://evil.example/")) is None
    for number in range(3):
        assert trail.moved(Found(moved=f"https://x.example/{number}")) is not None
    assert trail.moved(Found(moved="https://x.example/9")) is None


def test_signatures() -> None:
    url = "https://www.cls.example/api?sv=8.7.9&app=Web&os=web&sign=old"
    inner = hashlib.sha1(b"app=Web&os=web&sv=8.7.9").hexdigest()

    signed = signs.signed(url, Sign.CLS, NOW)

    assert signed == (
        "https://www.cls.example/api?app=Web&os=web&sv=8.7.9&sign="
        + hashlib.md5(inner.encode()).hexdigest()
    )
    assert signs.signed("https://e.example/l?req_trace=1&a=b", Sign.EASTMONEY, NOW) == (
        "https://e.example/l?a=b&req_trace=1772884800000"
    )
    assert signs.signed(url, None, NOW) == url
