"""What a site's own configuration says of its address and its time zone; pure but for reading."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_YAML = re.compile(r"(?P<key>\w+):[ \t]+(?:\"(?P<a>[^\"]*)\"|'(?P<b>[^']*)'|(?P<c>[^#\s]+))")


@dataclass(frozen=True, slots=True)
class Keys:
    """The files of a generator, the first found counts, and its keys in lower case."""

    files: tuple[str, ...]
    address: str
    path: str = ""  # of the site under the address
    zone: str = ""


_HUGO = ("hugo.toml", "hugo.yaml", "config.toml", "config/_default/hugo.toml",
         "config/_default/config.toml")  # fmt: skip
_KEYS = {
    "jekyll": Keys(("_config.yml", "_config.yaml"), "url", "baseurl", "timezone"),
    "hugo": Keys(_HUGO, "baseurl", "", "timezone"),
    "zola": Keys(("config.toml",), "base_url"),
    "mkdocs": Keys(("mkdocs.yml", "mkdocs.yaml"), "site_url"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """The base address and the zone, empty where they are not set, and the file that says so."""

    base: str = ""
    zone: str = ""
    file: str = ""


def declared(folder: Path, flavour: str) -> Declared:
    """Return what the site of *flavour* in *folder* says; nothing where its file does not read."""
    keys = _KEYS.get(flavour)
    for name in keys.files if keys else ():
        path = folder / name
        if keys and path.is_file():
            found = _read(path)
            base = found.get(keys.address, "").rstrip("/")
            if base and keys.path:
                base += "/" + found.get(keys.path, "").strip("/")
            return Declared(base=base.rstrip("/"), zone=found.get(keys.zone, ""), file=name)
    return Declared()


def _read(path: Path) -> Mapping[str, str]:
    """Return the texts at the top of a TOML or YAML file by their keys in lower case."""
    try:
        text = path.read_text("utf-8")
        if path.suffix == ".toml":
            rows = tomllib.loads(text).items()
            return {key.lower(): value for key, value in rows if isinstance(value, str)}
    except (OSError, ValueError):  # the generator itself will say so
        return {}
    rows_of_yaml = (_YAML.match(line) for line in text.splitlines())
    return {
        row["key"].lower(): row["a"] or row["b"] or row["c"] or "" for row in rows_of_yaml if row
    }
