"""Planted secrets turn up nowhere, and a server's text cannot speak to the terminal."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from newsspider.text import redact
from tests.conftest import clean_environment
from tests.faults.pages import story
from tests.site.server import Answer, Asked, Site

PLANTED = {
    "proxy password": "pr0xy-p%40ss-1111",
    "proxy password, decoded": "pr0xy-p@ss-1111",
    "basic authorization": "dXNlcjpwcjB4eS1wQHNzLTExMTE=",
    "api key": "api-key-2222-abcdef",
    "token of the environment": "env-token-3333-abcdef",
    "database password": "db-pass-4444-abcdef",
    "webhook": "hook-5555-abcdef",
    "token in a URL": "url-token-6666-abcdef",
    "session in a path": "path-session-7777-abc",
    "feed key": "feed-key-8888-abcdef",
    "password in a URL": "url-pass-9999-abcdef",
    "cookie": "cookie-aaaa-abcdef",
    "token in a redirect": "redirect-bbbb-abcdef",
}
ENVIRONMENT = {
    "SITE_API_KEY": "api-key-2222-abcdef",
    "GITHUB_TOKEN": "env-token-3333-abcdef",
    "DATABASE_URL": "postgresql://news:db-pass-4444-abcdef@db/news",
    "NEWSSPIDER_LOG": "DEBUG",
}
HOST = "http://harbour.example"
FEED_KEY = PLANTED["feed key"]
WEBHOOK = PLANTED["webhook"]


def lay_out(site: Site, folder: Path) -> None:
    def told(asked: Asked) -> Answer:
        said = f"{PLANTED['api key']} {PLANTED['token of the environment']}"
        return Answer(status=500, headers={"Set-Cookie": f"id={PLANTED['cookie']}", "X-Said": said})

    site.answers |= {
        f"{HOST}/ok?token={PLANTED['token in a URL']}": Answer.html(
            story(), Set_Cookie=f"id={PLANTED['cookie']}; Path=/"
        ),
        f"{HOST}/s;jsessionid={PLANTED['session in a path']}": Answer.html(story(title="Another")),
        f"{HOST}/moved": Answer.redirect(f"ftp://x/?token={PLANTED['token in a redirect']}"),
        f"{HOST}/broken?access_token={PLANTED['token in a URL']}": told,
        f"{HOST}/feed.xml?api_key={FEED_KEY}": Answer(status=500),
    }
    (folder / "sources").mkdir()
    (folder / "sources/harbour.toml").write_text(
        f'name = "harbour"\nhome = "{HOST}/"\ndelay = 0\n[[discover]]\nkind = "feed"\n'
        f'url = "{HOST}/feed.xml?api_key={FEED_KEY}"\n'
    )
    (folder / "newsspider.toml").write_text(
        f'[crawl]\nwebhook = "https://hooks.example/{WEBHOOK}"\nalarm_after = 1\n'
    )


def test_a_dozen_planted_secrets_turn_up_nowhere(site: Site, tmp_path: Path) -> None:
    lay_out(site, tmp_path)
    proxy = f"http://user:{PLANTED['proxy password']}@{site.address}"
    environment = clean_environment(ENVIRONMENT | {"http_proxy": proxy, "https_proxy": proxy})
    urls = [
        f"{HOST}/ok?token={PLANTED['token in a URL']}",
        f"{HOST}/s;jsessionid={PLANTED['session in a path']}",
        f"{HOST}/moved",
        f"{HOST}/broken?access_token={PLANTED['token in a URL']}",
        f"http://me:{PLANTED['password in a URL']}@harbour.example/a",
    ]
    said = b""
    for words in (["fetch", *urls], ["crawl", "--all-due"], ["status"]):
        done = subprocess.run(
            [sys.executable, "-m", "newsspider", *words],
            cwd=tmp_path, env=environment, capture_output=True, timeout=120, check=False,
        )  # fmt: skip
        said += done.stdout + done.stderr
    posts = list((tmp_path / "output/_posts").iterdir())
    left = {
        str(path): path.read_bytes() for path in (tmp_path / "output").rglob("*") if path.is_file()
    }
    left["what was said"] = said

    assert len(posts) == 2
    assert b"DEBUG" in said
    found = {
        (name, place)
        for name, secret in PLANTED.items()
        for place, content in left.items()
        if secret.encode() in content
    }
    assert found == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("GET http://a:b@h/x", "GET http://[redacted]@h/x"),
        ("https://h/?a=1&token=abc&b=2", "https://h/?a=1&token=[redacted]&b=2"),
        ("https://h/?api_key=abc#x", "https://h/?api_key=[redacted]#x"),
        ("Authorization: Bearer abc.def", "Authorization: [redacted]"),
        ("{b'Cookie': [b'a=b']}", "{b'Cookie': [b'[redacted]']}"),
        ("a plain line: nothing = hidden", "a plain line: nothing = hidden"),
        ("the value hunter22 is here", "the value [redacted] is here"),
    ],
)
def test_secrets_are_taken_out_by_place_and_by_value(text: str, expected: str) -> None:
    assert redact.redacted(text, ("hunter22",)) == expected


def test_secret_variables_are_known_by_their_names() -> None:
    environment = {
        "API_KEY": "k" * 8,
        "PATH": "p" * 8,
        "https_proxy": "http://u:s3cret%21@g",
        "A_TOKEN": "x",
        "PWD": "/srv/site",
        "DB_PWD": "d" * 8,
    }

    found = redact.secrets_of(environment)

    assert {"k" * 8, "s3cret%21", "s3cret!", "d" * 8} <= set(found)
    assert "/srv/site" not in found
    assert "p" * 8 not in found
    assert "x" not in found


@pytest.mark.parametrize("char", ["\x1b", "\x07", "\x9b", "\u202e", "\x00", "\x7f", "\u2066"])
def test_no_control_character_reaches_a_terminal(char: str) -> None:
    assert redact.plain(f"a{char}[31mb\nc") == "a\ufffd[31mb\nc"
    assert json.loads(redact.escaped(json.dumps(f"a{char}b", ensure_ascii=False))) == f"a{char}b"
    assert char not in redact.escaped(json.dumps(f"a{char}b", ensure_ascii=False))
