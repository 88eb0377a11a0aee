"""WARC files of other tools: read however they are packed, and taken up where a run ended."""

import gzip
import json
import os
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from newsspider.archive.foreign import Stored, Tally, Wanted, pages
from newsspider.errors import ArchiveError, ConfigError
from newsspider.runs import batch as batches
from newsspider.runs import warc
from newsspider.runs.batch import Batch
from tests.conftest import RunNewsspider as Run

Capture = pytest.CaptureFixture[str]
SENTENCE = "The last boat of the evening now leaves at eleven, the harbour office said. "


def html(number: int) -> bytes:
    return (
        f"<html lang=en><head><title>Ferry {number} is back</title></head><body>"
        f"<h1>Ferry {number} is back</h1><article><p>{number}: {SENTENCE * 3}</p>"
        f"<p>{SENTENCE * 4}</p></article></body></html>"
    ).encode()


def written(
    count: int = 3,
    *,
    packed: bool = True,
    version: str = "1.0",
    headers: str = "",
    body: bytes = b"",
) -> bytes:
    """Return a WARC as crawlers write it: requests, metadata, redirects and pictures between."""
    out = BytesIO()
    writer = WARCWriter(out, gzip=packed, warc_version=version)
    writer.write_record(writer.create_warcinfo_record("x.warc", {"software": "Wget/1.21"}))

    def put(kind: str, url: str, payload: bytes, status: str = "", *lines: tuple[str, str]) -> None:
        http = StatusAndHeaders(status, lines, protocol="HTTP/1.1") if status else None
        about = {"WARC-Record-ID": f"<urn:x:{kind}-{url[-1]}>", "WARC-Date": "2026-03-07T04:05:06Z"}
        writer.write_record(
            writer.create_warc_record(
                url, kind, payload=BytesIO(payload), length=len(payload), http_headers=http,
                warc_headers_dict=about,
            )
        )  # fmt: skip

    for number in range(count):
        url = f"http://site.example/a/{number}"
        more = [tuple(line.split(": ")) for line in headers.split("\n") if line]
        kind = ("Content-Type", "text/html; charset=utf-8")
        put("response", url, body or html(number), "200 OK", kind, *more)  # type: ignore[arg-type]
        put("request", url, b"GET / HTTP/1.1\r\nHost: site.example\r\n\r\n")
        put("metadata", url, b"via: http://site.example/")
    put("response", "http://site.example/old", b"", "301 Moved", ("Location", "/new"))
    put(
        "response", "http://site.example/p.png", b"\x89PNG", "200 OK", ("Content-Type", "image/png")
    )
    put("revisit", "http://site.example/again", b"", "200 OK", ("Content-Type", "text/html"))
    return out.getvalue()


def read(content: bytes, wanted: Wanted | None = None) -> tuple[list[Stored], Tally]:
    tally = Tally()
    return list(pages(BytesIO(content), tally, wanted or Wanted())), tally


@pytest.mark.parametrize("version", ["1.0", "1.1"])
@pytest.mark.parametrize(
    "form",
    [
        pytest.param(lambda packed: packed, id="a-member-a-record"),
        pytest.param(gzip.decompress, id="not-packed"),
        pytest.param(lambda packed: gzip.compress(gzip.decompress(packed)), id="packed-as-a-whole"),
    ],
)
def test_however_it_is_packed(form: Callable[[bytes], bytes], version: str) -> None:
    found, tally = read(form(written(version=version)))

    assert [each.url for each in found] == [f"http://site.example/a/{n}" for n in range(3)]
    assert [each.body for each in found] == [html(number) for number in range(3)]
    assert found[0].identity == "urn:x:response-0"
    assert found[0].fetched_at is not None
    assert found[0].fetched_at.isoformat() == "2026-03-07T04:05:06+00:00"
    assert tally.passed == {
        "warcinfo record": 1,
        "request record": 3,
        "metadata record": 3,
        "revisit record": 1,
        "status 301": 1,
        "image/png": 1,
    }


def chunked(body: bytes) -> bytes:
    half = len(body) // 2
    parts = (body[:half], body[half:], b"")
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts)


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        pytest.param("Transfer-Encoding: chunked", chunked(html(0)), id="in-chunks"),
        pytest.param("Transfer-Encoding: chunked", html(0), id="in-chunks-no-more"),
        pytest.param("Content-Encoding: gzip", gzip.compress(html(0)), id="gzip"),
        pytest.param("Content-Encoding: gzip", html(0), id="gzip-no-more"),
        pytest.param(
            "Transfer-Encoding: chunked\nContent-Encoding: gzip",
            chunked(gzip.compress(html(0))),
            id="both",
        ),
    ],
)
def test_a_body_as_the_server_sent_it(headers: str, body: bytes) -> None:
    (stored,), _ = read(written(1, headers=headers, body=body))
    line = json.loads(warc.answer(stored, Batch(base=Path())))

    assert line["error"] is None
    assert line["title"] == "Ferry 0 is back"
    assert line["id"] == "urn:x:response-0"


