"""The harness itself: what every end-to-end test relies on."""

import sys
from http.client import HTTPConnection
from pathlib import Path

from tests.conftest import RunNewsspider, clean_environment
from tests.site.server import Answer, Asked, Site


def ask(site: Site, target: str, **headers: str) -> tuple[int, str]:
    connection = HTTPConnection("127.0.0.1", site.port, timeout=5)
    connection.request("GET", target, headers=headers)
    response = connection.getresponse()
    body = response.read().decode()
    connection.close()
    return response.status, body


def test_a_route_of_one_host_wins_over_that_of_every_host(site: Site) -> None:
    site.answers |= {"/a?b=c": Answer.html("any"), "http://demo.example/a?b=c": Answer.html("demo")}

    assert ask(site, "/a?b=c") == (200, "any")
    assert ask(site, "http://demo.example/a?b=c", Host="demo.example") == (200, "demo")
    assert ask(site, "/a?b=c", Host="demo.example") == (200, "demo")
    assert ask(site, "/a") == (404, "not here")
    assert [asked.proxied for asked in site.requests] == [False, True, False, False]


def test_routes_may_take_turns_or_compute(site: Site) -> None:
    def echo(asked: Asked) -> Answer:
        return Answer.html(asked.headers["X-Word"])

    site.answers |= {"/turns": [Answer(status=500), Answer.html("fine")], "/echo": echo}

    assert [ask(site, "/turns")[0] for _ in range(3)] == [500, 200, 200]
    assert ask(site, "/echo", **{"X-Word": "hello"}) == (200, "hello")
    assert site.paths() == ["/turns", "/turns", "/turns", "/echo"]


def test_the_command_runs_without_this_process_s_settings() -> None:
    kept = clean_environment({"http_proxy": "http://127.0.0.1:1"})

    assert kept["http_proxy"] == "http://127.0.0.1:1"
    assert not {name for name in kept if name.lower() in {"https_proxy", "no_proxy", "no_color"}}


def test_the_command_s_output_and_code_come_back(
    run_newsspider: RunNewsspider, tmp_path: Path
) -> None:
    package = tmp_path / "newsspider"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "__main__.py").write_text("import sys; print(sys.argv[1:], input()); sys.exit(3)")

    done = run_newsspider("fetch", "-", stdin="line", env={"PYTHONPATH": str(tmp_path)})

    assert (done.returncode, done.stdout) == (3, "['fetch', '-'] line\n")
    assert sys.executable in done.args
