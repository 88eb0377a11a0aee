"""One form for the ledger, one for posts, and nothing unsafe as a link."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsspider.urls import absolute, canonical, is_http, same_site, shown

SHARE = "http://finews.zning.xyz/html_News/NewsShare.html?infoCode=NW202203150912345678"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        pytest.param("HTTP://Www.X.Example:80/a", "https://www.x.example/a", id="scheme-host-port"),
        pytest.param("https://x.example", "https://x.example/", id="root"),
        pytest.param("http://x.example:8080/", "https://x.example:8080/", id="other-port-stays"),
        pytest.param("http://x.example./a#top", "https://x.example/a", id="dot-and-fragment"),
        pytest.param(
            "http://x.example/?b=2&a=1&utm_source=q", "https://x.example/?a=1&b=2", id="query"
        ),
        pytest.param("http://x.example/a/./b/../c", "https://x.example/a/c", id="dots"),
        pytest.param("http://x.example/%7Eme/%e4", "https://x.example/~me/%E4", id="escapes"),
        pytest.param("http://x.example/a%2Fb", "https://x.example/a%2Fb", id="escaped-slash-stays"),
        pytest.param("http://测试.example/路", "https://xn--0zwm56d.example/%E8%B7%AF", id="idn"),
        pytest.param(
            "http://x.example/?from=timeline&id=1", "https://x.example/?id=1", id="wechat"
        ),
        pytest.param(
            "http://x.example/?from=2026", "https://x.example/?from=2026", id="own-from-stays"
        ),
    ],
)
def test_canonical(url: str, expected: str) -> None:
    assert canonical(url) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        pytest.param(SHARE, SHARE, id="untouched"),
        pytest.param(SHARE + "&utm_source=x#top", SHARE, id="tracker-and-fragment"),
        pytest.param("http://X.example/路?b=2&a", "http://X.example/路?b=2&a", id="spelling-stays"),
        pytest.param("http://x.example/?fbclid=1", "http://x.example/", id="nothing-left"),
    ],
)
def test_shown(url: str, expected: str) -> None:
    assert shown(url) == expected


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("www.x.example/a", "write http://www.x.example/a"),
        ("ftp://x.example/", "not http or https"),
        ("javascript:alert(1)", "not http or https"),
        ("http://", "no host"),
        ("http://[::1/", "not an address"),
        ("http://x.example:99999/", "not an address"),
        ("http://a b.example/", "holds a blank"),
        ("", "not an address"),
    ],
)
def test_what_is_no_address_is_one_line(url: str, said: str) -> None:
    for function in (canonical, shown):
        with pytest.raises(ValueError, match="not an address") as caught:
            function(url)
        assert said in str(caught.value)
        assert "\n" not in str(caught.value)
    assert not is_http(url)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        pytest.param("/b?c", "http://x.example/b?c", id="path"),
        pytest.param("//y.example/d", "http://y.example/d", id="scheme"),
        pytest.param(" b c\n", "http://x.example/a/b%20c", id="blanks"),
        pytest.param('"<{}|>', "http://x.example/a/%22%3C%7B%7D%7C%3E", id="illegal"),
        pytest.param("é", "http://x.example/a/%C3%A9", id="non-ascii"),
        pytest.param("java\nscript:alert(1)", "", id="split-javascript"),
        pytest.param("JavaScript:alert(1)", "", id="javascript"),
        pytest.param("data:text/html,x", "", id="data"),
        pytest.param("vbscript:x", "", id="vbscript"),
        pytest.param("http://[::1/", "", id="broken"),
        pytest.param("http://<script>/", "", id="broken-host"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_absolute(url: str, expected: str) -> None:
    assert absolute("http://x.example/a/", url) == expected


def test_same_site_compares_registrable_domains() -> None:
    assert same_site("http://news.bbc.co.uk/", "https://www.bbc.co.uk/a")
    assert not same_site("http://a.co.uk/", "http://b.co.uk/")
    assert not same_site("nonsense", "http://b.co.uk/")


@given(
    st.text()
    | st.text().map(lambda text: f"http://{text}")
    | st.text().map(lambda t: f"http://x.example/{t}")
)
def test_nothing_but_a_value_error_escapes(url: str) -> None:
    for function in (canonical, shown):
        try:
            once = function(url)
        except ValueError:
            continue
        if function is canonical:
            assert canonical(once) == once
    linked = absolute("http://x.example/a", url)
    assert linked == "" or linked.startswith(("http://", "https://"))
    assert not set(linked) & set(' "<>{}|\\^`\n')
