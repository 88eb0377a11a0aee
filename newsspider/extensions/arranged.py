"""Which flavour has the output folder itself, and which a folder under it."""

from dataclasses import replace

from newsspider.errors import ConfigError
from newsspider.flavours.site import Site
from newsspider.ledger import Ledger, tombstones
from newsspider.options import Options

FLAVOUR = "flavour"  # the ledger's mark: whose posts lie in the output folder itself


def arranged(chosen: Options, ledger: Ledger) -> Site:
    """Return the profile with that flavour first whose posts lie in the output folder already.

    Raises ConfigError where the folder holds posts of a flavour that is not asked for.
    """
    site = chosen.site
    there = tombstones.marked(ledger, FLAVOUR)
    if not there or there == site.flavour:
        return site
    if there in site.flavours:
        return replace(site, flavour=there)
    wanted = ", ".join(f'"{name}"' for name in (there, site.flavour))
    raise ConfigError(
        f"{chosen.output}: holds posts for {there}, not {site.flavour}; choose another folder "
        f"with --out, or have both: [site] flavour = [{wanted}]"
    )
