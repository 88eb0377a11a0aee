"""Who is told what, and when: a webhook and a local command, once at the start and at the end."""

import json

import pytest

from newsspider.runs.conductor import AT_ONCE
from tests.run.storm import HOST, SOURCE, Storm, answers
from tests.run.zygote import Ended
from tests.site.server import Answer, Asked

pytestmark = pytest.mark.slow

HOOK = "http://hooks.example/news"
PROFILE = f"""[crawl]
alarm_after = 2
webhook = "{HOOK}"
command = ["sh", "-c", "cat >> mail.txt"]
"""


class Told:
    """A working folder whose alerts are collected."""

    def __init__(self, storm: Storm, profile: str = PROFILE) -> None:
        self.storm = storm
        self.folder = storm.folder()
        (self.folder / "newsspider.toml").write_text(profile, "utf-8")
        self.hook: list[dict[str, object]] = []
        self.status = 200

    def answer(self, asked: Asked) -> Answer:
        assert (asked.method, asked.headers["Content-Type"]) == ("POST", "application/json")
        said = json.loads(asked.body)
        assert said["version"] == 1
        self.hook += said["alerts"]
        return Answer(status=self.status)

    def crawl(self, *, works: bool, flags: tuple[str, ...] = ()) -> Ended:
        """Run once, with a site whose feed is there or not; the webhook always listens."""
        pages = dict(answers()) if works else {"/feed.xml": Answer(status=404)}
        self.storm.site.answers = {**pages, HOOK: self.answer}
        return self.storm.zygote.run("crawl", "--all-due", *flags, cwd=self.folder)

    def mail(self) -> list[str]:
        """Return the lines that the command was given."""
        file = self.folder / "mail.txt"
        return file.read_text("utf-8").splitlines() if file.exists() else []


@pytest.fixture
def told(storm: Storm) -> Told:
    return Told(storm)


def test_a_flap_is_quiet_and_an_alarm_is_told_once_when_it_begins_and_once_when_it_ends(
    told: Told,
) -> None:
    stages = []
    for works in (True, False, True, False, False, False, True, True):
        told.crawl(works=works)
        stages.append((len(told.hook), len(told.mail())))

    assert stages == [(0, 0), (0, 0), (0, 0), (0, 0), (1, 1), (1, 1), (2, 2), (2, 2)]
    assert [alert["state"] for alert in told.hook] == ["begins", "ends"]
    assert {(alert["source"], alert["kind"]) for alert in told.hook} == {("mine", "lists")}
    assert told.mail()[0].startswith("mine: alarm: no list could be had: " + HOST)
    assert told.mail()[1].startswith("mine: over: no list could be had: ")


@pytest.mark.parametrize(
    ("fail_on", "codes"),
    [("error", [1, 1, 1]), ("alarm", [0, 1, 0]), ("never", [0, 0, 0])],
)
def test_what_makes_the_code_1(told: Told, fail_on: str, codes: list[int]) -> None:
    ends = [told.crawl(works=False, flags=("--fail-on", fail_on)) for _ in codes]

    assert [end.code for end in ends] == codes
    assert "mine: alarm: no list could be had" in ends[1].stderr
    assert "alarm" not in ends[0].stderr + ends[2].stderr


def test_who_does_not_listen_breaks_no_run_and_is_told_by_the_next(storm: Storm) -> None:
    profile = PROFILE.replace('"sh", "-c", "cat >> mail.txt"', '"no-such-mailer"')
    told = Told(storm, profile)
    told.status = 500

    ends = [told.crawl(works=False, flags=("--fail-on", "never")) for _ in range(2)]

    assert [end.code for end in ends] == [0, 0]
    assert ends[1].stderr.splitlines()[-2:] == [
        "[crawl] webhook: the server answered 500; it will be told by the next run",
        (
            "[crawl] command: no-such-mailer cannot be run (No such file or directory); "
            "it will be told by the next run"
        ),
    ]
    told.status = 200
    told.hook.clear()
    (told.folder / "newsspider.toml").write_text(PROFILE, "utf-8")
    for _ in range(2):
        assert told.crawl(works=False, flags=("--fail-on", "never")).code == 0
    assert [alert["state"] for alert in told.hook] == ["begins"]
    assert len(told.mail()) == 1


def test_a_source_that_a_deadline_kept_from_its_turn_is_not_broken_and_comes_first(
    storm: Storm,
) -> None:
    folder = storm.folder()
    names = [f"s{number:02}" for number in range(20)]
    for name in names:
        text = SOURCE.replace('"mine"', f'"{name}"').replace("wire.example", f"{name}.example")
        (folder / "sources" / f"{name}.toml").write_text(text, "utf-8")
    (folder / "sources" / "mine.toml").unlink()
    storm.site.answers = {"/feed.xml": Answer(status=404, delay=0.8)}

    done = storm.zygote.run("crawl", "--all-due", "--deadline", "0.02", cwd=folder)

    broken = {line.partition(":")[0] for line in done.stderr.splitlines()}
    (file,) = (folder / "output/.newsspider/reports").glob("*.json")
    report = json.loads(file.read_text("utf-8"))
    waiting = {each["source"] for each in report["sources"] if "not begun" in str(each["troubles"])}
    assert report["end"] == "deadline"
    assert waiting
    assert not waiting & broken
    asked = len(storm.site.requests)
    storm.site.answers = {}
    assert storm.zygote.run("crawl", "--all-due", cwd=folder).code == 1  # no feed anywhere
    hosts = [request.host.partition(".")[0] for request in storm.site.requests[asked:]]
    begun = list(dict.fromkeys(hosts))  # whoever starts beside the last of them may ask before it
    assert waiting <= set(begun[: len(waiting) + AT_ONCE])
