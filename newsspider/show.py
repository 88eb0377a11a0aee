"""The sink of everything that a person or a log reads: no secret and no control character."""

import logging
import os
import sys
import traceback
from functools import cache
from types import TracebackType

from newsspider.text import redact

_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


@cache
def _secrets() -> tuple[str, ...]:
    return redact.secrets_of(os.environ)


def clean(text: str, *more: str) -> str:
    """Return *text* without secrets of this process's environment, nor *more*."""
    return redact.redacted(text, (*(each for each in more if each), *_secrets()))


def line(text: str) -> str:
    """Return *text* fit for a terminal, without secrets."""
    return redact.plain(clean(text))


class Formatter(logging.Formatter):
    """Formats a record, its traceback too, and cleans the whole."""

    def __init__(self) -> None:
        super().__init__(_FORMAT)

    def format(self, record: logging.LogRecord) -> str:
        """Return the clean text of *record*."""
        return line(super().format(record))


def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Print a traceback as Python does, without secrets."""
    text = "".join(traceback.format_exception(kind, error, trace))
    print(line(text), end="", file=sys.stderr)  # noqa: T201  what sys.excepthook is for
