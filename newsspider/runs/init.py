"""Write a site's first files: never over one that is there."""

from pathlib import Path

from newsspider.flavours import skeleton
from newsspider.outbox import Outbox

PROFILE = "newsspider.toml"


def detect(folder: Path) -> str:
    """Return the generator of the site in *folder*, or an empty text."""
    for flavour, signs in skeleton.SIGNS:
        if any((folder / sign).exists() for sign in signs):
            return flavour
    config = folder / "config.toml"
    if config.is_file():
        text = config.read_text("utf-8", "replace")
        return "zola" if "base_url" in text else "hugo" if "baseurl" in text.lower() else ""
    return ""


def write(
    folder: Path, flavour: str, zone: str, *, base: str = "", site: bool
) -> tuple[list[str], list[str]]:
    """Write the profile, and with *site* the skeleton; return what was written and what was there.

    Raises OutputError where the folder cannot be written.
    """
    wanted = [skeleton.File(path=PROFILE, text=skeleton.profile(flavour, zone, base))]
    wanted += skeleton.skeleton(flavour) if site else []
    outbox = Outbox(folder)
    written, kept = [], []
    for file in wanted:
        if (folder / file.path).exists():
            kept.append(file.path)
            continue
        outbox.replace(file.path, file.text.encode())
        written.append(file.path)
    return written, kept
