"""JSON inside HTML: where it stands, how it is written, and what is said where it is not."""

import json
import time

import pytest

from newsspider import embedded

FERRY = {"title": '夜航 "Ferry"', "n": [1, -2.5, None], "html": "<p>a</p>"}
PLAIN = json.dumps(FERRY, ensure_ascii=False)
TWICE = json.dumps(json.dumps(FERRY))


@pytest.mark.parametrize(
    ("name", "html"),
    [
        pytest.param(
            "__NEXT_DATA__", f'<script id="__NEXT_DATA__" type=x>{PLAIN}</script>', id="id"
        ),
        pytest.param("link-ld-json", f"<script id=link-ld-json> {PLAIN} </script>", id="bare-id"),
        pytest.param("window.DATA", f"<script>a=1;window.DATA = {PLAIN};b()</script>", id="window"),
        pytest.param("window.DATA", f"<script>window['DATA']={PLAIN}</script>", id="in-brackets"),
        pytest.param("window.DATA", f"<script>var DATA={PLAIN}</script>", id="var"),
        pytest.param("allData", f"<script>\nvar allData = {PLAIN};</script>", id="bare"),
        pytest.param("allData", f"<script>window.allData=\n{PLAIN}</script>", id="window-unasked"),
        pytest.param(
            "Fusion.globalContent", f"<script>Fusion.globalContent={PLAIN};</script>", id="dotted"
        ),
        pytest.param("window.S", f"<script>window.S={TWICE}</script>", id="text-of-json"),
        pytest.param(
            "window.S", f"<script>window.S={json.dumps(TWICE)}</script>", id="text-of-text"
        ),
        pytest.param("window.S", f"<script>window.S = JSON.parse({TWICE});</script>", id="parse"),
        pytest.param(
            "window.S",
            "<script>window.S = JSON.parse('" + PLAIN.replace('\\"', '\\\\"') + "')</script>",
            id="parse-single-quotes",
        ),
        pytest.param(
            "S",
            '<script>S=JSON.parse(decodeURIComponent("'
            + "".join(f"%{byte:02X}" for byte in PLAIN.encode())
            + '"))</script>',
            id="parse-decoded",
        ),
        pytest.param(
            "page",
            r"""<script>let page = {title: '夜航 \u0022Ferry\x22', /* n */ n: [1, -2.50, undefined,],
            'html': "\x3cp>a\u003C/p>", };</script>""",
            id="javascript",
        ),
        pytest.param("item", f'<script>x({{"item": {PLAIN}, "b": 2}})</script>', id="property"),
        pytest.param("S", f"<script>S = load(); if (S == 1) S = {PLAIN}</script>", id="second-try"),
    ],
)
def test_where_it_stands_and_how_it_is_written(name: str, html: str) -> None:
    assert embedded.find(f"<html><body>{html}<p>x</body></html>", name) == FERRY


@pytest.mark.parametrize(
    ("html", "said"),
    [
        pytest.param("<p>x", "holds no JSON called 'D'", id="nothing"),
        pytest.param(
            '<script id=a>{"b": 1}</script><script>window.C = {"d": 1}; var e = 3</script>',
            "holds no JSON called 'D'; it has a, window.C",
            id="others",
        ),
        pytest.param("<script>D = load()</script>", "has no JSON but 'load()", id="code"),
        pytest.param(
            "<script>D = {a: f(1)}</script>", "has code instead of JSON: 'f(1)", id="call"
        ),
        pytest.param("<script>D = {a: [1, 2", "holds JSON that is cut", id="cut"),
        pytest.param("<script>D = 'text'</script>", "has 'D', but it is a bare str", id="bare"),
        pytest.param(f"<script>D = {'[' * 5000}", "", id="deep"),
        pytest.param(f"<script>D = {'[' * 300}{']' * 300}", "nested too deep", id="deep-and-whole"),
    ],
)
def test_what_is_said_where_there_is_none(html: str, said: str) -> None:
    with pytest.raises(ValueError) as caught:
        embedded.find(html, "D")

    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_names_that_a_page_offers() -> None:
    html = '<script id="one">{"a": 1}</script><script>var two = [{"b": 1}], c = 1; d.e = {f: 2}</script>'

    assert list(embedded.names(html)) == ["one", "two", "d.e"]


def test_a_page_full_of_beginnings_is_read_in_time() -> None:
    html = "<script>" + "D = {a: '" * 20_000

    began = time.process_time()
    with pytest.raises(ValueError):
        embedded.find(html, "D")

    assert time.process_time() - began < 5
