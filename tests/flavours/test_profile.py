"""Every key of the profile: a good value is taken, a bad one is a line that says where and what."""

from dataclasses import replace
from pathlib import Path

import pytest

from newsspider import flavours, options, toml
from newsspider.errors import ConfigError
from newsspider.flavours.profile import SiteTable
from newsspider.flavours.skeleton import profile
from tests.flavours.examples import ORDINARY, PLAIN, SITE

GOLDEN = Path(__file__).parent.parent / "golden"

GOOD = {
    "flavour": '["hugo", "zola"]',
    "timezone": '"Europe/Berlin"',
    "base": '"https://me.github.io/news"',
    "tail": "false",
    "tail_template": '"<{url}>"',
    "body": '"markdown"',
    "folders": '"month"',
    "permalink": '"/:category/:year/:name.html"',
    "max_bytes": "50_000",
    "excerpt": "200",
    "keys": '["author", "lang"]',
    "extra": '{ desk = "wire" }',
    "notices": '{ "*" = "未经授权禁止转载" }',
    "categories": '{ scheme = "fixed", fixed = "wire", map = { "示例日报" = "daily" } }',
    "tags": '{ scheme = "keywords", map = { "示例日报" = "日报" } }',
    "include": '{ keywords = ["书市"] }',
    "exclude": '{ urls = ["/sports/"] }',
    "hold": "{ all = true }",
    "noindex": '{ sources = ["示例日报"] }',
}
BAD = [
    ("flavour", '"jekyl"', "did you mean 'jekyll'"),
    ("flavour", "[]", "name at least one"),
    ("timezone", '"Peking"', "use a name such as Asia/Shanghai"),
    ("base", '"news.example"', "write //host or https://host"),
    ("tail", '"no"', "expected true or false"),
    ("tail_template", "1", "expected a text"),
    ("body", '"md"', "is none of: html, markdown"),
    ("folders", '"week"', "is none of: none, year, month"),
    ("permalink", '"/:title.html"', "begin with / and hold :name"),
    ("max_bytes", "10", "must be between 1,000 and 20,000,000"),
    ("excerpt", "-1", "must be 0 (the whole text) or a number of characters"),
    ("keys", '["autor"]', "is none of: author, source"),
    ("extra", '{ layout = "x" }', "take another name"),
    ("notices", '{ "*" = 1 }', "expected a text"),
    ("categories", '{ scheme = "tags" }', "is none of: pinyin, section, fixed"),
    ("categories", '{ map = { "示例日报" = "Ä" } }', "is no slug; use a-z, 0-9 and -"),
    ("tags", '{ scheme = "x" }', "is none of: news, source, section, keywords"),
    ("include", '{ keyword = ["x"] }', "did you mean 'keywords'"),
    ("exclude", '{ urls = ["("] }', "is no regular expression"),
    ("hold", '{ sources = [""] }', "holds an empty text"),
    ("noindex", "true", "expected a table"),
    ("flavor", '"hugo"', "did you mean 'flavour'"),
]


def load(folder: Path, key: str, value: str) -> options.Options:
    file = folder / "newsspider.toml"
    file.write_text(f"# a comment\n[site]\n\n{key} = {value}\n[output]\ndir = 'x'\n", "utf-8")
    return options.load(file, {}, folder)


@pytest.mark.parametrize("key", GOOD)
def test_a_good_value_is_taken(key: str, tmp_path: Path) -> None:
    site = load(tmp_path, key, GOOD[key]).site

    assert site != options.load(None, {}, tmp_path / "none").site
    for name in flavours.names():
        post = flavours.load(name).render(ORDINARY, replace(site, exclude=SITE.exclude))
        assert post.content


def test_no_key_of_the_profile_is_left_out() -> None:
    assert set(GOOD) == set(SiteTable.__struct_fields__)
    assert {key for key, _, _ in BAD} >= set(GOOD)
    named = profile("jekyll", "UTC")
    assert [key for key in GOOD if key not in named] == []


@pytest.mark.parametrize(("key", "value", "said"), BAD)
def test_a_bad_value_is_one_line_with_file_line_key_and_what_to_do(
    key: str, value: str, said: str, tmp_path: Path
) -> None:
    with pytest.raises(ConfigError) as refused:
        load(tmp_path, key, value)

    line = str(refused.value)
    assert line.startswith(f"{tmp_path / 'newsspider.toml'}:4: site.{key}")
    assert said in line
    assert "\n" not in line


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        pytest.param("[a]\nb = 1\n[a.c]\nd = 2", "a.c.d", 4, id="table"),
        pytest.param("[a]\nc.d = 2", "a.c.d", 2, id="dotted"),
        pytest.param("[a]\n\nc = { d = 2 }", "a.c.d", 3, id="inline"),
        pytest.param('[a.map]\n"日报" = 2', "a.map.日报", 2, id="quoted"),
        pytest.param("[b]\nx = 1\n[a]\ny = 1", "a.x", 3, id="table-alone"),
        pytest.param("[b]\nx = 1", "a.x", 0, id="nothing"),
        pytest.param("[[a]]\nb = 1\n[[a]]\nb = 2", "a[1].b", 4, id="row"),
        pytest.param("[[a]]\n[a.c]\nd = 1\n[[a]]\n[a.c]\nd = 2", "a[1].c.d", 6, id="row-table"),
        pytest.param("[a]\nx = [\n1,\n'y']", "a.x[1]", 2, id="list"),
    ],
)
def test_the_line_of_a_key(text: str, key: str, line: int) -> None:
    assert toml.line_of(text, key) == line


@pytest.mark.parametrize("flavour", flavours.names())
def test_the_golden_posts_of_every_flavour(flavour: str) -> None:
    posts = [flavours.load(flavour).render(article, SITE) for article in (ORDINARY, PLAIN)]

    made = {post.path.rpartition("/")[2]: post.content for post in posts}
    assert made == {path.name: path.read_bytes() for path in (GOLDEN / flavour).iterdir()}


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("TIMEZONE", "Peking", "'Peking' is not a time zone; use a name such as Asia/Shanghai"),
        ("FLAVOUR", "jekyl", "did you mean 'jekyll'"),
        ("BASE", "news.example", "write //host or https://host"),
        ("CONFIG", "/nowhere/newsspider.toml", "cannot be read"),
    ],
)
def test_a_wrong_value_of_the_environment_is_blamed_on_the_variable(
    tmp_path: Path, name: str, value: str, told: str
) -> None:
    (tmp_path / "newsspider.toml").write_text(
        '[site]\nflavour = "hugo"\ntimezone = "UTC"\nbase = "//a.example"\n', "utf-8"
    )

    with pytest.raises(ConfigError) as caught:
        options.load(None, {f"NEWSSPIDER_{name}": value}, tmp_path)

    assert str(caught.value).startswith(f"NEWSSPIDER_{name}: ")
    assert told in str(caught.value)
    assert "newsspider.toml:" not in str(caught.value) or name == "CONFIG"


def test_a_wrong_value_of_the_file_is_not_blamed_on_a_variable_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "newsspider.toml"
    file.write_text('[site]\ntimezone = "Peking"\n', "utf-8")

    with pytest.raises(ConfigError) as caught:
        options.load(None, {"NEWSSPIDER_BASE": "//a.example"}, tmp_path)

    assert str(caught.value).startswith(f"{file}:2: site.timezone: ")