def test_a_body_that_cannot_be_unpacked_is_that_page_alone() -> None:
    (stored,), _ = read(written(1, headers="Content-Encoding: br2", body=b"\x00\x01"))
    assert "br2" in json.loads(warc.answer(stored, Batch(base=Path())))["error"]


def test_a_torn_file_is_read_up_to_there() -> None:
    content, tally = written(), Tally()
    with pytest.raises(ArchiveError, match=r"cannot be read on after \d+ records: the file ends"):
        list(pages(BytesIO(content[: len(content) - 40]), tally, Wanted()))
    assert tally.passed["metadata record"] == 3  # all that stood before the tear


def test_a_page_that_is_cut_short_is_told() -> None:
    content = gzip.decompress(written(1))
    (stored,), _ = read(content[: content.index(b"</article>")])
    assert "cut short" in json.loads(warc.answer(stored, Batch(base=Path())))["error"]


def test_shards_have_all_pages_once() -> None:
    content = written(7)
    shards = [read(content, Wanted(first=n, count=3))[0] for n in range(3)]

    assert ["".join(each.url[-1] for each in shard) for shard in shards] == ["036", "14", "25"]


def test_a_run_goes_on_behind_the_last_line(tmp_path: Path, run_newsspider: Run) -> None:
    (tmp_path / "a.warc.gz").write_bytes(written(3))
    (tmp_path / "b.warc").write_bytes(written(2, packed=False))
    arguments = ("extract", "--warc", "a.warc.gz", "b.warc")
    whole = run_newsspider(*arguments, cwd=tmp_path)
    lines = whole.stdout.splitlines()
    out = tmp_path / "out.jsonl"
    out.write_text("\n".join(lines[:2]) + "\n" + lines[2][:50])

    again = run_newsspider(*arguments, "--resume", out, cwd=tmp_path)
    assert again.returncode == whole.returncode == 0
    assert out.read_text().splitlines() == lines
    assert [json.loads(line)["url"][-1] for line in lines] == list("01201")
    assert (
        "passed over: 5 request records, 5 metadata records, 2 warcinfo records, 2 of status 301"
        in whole.stderr
    )

    other = run_newsspider("extract", "--warc", "b.warc", "--resume", out, cwd=tmp_path)
    assert other.returncode == 2
    assert other.stderr.startswith("newsspider: --resume: ")
    assert other.stderr.count("\n") == 1


def test_files_that_are_not_those_of_the_lines_are_refused() -> None:
    with pytest.raises(ConfigError, match="give the same files"):
        read(written(3), Wanted(done=2, last="urn:x:response-9"))


@pytest.mark.parametrize(
    "line", [b"X: " + b"b" * 20_000_000, (b"X: " + b"b" * 500 + b"\r\n") * 20_000]
)
def test_a_head_without_an_end_is_not_held_in_memory(line: bytes) -> None:
    packed = gzip.compress(b"WARC/1.0\r\nWARC-Type: response\r\n" + line + b"\r\n\r\n", 1)

    with pytest.raises(ArchiveError, match="a head of over 4,194,304 bytes"):
        list(pages(BytesIO(packed), Tally(), Wanted()))


def test_a_record_that_does_not_say_where_it_ends_takes_none_along() -> None:
    whole = gzip.decompress(written(2))
    first = whole.index(b"http://site.example/a/1")
    length = whole.index(b"Content-Length: ", first)
    end = whole.index(b"\r\n", length)

    wrong = b"Content-Length: -5\r\n"
    for said, why in ((b"", "no Content-Length"), (wrong, "the Content-Length '-5'")):
        content = whole[:length] + said + whole[end + 2 :]
        found: list[Stored] = []
        with pytest.raises(ArchiveError, match=why):
            found.extend(pages(BytesIO(content), Tally(), Wanted()))
        assert [each.url[-1] for each in found] == ["0"]


def test_a_million_blank_lines_between_records_cost_a_second(capsys: Capture) -> None:
    parts = gzip.decompress(written(1)), gzip.decompress(written(1))
    began = time.process_time()

    found, _ = read((b"\r\n" * 1_000_000).join(parts))

    assert len(found) == 2
    assert time.process_time() - began < 10
    assert capsys.readouterr().err == ""


def _size(item: bytes, batch: Batch) -> str:
    return str(len(item))


def test_large_bodies_in_hand_are_bounded_by_their_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "HELD", 1_000_000)
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    taken = []

    def bodies() -> Iterator[bytes]:
        for number in range(12):
            taken.append(number)
            yield bytes(300_000)

    answers = batches.spread(bodies(), Batch(base=Path()), _size, str, size=len)

    assert next(answers) == "300000"
    assert len(taken) == 4  # of 16 that a worker may have in hand
    assert len(list(answers)) == 11
