"""newsspider check: every hazard by file, line and what to do."""

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsspider.cli.main import main
from newsspider.runs import check
from newsspider.runs.active import active

YAML = "---\ntitle: ok\ndate: 2025-01-01T10:00:00+08:00\n---\n"
TOML = '+++\ntitle = "ok"\ndate = 2025-01-01T10:00:00+08:00\n+++\n'
PELICAN = "Title: ok\nDate: 2025-01-01T10:00:00+08:00\n\n"
SITES = {
    "jekyll/_posts": YAML, "hugo/content/posts": YAML, "zola/content/posts": TOML, "pelican": PELICAN,
}  # fmt: skip
DAY = "2025-01-01-"


NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("content", "slugs"),
    [
        ('---\ntitle: "a"b"\ndate: 2022-01-01 10:00:00 +0800\n---\nx', {"front-matter"}),
        ('---\ntitle: a: b\ndate: 2022-01-01 10:00:00\n---\nx', {"front-matter", "date-zone"}),
        ("---\ntitle: a\ndate: 2099-01-01 10:00:00 +0800\n---\nx", {"date-future"}),
        ("---\ntitle: a\ndate: 昨天\n---\n{% x %}", {"date", "template"}),
        ('---\ntitle: a\ndate: 2022-01-01\n---\n<a onclick=x href="javascript:y">', {"active"}),
        ("no front matter", {"no-front-matter"}),
        ("---\ntitle: a\ndate: 2022-02-30\ncategories: no\ntags: a b\n---\n<img src=x.png>", {"date", "yaml-word", "splits", "relative-image"}),
        ("+++\ntitle = \"a\"\ndate = 2022-01-01T00:00:00+08:00\n+++\nx", set()),
        ("Title: a\nDate: 2022-01-01T00:00:00+08:00\n\nx", set()),
    ],
)  # fmt: skip
def test_check_names_the_hazard(content: str, slugs: set[str]) -> None:
    found = check.post("posts/x.md", content.encode(), datetime(2026, 1, 1, tzinfo=UTC))

    assert {hazard.slug for hazard in found} == slugs


