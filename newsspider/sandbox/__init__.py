"""Runs the parsing of strangers' bytes in worker processes that can be killed."""

from newsspider.sandbox.limits import Limits
from newsspider.sandbox.parser import Parser

__all__ = ["Limits", "Parser"]
