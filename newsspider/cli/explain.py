"""Say in words where every field of an extraction came from."""

import os
import sys

from newsspider.model.extraction import Candidate, Extraction, Field, Value
from newsspider.model.image import Image
from newsspider.model.moment import Moment
from newsspider.show import line

_WIDTH = 100  # characters of a value; a body is shown by its beginning


def explain(extraction: Extraction) -> str:
    """Return some lines for each field: the value, where it stood, what was passed over and why."""
    lines = [_bold(line(extraction.requested_url))]
    evidence = f" ({line(extraction.evidence)})" if extraction.evidence else ""
    lines.append(f"  kind            {extraction.kind}{evidence}")
    if extraction.source_name:
        lines.append(f"  source file     {extraction.source_name}")
    if extraction.id:
        lines.append(f"  id              {extraction.id}")
    for field in Field:
        lines += _field(extraction, field)
    if extraction.flags:
        lines.append(f"  flags           {', '.join(extraction.flags)}")
    return "\n".join(lines)


def _field(extraction: Extraction, field: Field) -> list[str]:
    chosen = extraction.chosen.get(field)
    lost = [(other, why) for other, why in extraction.passed_over if other.field is field]
    if chosen is None and not lost:
        return [f"  {field.value:<15} {_dim('not found')}"]
    lines = []
    if chosen is None:
        lines.append(f"  {field.value:<15} {_dim('nothing usable')}")
    else:
        lines.append(f"  {field.value:<15} {show(chosen.value)}")
        lines.append(f"  {'':<15} {_dim('from ' + place(chosen))}")
    for other, why in lost:
        value = show(other.value) if other.value else line(other.raw or "nothing")
        lines.append(f"  {'':<15} {_dim(f'passed over: {place(other)}: {value[:60]} ({why})')}")
    return lines


def place(candidate: Candidate) -> str:
    """Return ``method locator`` for a person."""
    return line(f"{candidate.method} {candidate.locator}".rstrip())


def show(value: Value) -> str:
    """Return a value on one line, shortened."""
    if isinstance(value, Moment):
        text = value.isoformat()
    elif isinstance(value, tuple):
        text = ", ".join(part.url if isinstance(part, Image) else part for part in value)
    else:
        text = value
    text = line(" ".join(text.split()))
    return text if len(text) <= _WIDTH else f"{text[: _WIDTH - 1]}… ({len(text)} characters)"


def _colour() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def _bold(text: str) -> str:
    return f"\x1b[1m{text}\x1b[0m" if _colour() else text


def _dim(text: str) -> str:
    return f"\x1b[2m{text}\x1b[0m" if _colour() else text
