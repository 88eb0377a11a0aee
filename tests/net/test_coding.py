import gzip
import random
import zlib
from gzip import BadGzipFile

import brotli  # type: ignore[import-untyped]  # has no types
import pytest
from scrapy.exceptions import DownloadCancelledError, ResponseDataLossError

from newsspider.net.coding import unpacked

zstd = pytest.importorskip(
    "backports.zstd" if __import__("sys").version_info < (3, 14) else "compression.zstd"
)

NOISE = random.Random(1).randbytes(200_000)
TEXT = b"the same words again and again " * 20_000


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


PACKERS = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "raw": raw_deflate,
    "br": brotli.compress,
    "zstd": zstd.compress,
}


def coding(packer: str) -> str:
    return "deflate" if packer == "raw" else packer


@pytest.mark.parametrize("body", [b"", b"x", TEXT, NOISE], ids=["empty", "one", "text", "noise"])
@pytest.mark.parametrize("packer", PACKERS)
def test_a_whole_body_passes(packer: str, body: bytes) -> None:
    unpacked(PACKERS[packer](body), [coding(packer)], limit=1_000_000)


@pytest.mark.parametrize("body", [TEXT, NOISE], ids=["text", "noise"])
@pytest.mark.parametrize("packer", PACKERS)
def test_a_body_cut_anywhere_is_found_out(packer: str, body: bytes) -> None:
    packed = PACKERS[packer](body)
    cuts = {len(packed) - 1, len(packed) - 5, len(packed) // 2, 12}

    for cut in cuts:
        with pytest.raises(ResponseDataLossError):
            unpacked(packed[:cut], [coding(packer)], limit=1_000_000)


@pytest.mark.parametrize("packer", PACKERS)
def test_a_bomb_is_stopped(packer: str) -> None:
    with pytest.raises(DownloadCancelledError, match=r"larger than max size \(1000000\)"):
        unpacked(PACKERS[packer](bytes(50_000_000)), [coding(packer)], limit=1_000_000)


def test_a_second_gzip_member_that_is_cut_is_found_out() -> None:
    packed = gzip.compress(b"one") + gzip.compress(NOISE)

    unpacked(packed, ["gzip"], limit=0)
    with pytest.raises(ResponseDataLossError):
        unpacked(packed[:-100], ["gzip"], limit=0)


def test_two_layers_are_looked_through_and_three_refused() -> None:
    inner = gzip.compress(NOISE)

    unpacked(brotli.compress(inner), ["gzip", "br"], limit=0)
    with pytest.raises(ResponseDataLossError):
        unpacked(brotli.compress(inner[:-1]), ["gzip", "br"], limit=0)
    with pytest.raises(DownloadCancelledError, match="3 times"):
        unpacked(inner, ["gzip"] * 3, limit=0)


@pytest.mark.parametrize("name", ["gzip", "deflate", "br", "zstd", "compress"])
def test_what_is_not_packed_at_all_is_no_page(name: str) -> None:
    with pytest.raises(BadGzipFile):
        unpacked(b"<html>plain text, whatever the header says</html>", [name], limit=0)


def test_what_comes_out_is_the_page() -> None:
    assert unpacked(brotli.compress(gzip.compress(NOISE)), ["gzip", "br"], limit=0) == NOISE
