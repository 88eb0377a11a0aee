"""The archive: what is in it, what is not, and what a crash may cost."""

import gzip
import random
import zlib
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from newsspider.archive import reader, writer
from newsspider.archive.capture import Capture
from newsspider.archive.tail import whole_size
from newsspider.archive.writer import Archive, files
from newsspider.errors import ArchiveError, OutputError
from newsspider.model.link import Link
from tests.archive.pages import NOW, URL, capture, page


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    made = Archive(tmp_path, file_mb=1, total_mb=10)
    yield made
    made.close()


def records(path: Path) -> list[Any]:
    """Return the records as warcio reads them, digests checked: type, address, payload."""
    found = []
    with path.open("rb") as file:
        for record in ArchiveIterator(file, check_digests="raise"):
            payload = record.content_stream().read()
            found.append((record.rec_type, record.rec_headers["WARC-Target-URI"], payload, record))
    return found


def captures(root: Path) -> list[Capture]:
    return [reader.read(place) for path in files(root) for place in reader.places(path)]


def bare(found: Capture) -> Capture:
    """Return a capture without the headers, which are for other readers."""
    return replace(found, page=found.page and replace(found.page, headers=()))


def test_what_was_kept_is_read_again(archive: Archive) -> None:
    archive.add(capture())
    archive.add(capture("Later."))

    assert [bare(each) for each in captures(archive.root)] == [capture(), capture("Later.")]


def test_another_tool_reads_it(archive: Archive) -> None:
    archive.add(replace(capture(), page=page(ETag='"1"')))
    (path,) = files(archive.root)
    found = records(path)

    types = [kind for kind, _, _, _ in found]
    assert types == ["warcinfo", "response", "response", "response", "metadata"]
    assert found[1][1] == URL
    assert found[1][2] == page().body
    record = found[1][3]
    assert record.rec_headers.protocol == "WARC/1.1"
    assert record.rec_headers["WARC-Date"] == f"{NOW:%Y-%m-%dT%H:%M:%SZ}"
    assert record.http_headers["ETag"] == '"1"'
    assert record.http_headers["Content-Length"] == str(len(page().body))


def test_secrets_stay_out(archive: Archive) -> None:
    address = "https://user:hunter22@daily.example/a/7.html?api_key=geheim99&p=1"
    headers = {
        "Set_Cookie": "sid=geheim99",
        "Authorization": "Basic geheim99",
        "Proxy_Authorization": "Basic geheim99",
        "X_Auth_Token": "geheim99",
        "Cookie": "sid=geheim99",
        "Content_Type": "text/html",
    }
    link = Link(url=address, origin="https://daily.example/feed?access_token=geheim99")
    archive.add(
        Capture(source_name="daily", link=link, page=page(url=address, **headers), rows=(link,))
    )

    (path,) = files(archive.root)
    text = gzip.decompress(path.read_bytes())
    assert b"geheim99" not in text
    assert b"hunter22" not in text
    assert b"content-type: text/html" in text.lower()


def test_a_cut_anywhere_in_the_last_record_costs_no_other(tmp_path: Path) -> None:
    first = Archive(tmp_path / "first", file_mb=1, total_mb=10)
    first.add(capture())
    first.close()
    (path,) = files(first.root)
    whole = path.read_bytes()
    sizes = members(whole)
    begin = len(whole) - sizes[-1]

    assert sum(sizes) == len(whole)
    for cut in range(begin, len(whole)):
        assert whole_size(BytesIO(whole[:cut])) == begin, cut
    assert whole_size(BytesIO(whole)) == len(whole)
    assert whole_size(BytesIO(whole + bytes(4096))) == len(whole)  # what a power cut leaves
    assert [whole_size(BytesIO(text)) for text in (b"", b"\x1f", b"no archive")] == [0, 0, 0]


