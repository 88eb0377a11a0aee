"""newsspider extract: saved pages, one or many."""

import gzip
import json
from pathlib import Path

import pytest

from tests.conftest import RunNewsspider as Run

pytestmark = pytest.mark.slow

URL = "https://wire.example/a/bloom"
KEYS = {
    "id", "url", "title", "date", "modified", "author", "source", "editor", "original_title",
    "section", "keywords", "language", "kind", "quality", "text", "html", "image", "images", "canonical",
    "flags", "error",
}  # fmt: skip


def page(title: str) -> str:
    text = f"{title} is what this page is about, and it says so in a sentence that is long enough. "
    return (
        f"<html lang=en><head><meta charset=utf-8><title>{title}</title></head><body>"
        f"<h1>{title}</h1><article><p>{text * 2}</p><p>{text * 2}</p></article></body></html>"
    )


def test_a_saved_page_as_json(tmp_path: Path, run_newsspider: Run) -> None:
    (tmp_path / "page.html").write_text(page("Bloom"), "utf-8")

    done = run_newsspider("extract", "page.html", "--url", URL, "--json", cwd=tmp_path)

    article = json.loads(done.stdout)
    assert set(article) == KEYS
    assert (article["title"], article["url"], article["error"]) == ("Bloom", URL, None)
    assert article["text"].count("\n") == 1


def test_what_is_no_article_is_told_with_the_reason(tmp_path: Path, run_newsspider: Run) -> None:
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(32)) * 9)

    done = run_newsspider("extract", "picture.png", cwd=tmp_path)

    assert "kind     empty (it is binary data and no page)" in done.stdout.splitlines()


def test_the_fast_way_gives_the_same_fields(tmp_path: Path, run_newsspider: Run) -> None:
    (tmp_path / "page.html").write_text(page("Bloom"), "utf-8")

    slow, fast = (
        json.loads(run_newsspider("extract", "page.html", *given, "--json", cwd=tmp_path).stdout)
        for given in ((), ("--fast",))
    )

    assert (fast["title"], fast["text"]) == (slow["title"], slow["text"])


def test_stdin_and_a_file_say_the_same(tmp_path: Path, run_newsspider: Run) -> None:
    (tmp_path / "page.html").write_text(page("Bloom"), "utf-8")

    one = run_newsspider("extract", "page.html", "--url", URL, "--json", cwd=tmp_path)
    other = run_newsspider(
        "extract", "-", "--url", URL, "--json", cwd=tmp_path, stdin=page("Bloom")
    )

    assert one.stdout == other.stdout


def test_a_batch_answers_every_line_in_order(tmp_path: Path, run_newsspider: Run) -> None:
    (tmp_path / "pages").mkdir()
    lines = []
    for number in range(5):
        name = f"pages/{number}.html.gz"
        (tmp_path / name).write_bytes(gzip.compress(page(f"Page {number}").encode()))
        lines.append(json.dumps({"id": f"p{number}", "path": name, "url": ""}))
    lines.insert(2, json.dumps({"id": "lost", "path": "pages/none.html", "url": ""}))
    lines.insert(3, "not json")
    (tmp_path / "in.jsonl").write_text("\n".join(lines) + "\n", "utf-8")

    done = run_newsspider("extract", "--batch", "in.jsonl", cwd=tmp_path)

    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert [answer["id"] for answer in answers] == ["p0", "p1", "lost", "", "p2", "p3", "p4"]
    assert [bool(answer["error"]) for answer in answers] == [False, False, True, True, *[False] * 3]
    assert all(set(answer) == KEYS for answer in answers)
    assert answers[0]["title"] == "Page 0"


def test_resume_answers_only_what_is_missing(tmp_path: Path, run_newsspider: Run) -> None:
    for number in range(3):
        (tmp_path / f"{number}.html").write_text(page(f"Page {number}"), "utf-8")
    lines = [json.dumps({"id": f"p{n}", "path": f"{n}.html", "url": ""}) for n in range(3)]
    (tmp_path / "in.jsonl").write_text("\n".join(lines), "utf-8")
    (tmp_path / "out.jsonl").write_text('{"id": "p0"}\n{"id": "p1", "tit', "utf-8")

    run_newsspider("extract", "--batch", "in.jsonl", "--resume", "out.jsonl", cwd=tmp_path)

    found = [json.loads(line)["id"] for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert found == ["p0", "p1", "p2"]


def test_shards_share_the_pages(tmp_path: Path, run_newsspider: Run) -> None:
    (tmp_path / "a.html").write_text(page("A"), "utf-8")
    lines = [json.dumps({"id": f"p{n}", "path": "a.html", "url": ""}) for n in range(5)]
    (tmp_path / "in.jsonl").write_text("\n".join(lines), "utf-8")

    shards = [
        [
            json.loads(line)["id"]
            for line in run_newsspider(
                "extract", "--batch", "in.jsonl", "--shard", f"{n}/2", cwd=tmp_path
            ).stdout.splitlines()
        ]
        for n in (1, 2)
    ]

    assert shards == [["p0", "p2", "p4"], ["p1", "p3"]]
