"""The smallest site that shows posts in a browser, for each generator; and how to build it."""

from dataclasses import dataclass
from importlib.resources import files

from newsspider.flavours.frontmatter import quoted

FLAVOURS = ("jekyll", "hugo", "eleventy", "astro", "pelican", "mkdocs", "zola")

# What betrays a generator: files of which any stands in its site's folder, the surest first.
SIGNS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("hugo", ("hugo.toml", "hugo.yaml", "hugo.json", "config/_default")),
    ("astro", ("astro.config.mjs", "astro.config.ts", "astro.config.js")),
    ("eleventy", (".eleventy.js", "eleventy.config.js", "eleventy.config.mjs",
                  "eleventy.config.cjs")),
    ("pelican", ("pelicanconf.py",)),
    ("mkdocs", ("mkdocs.yml", "mkdocs.yaml")),
    ("jekyll", ("_config.yml", "_config.yaml", "_posts")),
)  # fmt: skip

_BASE = '# base   = "//news.example"'  # as it stands in the profile
BUILD = {
    "jekyll": "jekyll serve",
    "hugo": "hugo server",
    "eleventy": "npx @11ty/eleventy --serve",
    "astro": "npm install && npx astro dev",
    "pelican": "pelican --autoreload --listen",
    "mkdocs": "mkdocs serve",
    "zola": "zola serve",
    "jsonl": "cat articles/*.jsonl",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file of a skeleton, relative to the site's folder."""

    path: str
    text: str


def skeleton(flavour: str) -> list[File]:
    """Return the files of a minimal site; none for jsonl."""
    if flavour not in FLAVOURS:
        return []
    text = _text(f"{flavour}.txt").replace("@STYLE@", "".join(_text("style.css").splitlines()))
    made = []
    for part in text.split("\n==== ")[1:]:
        path, _, body = part.partition("\n")
        made.append(File(path=path.strip(), text=body.rstrip("\n") + "\n"))
    return made


def profile(flavour: str, zone: str, base: str = "") -> str:
    """Return a commented newsspider.toml for *flavour*; *base* is a checked address, or empty."""
    text = _text("newsspider.toml").replace("@FLAVOUR@", flavour).replace("@ZONE@", zone)
    return text.replace(_BASE, f"base     = {quoted(base)}", 1) if base else text


def _text(name: str) -> str:
    return files("newsspider.flavours").joinpath("skeletons", name).read_text("utf-8")
