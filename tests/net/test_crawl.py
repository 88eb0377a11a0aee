"""Real crawls in a process of their own against the loopback server."""

import datetime
import gzip
import json
import random
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import IPv4Address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.conftest import ROOT, clean_environment
from tests.site.server import Answer, Site

Ends = dict[str, dict[str, Any]]


def crawl(*urls: str, env: Mapping[str, str] | None = None, **settings: object) -> Ends:
    """Return how each URL ended in a crawl under the hardened settings."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.net.crawl", json.dumps(settings), *urls],
        capture_output=True,
        check=False,
        cwd=ROOT,
        encoding="utf-8",
        env=clean_environment(env),
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    ends: Ends = json.loads(done.stdout)
    assert set(ends) == set(urls), done.stderr  # no URL ends without a word
    return ends


def slugs(ends: Ends) -> set[str]:
    return {end.get("slug", "fine") for end in ends.values()}


def test_loopback_is_refused_in_every_spelling_and_by_name(site: Site) -> None:
    hosts = ["127.0.0.1", "127.1", "2130706433", "0x7f.1", "0177.0.0.1", "0.0.0.0", "localhost",
             "[::ffff:127.0.0.1]", "[::1]"]  # fmt: skip

    ends = crawl(*(f"http://{host}:{site.port}/" for host in hosts), ports=[site.port])

    assert slugs(ends) == {"blocked"}
    assert site.connections == 0


@pytest.mark.parametrize("resolver", ["CachingThreadedResolver", "CachingHostnameResolver"])
def test_a_name_is_refused_where_a_project_installs_another_resolver(
    site: Site, resolver: str
) -> None:
    url = f"http://localhost:{site.port}/"

    ends = crawl(url, ports=[site.port], TWISTED_DNS_RESOLVER=f"scrapy.resolver.{resolver}")

    assert ends[url]["message"].startswith("localhost leads to ")
    assert site.connections == 0


def test_an_allowed_address_is_reached_and_no_other_port_of_it(site: Site) -> None:
    site.answers["/"] = Answer.html("hello")
    with Site() as other:
        fine, refused = f"{site.url}/", f"{other.url}/"
        decimal = f"http://2130706433:{site.port}/"

        ends = crawl(fine, refused, decimal, NEWSSPIDER_ALLOW_ADDRESSES=[site.address])

        assert ends[fine]["status"] == ends[decimal]["status"] == 200
        assert ends[refused]["slug"] == "blocked"
        assert other.connections == 0


def test_no_redirect_leads_to_a_private_address(site: Site) -> None:
    with Site() as victim:
        targets = {
            "/literal": victim.url,
            "/decimal": f"http://2130706433:{victim.port}/",
            "/name": f"http://localhost:{victim.port}/",
            "/file": "file:///etc/passwd",
            "/data": "data:text/html,hello",
            "/userinfo": f"http://x@127.0.0.1:{site.port}/",
        }
        site.answers |= {path: Answer.redirect(target) for path, target in targets.items()}
        site.answers["/robots.txt"] = Answer.redirect(f"{victim.url}/robots.txt")

        ends = crawl(
            *(site.url + path for path in targets),
            NEWSSPIDER_ALLOW_ADDRESSES=[site.address],
            ports=[victim.port],
        )

        assert slugs(ends) == {"blocked"}
        assert victim.connections == 0


def test_through_a_proxy_a_name_needs_no_local_dns(site: Site) -> None:
    site.answers["http://demo.invalid/"] = Answer.html("hello")
    fine = "http://demo.invalid/"
    refused = ["http://127.0.0.1/", "http://0x7f000001/", "http://[::1]/", "http://localhost/",
               "http://10.0.0.1/", "http://169.254.169.254/latest/meta-data/",
               "http://demo.invalid:22/"]  # fmt: skip

    ends = crawl(fine, *refused, env=site.proxy_env())

    assert ends[fine] == {"status": 200, "size": 5}
    assert slugs({url: ends[url] for url in refused}) == {"blocked"}
    assert {asked.url for asked in site.requests if asked.proxied} == {fine, f"{fine}robots.txt"}


def test_a_proxy_known_by_name_is_exempt_also_for_tunnels(site: Site) -> None:
    site.answers["http://demo.invalid/"] = Answer.html("hello")
    proxy = f"http://localhost:{site.port}"

    ends = crawl(
        "http://demo.invalid/",
        "https://demo.invalid/",
        env={"http_proxy": proxy, "https_proxy": proxy},
    )

    assert ends["http://demo.invalid/"]["status"] == 200
    assert ends["https://demo.invalid/"]["slug"] == "proxy"
    assert ("CONNECT", "demo.invalid:443") in {
        (asked.method, asked.host) for asked in site.requests
    }


def test_the_proxy_itself_is_no_target(site: Site) -> None:
    url = f"http://localhost:{site.port}/"

    ends = crawl(url, env={"http_proxy": url, "no_proxy": "localhost"}, ports=[site.port])

    assert ends[url]["message"] == f"localhost:{site.port} is the proxy itself"
    assert site.connections == 0


def test_failures_say_what_happened(site: Site) -> None:
    page = gzip.compress(random.Random(1).randbytes(6000))
    packed = {"Content-Encoding": "gzip"}
    site.answers |= {
        "/cut-gzip": Answer(body=page[:3000], headers=packed),
        "/bomb": Answer(body=gzip.compress(bytes(20_000_000)), headers=packed),
        "/plain": Answer(body="not packed", headers=packed),
        "/short": Answer(body="abc", declared=10),
        "/hang-up": Answer(hang_up=True),
        "/junk": Answer(raw=b"lalala\r\n\r\n"),
        "/loop": Answer.redirect("/loop"),
        "/large": Answer(body=bytes(9_000_000)),
        "/gone": Answer(status=410),
        "/secret": Answer.html("no"),
        "/robots.txt": Answer(body="User-agent: *\nDisallow: /secret"),
    }
    expected = {
        "/cut-gzip": "truncated", "/bomb": "too-large", "/plain": "bad-encoding",
        "/short": "truncated", "/hang-up": "reset", "/junk": "protocol", "/loop": "redirects",
        "/large": "too-large", "/gone": "http-410",
        "/secret": "robots", "/missing": "http-404",
    }  # fmt: skip

    ends = crawl(
        *(site.url + path for path in expected),
        NEWSSPIDER_ALLOW_ADDRESSES=[site.address],
        RETRY_TIMES=1,
    )

    assert {url.removeprefix(site.url): end.get("slug") for url, end in ends.items()} == expected
    paths = site.paths()
    assert paths.count("/cut-gzip") == 2  # the cut may have been an accident
    assert "/secret" not in paths


def test_every_request_that_waits_for_robots_obeys_it(site: Site) -> None:
    site.answers["/robots.txt"] = Answer(body="User-agent: *\nDisallow: /", delay=0.3)

    ends = crawl(
        *(f"{site.url}/{number}" for number in range(8)),
        NEWSSPIDER_ALLOW_ADDRESSES=[site.address],
    )

    assert slugs(ends) == {"robots"}
    assert [asked.path for asked in site.requests] == ["/robots.txt"]


@pytest.mark.parametrize(("status", "slug"), [(503, "robots"), (404, "fine"), (403, "fine")])
def test_a_robots_file_that_cannot_be_had(site: Site, status: int, slug: str) -> None:
    site.answers["/robots.txt"] = Answer(status=status, body="User-agent: *\nDisallow: /")
    site.answers["/"] = Answer.html("hello")

    ends = crawl(f"{site.url}/", NEWSSPIDER_ALLOW_ADDRESSES=[site.address], RETRY_TIMES=0)

    assert slugs(ends) == {slug}


def test_a_server_that_takes_too_long_is_given_up(site: Site) -> None:
    site.answers["/slow"] = Answer(delay=4)
    url = f"{site.url}/slow"

    ends = crawl(url, NEWSSPIDER_ALLOW_ADDRESSES=[site.address], DOWNLOAD_TIMEOUT=2, RETRY_TIMES=0)

    assert ends[url]["message"] == f"no answer from {site.address} within 2 s"


def test_what_cannot_be_reached_is_told_apart(site: Site) -> None:
    refused = "http://127.0.0.1:1/"

    ends = crawl(
        refused,
        "http://no-such-host.invalid/",
        f"https://{site.address}/",
        NEWSSPIDER_ALLOW_ADDRESSES=["127.0.0.1:1", site.address],
        RETRY_TIMES=0,
    )

    assert ends[refused]["message"] == "connection refused by 127.0.0.1:1"
    assert ends["http://no-such-host.invalid/"]["slug"] == "dns"
    assert ends[f"https://{site.address}/"]["slug"] == "tls"


@pytest.fixture
def self_signed(tmp_path: Path) -> Iterator[ThreadingHTTPServer]:
    """An https server on loopback whose certificate nobody trusts."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    alternative = x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))])
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(alternative, critical=False)
        .sign(key, hashes.SHA256())
    )
    pem, plain = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    file = tmp_path / "server.pem"
    file.write_bytes(
        key.private_bytes(pem, plain, serialization.NoEncryption()) + certificate.public_bytes(pem)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # the client hangs up
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def test_a_certificate_that_nobody_trusts_is_refused(self_signed: ThreadingHTTPServer) -> None:
    address = f"127.0.0.1:{self_signed.server_address[1]}"

    ends = crawl(f"https://{address}/", NEWSSPIDER_ALLOW_ADDRESSES=[address], RETRY_TIMES=0)

    assert ends[f"https://{address}/"] == {
        "slug": "tls",
        "message": "the certificate of 127.0.0.1 cannot be trusted",
        "outcome": "failed",
    }


def test_a_busy_host_is_asked_once(site: Site) -> None:
    site.answers["/busy"] = Answer(status=429, headers={"Retry-After": "600"})

    ends = crawl(site.url + "/busy", NEWSSPIDER_ALLOW_ADDRESSES=[site.address])

    assert ends[site.url + "/busy"].get("slug") == "http-429"
    assert site.paths().count("/busy") == 1  # it asked us to wait


def test_nothing_else_in_the_process_opens_a_connection(site: Site) -> None:
    site.answers["/"] = Answer.html("hello", Set_Cookie="a=b; Domain=news.example")
    url = f"{site.url}/"

    ends = crawl(url, NEWSSPIDER_ALLOW_ADDRESSES=[site.address], COOKIES_ENABLED=True, watch=True)

    assert ends[url]["reached"] == [["127.0.0.1", site.port]]
