"""Faults of the wire: connections, time, lengths, statuses, redirects, codings, headers."""

import asyncio
import gzip
import random
import sys
import zlib
from typing import Any

import brotli  # type: ignore[import-untyped]  # has no types

from tests.faults.pages import story
from tests.faults.server import Raw, Talk

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

PAGE = story()
PACKED = gzip.compress(PAGE.encode())
HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
SLOW = 0.2  # seconds between the drips
FOREVER = 600


def raw(*pieces: str | bytes) -> Raw:
    async def send(talk: Talk) -> None:
        await talk.send(*pieces)

    return send


def answer(body: str | bytes = PAGE, status: str = "200 OK", **headers: str) -> Raw:
    async def send(talk: Talk) -> None:
        await talk.answer(body, status, **headers)

    return send


def redirect(to: str) -> Raw:
    """Redirect to *to*, in which VICTIM and SELF stand for addresses."""

    async def send(talk: Talk) -> None:
        place = to.replace("VICTIM", talk.server.victim).replace("SELF", talk.url(talk.fault))
        place = place.replace("PORT", str(talk.server.port))
        await talk.answer("", "302 Found", Location=place)

    return send


async def nothing(talk: Talk) -> None:
    await asyncio.sleep(FOREVER)


async def drip_head(talk: Talk) -> None:
    await talk.send(HEAD)
    for number in range(FOREVER):
        await talk.send(f"X-{number}: y\r\n", pause=SLOW)


async def drip_body(talk: Talk) -> None:
    await talk.send(HEAD + "Content-Length: 5000\r\n\r\n")
    for _ in range(FOREVER):
        await talk.send("x", pause=SLOW)


async def stall(talk: Talk) -> None:
    await talk.send(HEAD + "Content-Length: 5000\r\n\r\n" + PAGE[:1000])
    await asyncio.sleep(FOREVER)


async def interim(talk: Talk) -> None:
    while True:
        await talk.send("HTTP/1.1 100 Continue\r\n\r\n" * 100, pause=0.001)


async def endless(talk: Talk) -> None:
    await talk.send(HEAD + "\r\n")
    while True:
        await talk.send(b"<p>more and more</p>" * 5000)


async def endless_redirects(talk: Talk) -> None:
    number = int(talk.path.strip("/") or 0)
    await talk.answer("", "302 Found", Location=f"/{number + 1}")


async def circle(talk: Talk) -> None:
    await talk.answer("", "302 Found", Location="/b" if talk.path != "/b" else "/")


async def flapping(talk: Talk) -> None:
    if talk.server.asked[talk.fault, talk.path] < 3:
        await talk.answer("busy", "502 Bad Gateway")
    else:
        await talk.answer(PAGE)


async def chunks(talk: Talk, *, whole: bool = False) -> None:
    await talk.send(HEAD + "Transfer-Encoding: chunked\r\n\r\n")
    half = PAGE[:1500].encode()
    await talk.send(f"{len(half):x}\r\n".encode() + half + b"\r\n" + b"0\r\n\r\n" * whole)


def bomb(coding: str) -> Raw:
    pack: Any = {"gzip": gzip, "deflate": zlib, "br": brotli, "zstd": zstd}[coding]
    quick = {"quality": 1} if coding == "br" else {"level": 1} if coding == "zstd" else {}

    async def send(talk: Talk) -> None:
        await talk.answer(pack.compress(bytes(60 * 1024 * 1024), **quick), Content_Encoding=coding)

    return send


async def many_headers(talk: Talk) -> None:
    await talk.send(HEAD, *(f"X-{n}: {'y' * 20}\r\n" for n in range(60_000)), "\r\n", PAGE)


async def cookies(talk: Talk) -> None:
    lines = "".join(f"Set-Cookie: c{n}={'x' * 100}\r\n" for n in range(300))
    if talk.path == "/":
        await talk.send(
            f"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: /next\r\n{lines}\r\n"
        )
    else:
        await talk.answer(PAGE if "cookie:" not in talk.head.lower() else "told")


NOISE = random.Random(1).randbytes(9 * 1024 * 1024)
FAILED, REJECTED, POSTED, GONE = "failed", "rejected", "posted", "gone"

