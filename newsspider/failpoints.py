"""Places at which a test can make the process die, to prove that nothing is lost there."""

import os

_counts: dict[str, int] = {}


def failpoint(name: str) -> None:
    """End the process at once where ``NEWSSPIDER_FAILPOINT`` is ``NAME:N``, at the Nth call.

    ``*:N`` counts all failpoints together. Does nothing otherwise.
    """
    wanted = os.environ.get("NEWSSPIDER_FAILPOINT")
    if not wanted:
        return
    which, _, number = wanted.partition(":")
    if which not in ("*", name):
        return
    _counts[which] = _counts.get(which, 0) + 1
    if _counts[which] == int(number or 1):
        os._exit(137)
