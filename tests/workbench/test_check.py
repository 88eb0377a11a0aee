"""newsspider sources check: what it finds in source files and their saved pages."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from newsspider.cli.main import main

SOURCE = """name = "mine"
id = '/(\\d+)\\.html'
[[discover]]
kind = "list"
url = "https://mine.example/"
link = "h2 a"
[[article]]
match = 'mine\\.example/\\d+'
[article.title]
css = "h1.head"
[[article.source]]
css = "span.from"
[[article.source]]
css = "b.gone"
"""
ARTICLE = (
    "<html><body><h1 class=head>Ferry runs late</h1><span class=from>Harbour Post</span>"
    "<p>The ferry to the island left an hour late this morning, the port office said. "
    "It was the third time this week that fog had closed the channel.</p></body></html>"
)
LIST = "<h2><a href=/1.html>One</a></h2><h2><a href=/2.html>Two</a></h2>"
EXPECTED = {"title": "Ferry runs late", "source": "Harbour Post"}
ROWS = [{"url": "https://mine.example/1.html"}, {"url": "https://mine.example/2.html"}]

Write = Callable[..., None]
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Write a source with a saved article and a saved list into the folder of the test."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)

    def made(source: str = SOURCE, *, expected: object = EXPECTED, rows: object = ROWS) -> None:
        for page, content, more, said in (
            ("one", ARTICLE, "", expected),
            ("list", LIST, "discover = 0\n", rows),
        ):
            folder = Path("sources/fixtures/mine") / page
            folder.mkdir(parents=True)
            (folder / "page.html").write_text(content, "utf-8")
            url = "https://mine.example/1.html" if page == "one" else "https://mine.example/"
            (folder / "page.toml").write_text(
                f'url = "{url}"\nfetched_at = 2026-03-01T12:00:00Z\n{more}', "utf-8"
            )
            if said is not None:
                (folder / "expected.json").write_text(json.dumps(said), "utf-8")
        Path("sources/mine.toml").write_text(source, "utf-8")

    return made


def test_a_dead_rule_is_one_line_with_its_place(write: Write, capsys: Capture) -> None:
    write()

    code = main(["sources", "check"])

    said = "sources/mine.toml:13: article[0].source[1]: finds nothing on any fixture (css:b.gone)\n"
    assert (code, *capsys.readouterr()) == (1, said, "1 source checked: 1 problem\n")


def test_a_source_without_a_flaw_is_0(write: Write, capsys: Capture) -> None:
    write(SOURCE.replace("b.gone", "span.from"))

    assert main(["sources", "check", "mine"]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        pytest.param(
            'css = "h1.head"', 'ccs = "h1"\nregx = ""',
            ["mine.toml:10: article[0].title.ccs: unknown key; did you mean 'css'?",
             "mine.toml:11: article[0].title.regx: unknown key; did you mean 'regex'?"],
            id="unknown-keys",
        ),
        pytest.param(
            'css = "h1.head"', 'css = "h1..head"',
            ["mine.toml:10: article[0].title.css: not a CSS selector: 'h1..head'"],
            id="invalid-value",
        ),
        pytest.param(
            r"'mine\.example/\d+'", r"'mine\.example/old/'",
            ["mine.toml:7: article[0]: no fixture is for it",
             "page.toml: url: no [[article]] of the source is for it"],
            id="no-page-for-a-rule-set",
        ),
        pytest.param(
            'link = "h2 a"', 'link = "h3 a"',
            ["fixtures/mine/list: the source finds no article on this list",
             "list/expected.json: rows.length: expected '2', found '0'"],
            id="dead-link",
        ),
        pytest.param(
            "[[article]]", '[[discover]]\nkind = "feed"\nurl = "https://mine.example/f"\n[[article]]',
            ["mine.toml:7: discover[1]: no fixture has discover = 1"],
            id="list-without-a-page",
        ),
    ],
)  # fmt: skip
def test_a_wrong_file_is_named_with_what_to_do(
    old: str, new: str, said: list[str], write: Write, capsys: Capture
) -> None:
    write(SOURCE.replace("b.gone", "span.from").replace(old, new))

    code = main(["sources", "check"])

    out = capsys.readouterr().out
    assert code == 1
    assert all(line in out for line in said)


BAD = """title = "Mine"
colour = 1
delay = "2"
timezone = "Mars/Base"
[[discover]]
kind = "feed"
url = "https://mine.example/f"
pages = "5"
[[discover]]
kind = "list"
url = "https://mine.example/"
[[discover]]
kind = "feed"
[[article]]
match = '(unclosed'
[[article]]
next = "a..b"
[article.title]
css = "h1..x"
[article.body]
ccs = "div"
[article.whole]
match = 5
address = ""
"""


def test_all_that_is_wrong_with_a_file_is_said_in_one_go(write: Write, capsys: Capture) -> None:
    write(BAD)

    code = main(["sources", "check"])

    said = [line.partition("mine.toml")[2] for line in capsys.readouterr().out.splitlines()]
    assert code == 1
    assert [line.split(": ")[:2] for line in said] == [
        ["", "name"],
        [":2", "colour"],
        [":3", "delay"],
        [":4", "timezone"],
        [":8", "discover[0].pages"],
        [":9", "discover[1]"],
        [":12", "discover[2].url"],
        [":15", "article[0].match"],
        [":17", "article[1].next"],
        [":19", "article[1].title.css"],
        [":21", "article[1].body.ccs"],
        [":23", "article[1].whole.match"],
    ]


@pytest.mark.parametrize(
    ("expected", "said"),
    [
        ({"title": "Ferry runs early"}, "title: expected 'Ferry runs early', found 'Ferry runs late'"),
        ({"titel": "Ferry"}, "titel: expected 'Ferry', found 'null'"),
        (["Ferry"], "expected.json: must be an object of fields"),
        (None, "expected.json: is missing: write down the fields that you are sure of"),
    ],
    ids=["other-value", "no-such-field", "wrong-form", "missing"],
)  # fmt: skip
def test_what_is_not_as_expected(
    expected: object, said: str, write: Write, capsys: Capture
) -> None:
    write(SOURCE.replace("b.gone", "span.from"), expected=expected)

    assert main(["sources", "check"]) == 1
    assert said in capsys.readouterr().out


def test_a_source_without_a_saved_page_is_told_where_to_save_one(
    write: Write, capsys: Capture
) -> None:
    write()
    Path("sources/mine.toml").write_text('name = "other"\n', "utf-8")

    assert main(["sources", "check"]) == 1
    assert "save a page in sources/fixtures/other/PAGE/" in capsys.readouterr().out


def test_a_workflow_gets_annotations_and_a_script_objects(
    write: Write, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    write()
    monkeypatch.setenv("GITHUB_ACTIONS", "true")

    main(["sources", "check"])
    annotation = capsys.readouterr().out
    main(["sources", "check", "--json"])
    found = json.loads(capsys.readouterr().out)

    assert annotation.startswith("::error file=sources/mine.toml,line=13::article[0].source[1]: ")
    assert (found["line"], found["key"]) == (13, "article[0].source[1]")


def test_json_that_cannot_be_read_is_named(write: Write, capsys: Capture) -> None:
    write(SOURCE.replace("b.gone", "span.from"))
    Path("sources/fixtures/mine/one/page.json").write_text("{", "utf-8")

    assert main(["sources", "check"]) == 1
    assert "fixtures/mine/one/page.json: " in capsys.readouterr().out


def test_a_name_that_is_none_is_2(write: Write, capsys: Capture) -> None:
    write()

    assert main(["sources", "check", "mien"]) == 2
    assert "did you mean 'mine'?" in capsys.readouterr().err


def test_without_a_clone_a_shipped_source_is_not_for_checking(
    write: Write, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsspider.cli.sources_check.CLONE", Path("nowhere"))

    assert main(["sources", "check", "eastmoney"]) == 2
    assert "are in a clone of newsspider only" in capsys.readouterr().err
    assert main(["sources", "check"]) == 2
    assert "sources/ holds no source file" in capsys.readouterr().err
