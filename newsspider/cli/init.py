"""newsspider init: a profile, and the smallest site that shows posts."""

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from newsspider.errors import ConfigError

if TYPE_CHECKING:
    from newsspider.runs.declared import Declared

DESCRIPTION = """\
Write newsspider.toml, with a comment for every key, and a minimal site around it.

In the folder of a site that is there already, its generator is found and only the
profile is written, with the address and the time zone that the site's own configuration
gives. A file that is there is never touched."""

EXAMPLES = """\
examples:
  newsspider init site                     a Jekyll site in site/
  newsspider init --flavour hugo site      a Hugo site
  cd my-site && newsspider init .          the profile for a site of your own"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the flags of this command."""
    parser.add_argument("dir", type=Path, nargs="?", default=Path(), metavar="DIR")
    parser.add_argument("--flavour", metavar="F", help="static-site generator (default: found)")
    parser.add_argument(
        "--timezone",
        metavar="ZONE",
        help="of the posts' dates (default: the site's, or Asia/Shanghai)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Write, say what, and return the exit code."""
    from newsspider import flavours
    from newsspider.flavours import skeleton
    from newsspider.flavours.profile import SiteTable, site
    from newsspider.runs import init
    from newsspider.runs.declared import Declared, declared

    folder = arguments.dir
    if folder.exists() and not folder.is_dir():
        raise ConfigError(f"{folder}: is no folder")
    found = init.detect(folder)
    flavour = arguments.flavour or found or "jekyll"
    flavours.load(flavour)
    if arguments.timezone:
        site(
            SiteTable(timezone=arguments.timezone),
            lambda key, why: ConfigError(f"--{key}: {why}"),
        )
    said = _usable(declared(folder, found)) if found else Declared()
    zone = arguments.timezone or said.zone or "Asia/Shanghai"
    written, kept = init.write(folder, flavour, zone, base=said.base, site=not found)
    for path in written:
        print(folder / path)
    for path in kept:
        print(f"{folder / path}: is there, left as it is", file=sys.stderr)
    if found:
        other = f" (but --flavour says {flavour})" if flavour != found else ""
        print(f"found a site of {found}{other}", file=sys.stderr)
        for key, value in (("base", said.base), ("timezone", said.zone)):
            if value and init.PROFILE in written and (key == "base" or value == zone):
                print(f"{key} {value}: from {said.file}", file=sys.stderr)
    print(
        f"next:\n  cd {folder}\n  newsspider fetch URL\n  {skeleton.BUILD[flavour]}",
        file=sys.stderr,
    )
    return 0


def _usable(said: "Declared") -> "Declared":
    """Return *said* without what a profile cannot hold, and say what that was."""
    from newsspider.flavours.profile import SiteTable, site

    for key, table in (
        ("base", SiteTable(base=said.base)),
        ("zone", SiteTable(timezone=said.zone or "UTC")),
    ):
        try:
            site(table, lambda _, why: ConfigError(why))
        except ConfigError as error:
            print(f"{said.file}: left out: {error}", file=sys.stderr)
            said = replace(said, **{key: ""})
    return said
