"""newsspider render, check and init, as a person calls them."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsspider import flavours, options
from newsspider.cli.main import main
from newsspider.runs import check

GOOD = {"title": "A", "url": "http://x.example/1", "html": "<p>x {{ y }}</p>"}


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # no newsspider.toml of ours is found here


def jsonl(folder: Path, *objects: object) -> str:
    path = folder / "articles.jsonl"
    lines = [part if isinstance(part, str) else json.dumps(part) for part in objects]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return str(path)


def files(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*") if p.is_file() and ".newsspider" not in p.parts)


@pytest.mark.parametrize(
    "article",
    [
        pytest.param(GOOD, id="three-fields"),
        pytest.param(GOOD | {"date": "昨天", "author": {"a": 1}, "keywords": 5}, id="wrong-types"),
        pytest.param(GOOD | {"date": 1e308, "quality": float("nan")}, id="numbers"),
        pytest.param(GOOD | {"date": "9999-12-31T23:59:59-12:00", "modified": []}, id="far-date"),
        pytest.param(GOOD | {"date": "0001-01-01T00:00:00+14:00"}, id="first-day"),
        pytest.param(GOOD | {"title": "a\ud800b", "html": "<p>\udfffx</p>"}, id="surrogates"),
        pytest.param(GOOD | {"url": "javascript:alert(1)"}, id="no-http"),
        pytest.param(GOOD | {"html": None, "text": "a\n<b>"}, id="text-alone"),
        pytest.param(GOOD | {"id": "index", "source": ["x"], "section": {}}, id="index"),
        pytest.param(GOOD | {"id": "../../x"}, id="path"),
        pytest.param(GOOD | {"html": "<div>" * 3000 + "deep" + "</div>" * 3000}, id="deep"),
        pytest.param(GOOD | {"html": "<b>" * 3000 + "deep"}, id="deep-inline"),
    ],
)  # fmt: skip
def test_whatever_state_it_is_in_it_becomes_a_post(tmp_path: Path, article: object) -> None:
    out = tmp_path / "out"

    code = main(
        ["render", "--flavour", "all", "--articles", jsonl(tmp_path, article), "--out", str(out)]
    )

    assert code == 0
    assert len(files(out)) == len(flavours.names())
    assert not list(check.check(out, datetime.now(UTC)))
    for path in files(out):
        assert path.stem.lower() not in ("index", "_index")


@pytest.mark.parametrize(
    ("bad", "name", "reason"),
    [
        pytest.param({"id": "7", "url": "http://x.example/", "html": "<p>x</p>"}, "7", "no-title", id="no-title"),
        pytest.param({"id": "9", "title": "t", "html": "<p>x</p>"}, "9", "no-url", id="no-url"),
        pytest.param(GOOD | {"id": "10", "html": "<script>x</script>"}, "10", "no-body", id="no-body"),
        pytest.param(GOOD | {"id": "11", "html": "x" * 32_000_001}, "11", "over 32,000,000", id="32-MB"),
        pytest.param("{", "line 1", "not JSON", id="not-json"),
        pytest.param("[1]", "line 1", "not a JSON object", id="a-list"),
        pytest.param("[" * 100_000, "line 1", "not JSON", id="nested"),
    ],
)  # fmt: skip
def test_what_cannot_be_a_post_is_told_and_the_rest_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], bad: object, name: str, reason: str
) -> None:
    out = tmp_path / "out"

    code = main(["render", "--articles", jsonl(tmp_path, bad, GOOD), "--out", str(out)])

    assert code == 1
    assert len(files(out)) == 1
    told = capsys.readouterr().err
    assert told.startswith(f"{name}: ")
    assert reason in told


@pytest.mark.parametrize(
    ("html", "note"),
    [
        pytest.param(f"<p>{'x ' * 50}</p>" * 20_000, "over 1,000,000: it was cut", id="size"),
        pytest.param("<p>x</p>" * 100_000, "was read up to there", id="tags"),
        pytest.param("<ul><li>" * 20 + "x", "nested too deep", id="lists"),
        pytest.param("<div>" * 3000 + "x", "nested too deep", id="divisions"),
        pytest.param("<b>" * 3000 + "x", "nested too deep", id="inline"),
    ],
)
def test_what_is_cut_or_flattened_is_a_post_and_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], html: str, note: str
) -> None:
    out = tmp_path / "out"
    article = GOOD | {"id": "7", "html": html}

    assert main(["render", "--articles", jsonl(tmp_path, article), "--out", str(out)]) == 0

    [path] = files(out)
    assert path.stat().st_size < 1_001_000
    told = capsys.readouterr().err
    assert told.startswith(f"7: note: {path}: ")
    assert note in told


def test_names_never_meet_on_a_file_system_without_case(tmp_path: Path) -> None:
    out = tmp_path / "out"
    day = {"date": "2026-01-01T00:00:00Z"}
    both = [
        GOOD | day | {"id": "AB"},
        GOOD | day | {"id": "ab", "title": "B", "url": "http://x.example/2"},
    ]

    assert main(["render", "--articles", jsonl(tmp_path, *both), "--out", str(out)]) == 0

    assert len({str(path).casefold() for path in files(out)}) == 2


def test_a_second_run_changes_nothing_and_keeps_a_persons_edit(tmp_path: Path) -> None:
    out = tmp_path / "out"
    command = ["render", "--articles", jsonl(tmp_path, GOOD), "--out", str(out)]
    assert main(command) == 0
    [path] = files(out)
    before = path.stat().st_mtime_ns
    assert main(command) == 0
    assert path.stat().st_mtime_ns == before

    path.write_text("mine")

    assert main(command) == 1
    assert path.read_text() == "mine"
    assert main([*command, "--force"]) == 0
    assert path.read_text() != "mine"


@pytest.mark.parametrize("flavour", flavours.names())
def test_init_makes_a_site_that_is_found_again(
    tmp_path: Path, flavour: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["init", "--flavour", flavour, str(tmp_path)]) == 0
    assert main(["init", str(tmp_path)]) == 0

    said = capsys.readouterr().err
    assert flavour == "jsonl" or f"found a site of {flavour}" in said
    config = str(tmp_path / "newsspider.toml")
    articles = jsonl(tmp_path, GOOD)
    assert (
        main(["render", "--config", config, "--articles", articles, "--out", str(tmp_path / "o")])
        == 0
    )


@pytest.mark.parametrize(
    ("file", "text", "base", "zone"),
    [
        ("_config.yml", "title: x\nurl: 'https://me.github.io' # mine\nbaseurl: /news\ntimezone: Europe/Berlin\n",
         "https://me.github.io/news", "Europe/Berlin"),
        ("_config.yml", 'url: "https://a.example"\nbaseurl: ""\nsub:\n  timezone: Asia/Tokyo\n',
         "https://a.example", "Asia/Shanghai"),
        ("hugo.toml", 'baseURL = "https://a.example/"\ntimeZone = "Asia/Tokyo"\n',
         "https://a.example", "Asia/Tokyo"),
        ("mkdocs.yml", "site_url: https://a.example/docs/\n", "https://a.example/docs",
         "Asia/Shanghai"),
        ("_config.yml", "url: nonsense\ntimezone: Peking\n", "", "Asia/Shanghai"),
        ("hugo.toml", "broken = \n", "", "Asia/Shanghai"),
    ],
)  # fmt: skip
def test_init_in_a_site_takes_its_address_and_zone(
    tmp_path: Path, file: str, text: str, base: str, zone: str
) -> None:
    (tmp_path / file).write_text(text, "utf-8")

    assert main(["init", str(tmp_path)]) == 0

    site = options.load(tmp_path / "newsspider.toml", {}, tmp_path).site
    assert (site.base, str(site.zone)) == (base, zone)
    assert (tmp_path / file).read_text("utf-8") == text


def test_init_takes_the_zone_that_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "_config.yml").write_text("timezone: Europe/Berlin\n", "utf-8")

    assert main(["init", "--timezone", "Asia/Tokyo", str(tmp_path)]) == 0

    assert str(options.load(tmp_path / "newsspider.toml", {}, tmp_path).site.zone) == "Asia/Tokyo"


def test_links_back_lead_to_a_page_of_the_category(tmp_path: Path) -> None:
    (tmp_path / "newsspider.toml").write_text('[site]\nbase = "//news.example"\n', "utf-8")
    out = tmp_path / "out"
    config = str(tmp_path / "newsspider.toml")

    assert (
        main(["render", "--config", config, "--articles", jsonl(tmp_path, GOOD), "--out", str(out)])
        == 0
    )

    assert (out / "category" / "xexample.html").is_file()