@pytest.mark.parametrize("place", SITES)
@pytest.mark.parametrize(
    ("body", "row", "slug"),
    [
        pytest.param("{{ site.x }}", 1, "template", id="liquid"),
        pytest.param("a\n{{< figure >}}", 2, "template", id="shortcode"),
        pytest.param("a\n<script>x</script>", 2, "active", id="script"),
        pytest.param("<iframe src=x>", 1, "active", id="iframe"),
        pytest.param("a\n<p onclick='x()'>", 2, "active", id="handler"),
        pytest.param("<img/onerror=x>", 1, "active", id="handler-after-a-slash"),
        pytest.param("<img\n alt='a > b'\n onerror=y>", 3, "active", id="handler-on-its-line"),
        pytest.param("<a href='javascript:x'>", 1, "active", id="javascript"),
        pytest.param("<a href=' java&#115;cript:x'>", 1, "active", id="javascript-in-disguise"),
        pytest.param("a [x](javascript:y)", 1, "active", id="markdown-link"),
        pytest.param("\n[a]: javascript:x", 2, "active", id="markdown-reference"),
        pytest.param("<javascript:x>", 1, "active", id="autolink"),
        pytest.param("a\n\udcff", 2, "not-utf-8", id="bad-utf-8"),
        pytest.param("a\n\x00", 2, "control", id="control"),
    ],
)
def test_a_hazard_of_the_body_is_named_in_every_flavour(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], place: str, body: str, row: int, slug: str
) -> None:
    path = tmp_path / place / f"{DAY}words.md"
    path.parent.mkdir(parents=True)
    path.write_bytes((SITES[place] + body).encode("utf-8", "surrogateescape"))
    line = SITES[place].count("\n") + row

    assert main(["check", str(tmp_path)]) == 1

    [told] = capsys.readouterr().out.splitlines()
    assert told.startswith(f"{path}:{line}: {slug}: ")
    assert ";" in told or "take it out" in told  # what it is; what to do


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("ok\ndate", "ok\n  x: 1\ndate", "3: front-matter: 'x: 1' stands under a key"),
        ("ok\ndate", "ok\ntags:\n\t- a\ndate", "4: front-matter: a tab before the text"),
        ("ok\ndate", "ok\ntags: [a, b\ndate", "3: front-matter: tags: [ is never closed"),
        ("ok\ndate", "ok\ntags: [a,\n  b]\nkey: |\n  a: b\ndate", ""),
        ("title: ok", "title: {{ x }}", "2: template: title: '{{ x }}' is no YAML"),
        ("title: ok", 'title: "{{ x }} {% y %}"', ""),
        ("title: ok", 'title: "{{< x >}}"', "2: template: "),
        ("+08:00\n---", "+08:00\n", "1: front-matter: --- is never closed; put --- on a line"),
        ("+08:00", "", "3: date-zone: has no zone"),
    ],
)
def test_a_hazard_of_yaml_front_matter_is_named(old: str, new: str, told: str) -> None:
    content = YAML.replace(old, new, 1).encode()

    found = [str(each) for each in check.post("_posts/2025-01-01-x.md", content, NOW)]

    assert len(found) == bool(told)
    assert not told or found[0].startswith(f"_posts/2025-01-01-x.md:{told}")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"ok"', '"a "b""', "2: front-matter: not TOML: "),
        ('"ok"', "true", "2: front-matter: title: is no text"),
        ('"ok"\n', '"ok"\ntags = ["a", "b"\n', "4: front-matter: not TOML: unclosed array"),
        ("date = ", "day = ", "1: no-date"),
        ("+08:00", "", "3: date-zone: has no zone"),
        ("2025", "2099", "3: date-future: "),
        ("+08:00\n+++", "+08:00\n", "1: front-matter: +++ is never closed"),
    ],
)
def test_a_hazard_of_toml_front_matter_is_named(old: str, new: str, told: str) -> None:
    [found] = check.post("posts/x.md", TOML.replace(old, new, 1).encode(), NOW)

    assert str(found).startswith(f"posts/x.md:{told}")


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ([f"{DAY}Case.md", f"{DAY}case.md"], f"{DAY}case.md:1: collision: the same as {DAY}Case.md"),
        ([f"{DAY}e\u0301.md", f"{DAY}\xe9.md"], f"{DAY}\xe9.md:1: collision: "),
        (["index.md"], "index.md:1: index: "),
        ([f"{DAY}index.md"], f"{DAY}index.md:1: index: "),
        (["words.md"], "words.md:1: name: Jekyll leaves it out; name the file YYYY-MM-DD-words.md"),
        ([f"{DAY}a\nb.md", f"{DAY}A\nb.md"], f"{DAY}a?b.md:1: collision: "),
    ],
)  # fmt: skip
def test_a_hazard_of_the_name_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], names: list[str], told: str
) -> None:
    folder = tmp_path / "_posts"
    folder.mkdir()
    for name in names:
        (folder / name).write_text(YAML, "utf-8")

    assert main(["check", str(folder)]) == 1

    [line] = capsys.readouterr().out.splitlines()
    assert line.startswith(f"{folder}/{told}")


def test_a_post_over_the_cap_is_named_with_its_size() -> None:
    content = (YAML + "x " * 600_000).encode()

    [found] = check.post("posts/x.md", content, NOW)

    assert found.slug == "size"
    assert "1,200,050 bytes" in found.detail


def test_a_folder_in_order_is_0_and_one_that_is_not_there_2(tmp_path: Path) -> None:
    (tmp_path / "_posts").mkdir()
    (tmp_path / "_posts" / f"{DAY}words.md").write_text(YAML + "<p>fine</p>\n", "utf-8")

    assert main(["check", str(tmp_path)]) == 0
    assert main(["check", str(tmp_path / "_posts" / f"{DAY}words.md")]) == 0
    assert main(["check", str(tmp_path / "nowhere")]) == 2


@pytest.mark.parametrize("piece", ["<", "<a ", '<a b="', "<a b='\"", "](", "{:", "<a =", "<p on"])
def test_time_grows_with_the_length_alone(piece: str) -> None:
    start = time.perf_counter()

    list(active(piece * (200_000 // len(piece))))

    assert time.perf_counter() - start < 5  # takes milliseconds; 8 s when it was the square
