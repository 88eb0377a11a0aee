"""newsspider init: a profile, and the smallest site that shows posts."""

import argparse
import sys
from pathlib import Path

from newsspider.errors import ConfigError

DESCRIPTION = """\
Write newsspider.toml, with a comment for every key, and a minimal site around it.

In the folder of a site that is there already, its generator is found and only the
profile is written. A file that is there is never touched."""

EXAMPLES = """\
examples:
  newsspider init site                     a Jekyll site in site/
  newsspider init --flavour hugo site      a Hugo site
  cd my-site && newsspider init .          the profile for a site of your own"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the flags of this command."""
    parser.add_argument("dir", type=Path, nargs="?", default=Path(), metavar="DIR")
    parser.add_argument("--flavour", metavar="F", help="static-site generator (default: found)")
    parser.add_argument("--timezone", default="Asia/Shanghai", metavar="ZONE")


def run(arguments: argparse.Namespace) -> int:
    """Write, say what, and return the exit code."""
    from newsspider import flavours
    from newsspider.flavours import skeleton
    from newsspider.flavours.profile import SiteTable, site
    from newsspider.runs import init

    folder = arguments.dir
    if folder.exists() and not folder.is_dir():
        raise ConfigError(f"{folder}: is no folder")
    found = init.detect(folder)
    flavour = arguments.flavour or found or "jekyll"
    flavours.load(flavour)
    site(
        SiteTable(timezone=arguments.timezone),
        lambda key, why: ConfigError(f"--{key}: {why}"),
    )
    written, kept = init.write(folder, flavour, arguments.timezone, site=not found)
    for path in written:
        print(folder / path)
    for path in kept:
        print(f"{folder / path}: is there, left as it is", file=sys.stderr)
    if found:
        other = f" (but --flavour says {flavour})" if flavour != found else ""
        print(f"found a site of {found}{other}", file=sys.stderr)
    print(
        f"next:\n  cd {folder}\n  newsspider fetch URL\n  {skeleton.BUILD[flavour]}",
        file=sys.stderr,
    )
    return 0
