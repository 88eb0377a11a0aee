"""A wrong source file is refused with a line that names the file, the key and what to do."""

from pathlib import Path

import pytest

from newsspider.errors import ConfigError, SourceError
from newsspider.ledger.validators import key_of
from newsspider.model.extraction import Field
from newsspider.model.source import Paging
from newsspider.sources.catalogue import Catalogue
from newsspider.sources.load import parse
from newsspider.sources.template import fill

MINIMAL = 'name = "mine"\n'
LISTED = '[[discover]]\nkind = "list"\nurl = "http://x.example/"\nlink = "a"\n'
ROWS = '[[discover]]\nkind = "json"\nurl = "http://x.example/"\nrows = "rows"\nlink = "url"\n'
PAPER = '[[discover]]\nkind = "epaper"\nurl = "http://x.example/{yyyy}-{mm}/{dd}/"\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("name = ", "not TOML", id="not-toml"),
        pytest.param('title = "x"', "name: missing", id="no-name"),
        pytest.param('name = "Mein Blatt"', "name: 'Mein Blatt' may only hold", id="bad-name"),
        pytest.param(
            MINIMAL + 'titel = "x"', "titel: unknown key; did you mean 'title'?", id="typo"
        ),
        pytest.param(
            MINIMAL + "title = 3", "title: expected a text, got a whole number", id="wrong-type"
        ),
        pytest.param(
            MINIMAL + 'timezone = "Peking"', "timezone: 'Peking' is not a time zone", id="zone"
        ),
        pytest.param(MINIMAL + 'home = "ftp://x"', "home: not an http(s) address", id="home"),
        pytest.param(MINIMAL + 'id = "(x"', "id: not a regular expression", id="id"),
        pytest.param(
            MINIMAL + 'required = ["titel"]', "required: 'titel' is not a field", id="required"
        ),
        pytest.param(
            MINIMAL + '[[discover]]\nkind = "rss"\nurl = "http://x.example/"',
            "discover[0].kind: 'rss' is not one of feed, sitemap, list, json, epaper",
            id="kind",
        ),
        pytest.param(
            MINIMAL + '[[discover]]\nkind = "list"\nurl = "http://x.example/"',
            "discover[0]: a list needs",
            id="list-without-link",
        ),
        pytest.param(
            MINIMAL + '[[discover]]\nkind = "list"\nurl = "http://x.example/"\nlink = "div..a"',
            "discover[0].link: not a CSS selector: 'div..a'",
            id="list-selector",
        ),
        pytest.param(
            MINIMAL + '[[article]]\n[article.body]\ncss = "div..text"',
            "article[0].body.css: not a CSS selector: 'div..text'",
            id="selector",
        ),
        pytest.param(
            MINIMAL + '[[article]]\n[article.body]\nxpath = "//p["',
            "article[0].body.xpath: not an XPath",
            id="xpath",
        ),
        pytest.param(
            MINIMAL + '[[article]]\n[article.body]\ncss = "p"\nxpath = "//p"',
            "article[0].body: needs exactly one of",
            id="two-locators",
        ),
        pytest.param(
            MINIMAL + '[[article]]\n[article.json]\nendpoint = "/x?{code}"\nbody = "text"',
            "article[0].json.endpoint: unknown placeholder {code}",
            id="placeholder",
        ),
        pytest.param(
            MINIMAL + '[[article]]\n[article.json]\nendpoint = "/x"\nbody = "a..b"',
            "article[0].json.body: ",
            id="json-path",
        ),
        pytest.param(
            MINIMAL + '[[article]]\n[article.json]\nbody = "text"',
            "article[0].json: needs either 'endpoint'",
            id="json-from-nowhere",
        ),
        pytest.param(
            MINIMAL + '[[article]]\n[article.json]\nembedded = "a b"\nbody = "text"',
            "article[0].json.embedded: not a script's id",
            id="embedded",
        ),
        pytest.param(
            MINIMAL + LISTED + "pages = 3",
            "discover[0].pages: say where the next page is",
            id="pages",
        ),
        pytest.param(
            MINIMAL + LISTED + 'next = "a..b"\npages = 3',
            "discover[0].next: not a CSS selector",
            id="next",
        ),
        pytest.param(
            MINIMAL + LISTED + 'cursor = "end"',
            "discover[0].cursor: only for kind = json",
            id="cursor-of-a-list",
        ),
        pytest.param(
            MINIMAL + ROWS + 'page = "http://x.example/?p={seite}"\npages = 3',
            "discover[0].page: needs the placeholder {page}",
            id="page-placeholder",
        ),
        pytest.param(
            MINIMAL + ROWS + 'page = "http://x.example/?p={page}"\ncursor = "end"\npages = 3',
            "discover[0].page: needs the placeholder {cursor}",
            id="cursor-placeholder",
        ),
        pytest.param(
            MINIMAL + ROWS + "post = '{node: 1}'", "discover[0].post: not JSON", id="post"
        ),
        pytest.param(
            MINIMAL + ROWS + 'headers = {Cookie = "a=b"}',
            "discover[0].headers.Cookie: may not be set; one of Accept",
            id="header",
        ),
        pytest.param(
            MINIMAL + ROWS + 'headers = {Referer = "a\\nCookie: b"}',
            "discover[0].headers.Referer: holds what no header may hold",
            id="header-in-a-header",
        ),
        pytest.param(
            MINIMAL + ROWS + 'sign = "cis"', "discover[0].sign: 'cis' is not one of cls", id="sign"
        ),
        pytest.param(
            MINIMAL + PAPER, "discover[0].family: an e-paper needs its family", id="family"
        ),
        pytest.param(
            MINIMAL + PAPER + 'family = "layout"\nback = 0',
            "discover[0].back: between 1 and 3,660 days",
            id="back",
        ),
        pytest.param(
            MINIMAL + ROWS + "first = -1", "discover[0].first: the number of the second", id="first"
        ),
        pytest.param(
            MINIMAL + LISTED + 'family = "layout"',
            "discover[0].family: only for kind = epaper",
            id="family-of-a-list",
        ),
        pytest.param(
            MINIMAL + PAPER.replace("{dd}", "{tag}") + 'family = "layout"',
            "discover[0].url: unknown placeholder {tag}; use one of ['dd', 'mm', 'yyyy']",
            id="day-placeholder",
        ),
        pytest.param(
            MINIMAL + "[[article]]\nuntil = 2020-01-01\n[[article]]\nuntil = 2024-01-01",
            "article: rule sets stand newest first",
            id="order",
        ),
    ],
)
def test_a_wrong_file(text: str, said: str) -> None:
    with pytest.raises(SourceError) as caught:
        parse(text.encode(), "mine.toml")

    assert str(caught.value).startswith(f"mine.toml: {said}")
    assert "\n" not in str(caught.value)


