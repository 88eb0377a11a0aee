"""Put articles into a site: as newsspider renders them, or as a naive script would."""

import json
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from newsspider import flavours
from tests.builds.cases import Case, lines
from tests.builds.generators import Generator

PROFILE = """[site]
flavour = "{flavour}"
timezone = "Asia/Shanghai"
base = "//news.example"
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """What ``newsspider render`` said: its exit code and the lines of both outputs."""

    code: int
    paths: tuple[str, ...]
    complaints: str
    seconds: float


def rendered_by_all(names: Sequence[str], cases: Sequence[Case], root: Path) -> None:
    """Render *cases* in every flavour with one command, and keep what it said beside them."""
    root.mkdir(parents=True, exist_ok=True)
    listed = ", ".join(f'"{name}"' for name in names)
    (root / "newsspider.toml").write_text(
        PROFILE.format(flavour="F").replace('"F"', f"[{listed}]"), "utf-8"
    )
    (root / "articles.jsonl").write_text(lines(tuple(cases)), "utf-8")
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "newsspider", "render", "--articles", "articles.jsonl",
         "--out", "sites"],
        cwd=root, capture_output=True, encoding="utf-8", errors="replace", check=False, timeout=300,
    )  # fmt: skip
    said = {"code": done.returncode, "out": done.stdout, "err": done.stderr}
    said["seconds"] = time.monotonic() - started
    (root / "said.json").write_text(json.dumps(said), "utf-8")


def taken(generator: Generator, made: Path, root: Path) -> Rendered:
    """Copy the posts of *generator*'s flavour into the site in *root*."""
    shutil.copytree(made / "sites" / generator.flavour, root, dirs_exist_ok=True)
    said = json.loads((made / "said.json").read_text("utf-8"))
    mine = f"sites/{generator.flavour}/"
    paths = (path for path in said["out"].split("\n") if path.startswith(mine))
    complaints = (
        line
        for line in said["err"].splitlines()
        if ": note: " not in line and (f": {generator.flavour}: " in line or is_of_all(line))
    )
    return Rendered(
        code=said["code"],
        paths=tuple(path.removeprefix(mine) for path in paths),
        complaints="\n".join(complaints),
        seconds=said["seconds"],
    )


def is_of_all(line: str) -> bool:
    """Tell whether a complaint is about an article that no flavour could take."""
    return not any(f": {name}: " in line for name in flavours.names())


def rendered(generator: Generator, cases: Sequence[Case], root: Path) -> Rendered:
    """Render *cases* into the site in *root* with the command that a user has."""
    started = time.monotonic()
    beside = root.parent / f"{root.name}-profile"
    beside.mkdir(exist_ok=True)
    (beside / "newsspider.toml").write_text(PROFILE.format(flavour=generator.flavour), "utf-8")
    (beside / "articles.jsonl").write_text(lines(tuple(cases)), "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "newsspider", "render", "--flavour", generator.flavour,
         "--articles", "articles.jsonl", "--out", str(root)],
        cwd=beside, capture_output=True, encoding="utf-8", errors="replace", check=False, timeout=300,
    )  # fmt: skip
    return Rendered(
        code=done.returncode,
        paths=tuple(done.stdout.split("\n")[:-1]),
        complaints=done.stderr,
        seconds=time.monotonic() - started,
    )


def naive(generator: Generator, cases: Sequence[Case], root: Path) -> None:
    """Write *cases* as one f-string each, the body as scraped."""
    folder = root / generator.posts
    folder.mkdir(parents=True, exist_ok=True)
    for case in cases:
        name, content = _naive(generator.name, case)
        (folder / name).write_text(content, "utf-8", errors="replace", newline="")


def _naive(generator: str, case: Case) -> tuple[str, str]:
    given = case.article
    title, date, source = (given.get(key, "") for key in ("title", "date", "source"))
    category = re.sub(r"\W+", "", str(source))[:40].lower()
    # Its author did look at the names of files: only what a path cannot hold is replaced.
    name = re.sub(r"[/\x00-\x20\ud800-\udfff]+", "-", str(given.get("id") or case.name))[:60]
    body = given.get("html", "")
    tail = (
        f"\n\n<{given.get('url', '')}>\n\n"
        f"[返回{source}](//news.example/category/x.html)｜[返回首页](//news.example/)"
    )
    head = f'---\nlayout: post\ntitle: "{title}"\ndate: {date}\ncategories: {category}\ntags: ["{source}"]\n'
    if generator == "pelican":
        head = f"Title: {title}\nDate: {date}\nCategory: {category}\nTags: {source}\n"
        return f"{str(date)[:10].replace('/', '-')}-{name}.md", f"{head}\n{body}{tail}"
    if generator == "zola":
        head = f'+++\ntitle = "{title}"\ndate = {date}\n[taxonomies]\ntags = ["{source}"]\n+++\n'
        return f"{name}.md", f"{head}\n{body}{tail}"
    day = re.sub(r"[/\x00-\x20]", "-", str(date)[:10]) or "2022-01-31"
    return f"{day}-{name}.md", f"{head}---\n{body}{tail}"