# name: (what the server does, how the address ends, by which reason)
FAULTS: dict[str, tuple[Raw, str, str]] = {
    "reset": (raw(), FAILED, "reset"),
    "junk": (raw("lalala\r\n\r\n"), FAILED, "protocol"),
    "http-0.9": (raw(PAGE), FAILED, "*"),
    "bad-chunk": (raw(HEAD + "Transfer-Encoding: chunked\r\n\r\nzz\r\nxx\r\n"), FAILED, "*"),
    "bad-length": (raw(HEAD + "Content-Length: -5\r\n\r\n" + PAGE), FAILED, "*"),
    "two-lengths": (
        raw(HEAD + "Content-Length: 5\r\nContent-Length: 9\r\n\r\n" + PAGE), FAILED, "*"),
    "hang": (nothing, FAILED, "timeout"),
    "drip-headers": (drip_head, FAILED, "timeout"),
    "drip-body": (drip_body, FAILED, "timeout"),
    "stall": (stall, FAILED, "timeout"),
    "interim-flood": (interim, FAILED, "too-large"),
    "endless-body": (endless, FAILED, "too-large"),
    "cut-length": (raw(f"{HEAD}Content-Length: 99999\r\n\r\n{PAGE}"), FAILED, "truncated"),
    "cut-chunks": (chunks, FAILED, "truncated"),
    "cut-gzip": (answer(PACKED[:-40], Content_Encoding="gzip"), FAILED, "truncated"),
    "cut-br": (
        answer(brotli.compress(PAGE.encode())[:-9], Content_Encoding="br"), FAILED, "truncated"),
    "surplus-bytes": (
        raw(f"{HEAD}Content-Length: {len(PAGE)}\r\n\r\n{PAGE}", "HTTP/1.1 200 OK\r\n\r\nforged"),
        POSTED, ""),
    "flapping-502": (flapping, POSTED, ""),
    "status-500": (answer("x", "500 Oops"), FAILED, "http-500"),
    "status-403": (answer(PAGE, "403 Forbidden"), FAILED, "http-403"),
    "status-404": (answer(PAGE, "404 Not Found"), FAILED, "http-404"),
    "status-410": (answer(PAGE, "410 Gone"), GONE, "http-410"),
    "status-451": (answer(PAGE, "451 Unavailable"), FAILED, "http-451"),
    "status-429-huge": (
        answer("x", "429 Too Many", Retry_After="999999999"), "deferred", "http-429"),
    "status-429-junk": (answer("x", "429 Too Many", Retry_After="soon"), "deferred", "http-429"),
    "status-503-date": (
        answer("x", "503 Busy", Retry_After="Fri, 31 Dec 2099 23:59:59 GMT"), "deferred",
        "http-503"),
    "status-304-unasked": (answer("", "304 Not Modified"), FAILED, "http-304"),
    "status-206-unasked": (answer(PAGE, "206 Partial Content"), FAILED, "http-206"),
    "status-204": (raw("HTTP/1.1 204 No Content\r\n\r\n"), FAILED, "http-204"),
    "empty-200": (answer(""), REJECTED, "empty"),
    "redirect-to-itself": (redirect("SELF"), FAILED, "redirects"),
    "redirect-circle": (circle, FAILED, "redirects"),
    "redirect-endless": (endless_redirects, FAILED, "redirects"),
    "redirect-nowhere": (redirect(""), FAILED, "*"),
    "redirect-file": (redirect("file:///etc/passwd"), REJECTED, "blocked"),
    "redirect-data": (redirect("data:text/html,hello"), REJECTED, "blocked"),
    "redirect-ftp": (redirect("ftp://harbour.example/a"), REJECTED, "blocked"),
    "redirect-private": (redirect("VICTIM"), REJECTED, "blocked"),
    "redirect-decimal": (redirect("http://2130706433:PORT/"), REJECTED, "blocked"),
    "redirect-octal": (redirect("http://0177.0.0.1:PORT/"), REJECTED, "blocked"),
    "redirect-mapped": (redirect("http://[::ffff:127.0.0.1]:PORT/"), REJECTED, "blocked"),
    "redirect-name": (redirect("http://localhost:PORT/"), REJECTED, "blocked"),
    "redirect-userinfo": (redirect("http://a:b@127.0.0.1:PORT/"), REJECTED, "blocked"),
    "redirect-ssh": (redirect("http://harbour.example:22/"), REJECTED, "blocked"),
    "bomb-gzip": (bomb("gzip"), FAILED, "too-large"),
    "bomb-deflate": (bomb("deflate"), FAILED, "too-large"),
    "bomb-br": (bomb("br"), FAILED, "too-large"),
    "bomb-zstd": (bomb("zstd"), FAILED, "too-large"),
    "three-layers": (
        answer(gzip.compress(gzip.compress(PACKED)), Content_Encoding="gzip, gzip, gzip"),
        FAILED, "too-large"),
    "two-layers": (
        answer(gzip.compress(PACKED), Content_Encoding="gzip, gzip"), POSTED, ""),
    "not-packed": (answer(PAGE, Content_Encoding="gzip"), FAILED, "bad-encoding"),
    "unknown-coding": (answer(PAGE, Content_Encoding="lzma"), FAILED, "bad-encoding"),
    "ten-gigabytes": (raw(HEAD + "Content-Length: 10000000000\r\n\r\n"), FAILED, "too-large"),
    "nine-megabytes": (answer(NOISE), FAILED, "too-large"),
    "many-headers": (many_headers, FAILED, "too-large"),
    "cookie-bomb": (cookies, POSTED, ""),
    "robots-forbids": (
        answer("User-agent: *\nDisallow: /", kind="text/plain"), REJECTED, "robots"),
    "robots-503": (answer("x", "503 Busy"), REJECTED, "robots"),
    "robots-loop": (redirect("SELF"), FAILED, "*"),
}  # fmt: skip