def test_a_lookup_without_fields_of_its_own_uses_those_of_the_endpoint() -> None:
    source = parse(
        b'name = "mine"\n[[article]]\n[article.json]\nendpoint = "/t?{id}"\ntitle = "t"\nbody = "b"\n'
        b'[[article.lookup]]\nurl = "http://x.example:1818/"\nrows = "rows"\nkey = "id"\n',
        "mine.toml",
    )

    assert source.rules[0].lookups[0].fields == {Field.TITLE: ("t",)}
    assert source.ports == {1818}


def test_a_paged_list_that_is_posted_and_signed() -> None:
    text = ROWS + (
        'address = "http://y.example/{code.id}.html"\nembedded = "window.DATA"\nsign = "cls"\n'
        'post = \'{"node": 7, "end": "{cursor}"}\'\ncursor = ["end"]\npages = 4\n'
        'headers = {x-requested-with = "XMLHttpRequest"}\n'
    )

    [rule] = parse((MINIMAL + text).encode(), "mine.toml").discoveries

    assert rule.paging == Paging(cursor=("end",), pages=4)
    assert rule.headers == {"X-Requested-With": "XMLHttpRequest"}
    assert key_of(rule) == 'http://x.example/ {"node": 7, "end": "{cursor}"}'


def test_a_file_that_is_not_there_is_named() -> None:
    with pytest.raises(SourceError, match=r"nowhere/mine.toml: cannot be read: No such file"):
        Catalogue().get("nowhere/mine.toml")


def test_an_unknown_name_gets_a_hint() -> None:
    with pytest.raises(ConfigError, match="did you mean 'eastmoney'"):
        Catalogue().get("eastmony")


def test_the_users_folder_wins_over_the_catalog(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text('name = "eastmoney"\ntitle = "mine"\n', "utf-8")

    assert Catalogue(private=tmp_path).get("eastmoney").title == "mine"


def test_a_source_without_rules_is_found_by_its_host(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text('name = "mine"\nhome = "https://www.x.example/"\n', "utf-8")

    found = Catalogue(private=tmp_path).match("http://x.example/a/1.html")

    assert found is not None
    assert found.name == "mine"


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        pytest.param("/text?id={id}", "https://x.example:8080/text?id=N%261", id="relative"),
        pytest.param("{scheme}://{host}/t", "https://x.example:8080/t", id="scheme-and-host"),
        pytest.param("http://other.example/{id}", "http://other.example/N%261", id="absolute"),
    ],
)
def test_templates(template: str, expected: str) -> None:
    assert fill(template, "https://x.example:8080/a/b?c", {"id": "N&1"}) == expected
