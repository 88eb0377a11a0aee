"""Let the cyclic garbage collector wait while a page is read.

A page makes some ten thousand objects that all live to its end. The collector would walk over them
twenty times, and over all the process holds with them, for a fifth of the whole time.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """Keep the collector from running by itself in the block, unless it is off anyway."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