@pytest.mark.parametrize("cut", [1, 40, 200])
def test_a_torn_record_is_cut_off_before_the_next_is_written(tmp_path: Path, cut: int) -> None:
    torn = Archive(tmp_path, file_mb=1, total_mb=10)
    torn.add(capture("First."))
    torn.add(capture("Torn."))
    torn.close()
    (path,) = files(tmp_path)
    path.write_bytes(path.read_bytes()[:-cut])

    again = Archive(tmp_path, file_mb=1, total_mb=10)
    again.add(capture("Third."))
    again.close()

    assert files(tmp_path) == [path]
    assert [each.link.title for each in captures(tmp_path)] == ["夜航船"] * 2
    assert [b"First." in (each.page or page()).body for each in captures(tmp_path)] == [True, False]
    assert len(records(path)) > 5  # another tool reads on


def members(content: bytes) -> list[int]:
    """Return the sizes of the gzip members in *content*."""
    found = []
    while content:
        inflate = zlib.decompressobj(zlib.MAX_WBITS + 16)
        inflate.decompress(content)
        found.append(len(content) - len(inflate.unused_data))
        content = inflate.unused_data
    return found


def test_files_end_and_the_oldest_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "MEGABYTE", 2000)
    archive = Archive(tmp_path, file_mb=1, total_mb=4)
    for number in range(30):
        archive.add(capture(f"Number {number}."))
    archive.close()

    held = files(tmp_path)
    assert 1 < len(held) <= 5
    assert sum(path.stat().st_size for path in held) <= 4 * 2000
    bodies = [each.page.body for each in captures(tmp_path) if each.page]
    assert b"Number 29." in bodies[-1]
    assert not any(b"Number 0." in body for body in bodies)


def test_each_source_has_its_own_files(archive: Archive) -> None:
    archive.add(capture(source="daily"))
    archive.add(capture(source="harbour"))
    archive.add(capture(source=""))

    assert [path.parent.name for path in files(archive.root)] == ["_other", "daily", "harbour"]
    assert [path.parent.name for path in files(archive.root, "daily")] == ["daily"]


def test_a_file_of_another_tool_is_left_alone(archive: Archive) -> None:
    other = archive.root / "daily" / "z-crawl.warc.gz"
    other.parent.mkdir()
    other.write_bytes(b"theirs")

    archive.add(capture())
    assert other.read_bytes() == b"theirs"
    assert len(captures(archive.root)) == 1


def test_a_full_disk_is_one_line_and_tears_nothing(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.add(capture("First."))
    monkeypatch.setenv("NEWSSPIDER_FAILPOINT", "archive:1:ENOSPC")
    with pytest.raises(OutputError, match=r"cannot be written: .*; free some space"):
        archive.add(capture("Second."))

    monkeypatch.delenv("NEWSSPIDER_FAILPOINT")
    assert len(captures(archive.root)) == 1


def test_a_folder_in_the_way_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "archive").write_text("")
    archive = Archive(tmp_path / "archive", file_mb=1, total_mb=10)
    with pytest.raises(OutputError, match="cannot be written"):
        archive.add(capture())


def test_a_file_that_is_none_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.warc.gz"
    path.write_bytes(b"not a warc")
    with pytest.raises(ArchiveError, match=r"x\.warc\.gz: cannot be read on"):
        list(reader.places(path))


def test_a_record_inside_a_torn_page_is_not_taken_for_the_last_one(archive: Archive) -> None:
    archive.add(capture())
    (path,) = files(archive.root)
    whole = path.stat().st_size
    inner = gzip.compress(b"WARC/1.1\r\nWARC-Type: response\r\n\r\n\r\n")
    noise = random.Random(7).randbytes(60_000)  # does not pack: it stands in the file as it is
    archive.add(replace(capture(), page=replace(page(), body=noise + inner + noise)))
    torn = path.read_bytes()[: whole + 100_000]
    assert inner in torn

    path.write_bytes(torn)
    with path.open("rb") as file:
        assert whole_size(file) == whole


@pytest.mark.parametrize("gap", [b"\0" * 100, b"\x1f\x8b\x08" + b"\xff" * 50])
def test_what_stands_behind_damage_is_not_passed_over_in_silence(
    archive: Archive, gap: bytes
) -> None:
    archive.add(capture())
    archive.close()
    (path,) = files(archive.root)
    path.write_bytes(path.read_bytes() + gap + path.read_bytes())

    with pytest.raises(ArchiveError, match="cannot be read on"):
        list(reader.places(path))
