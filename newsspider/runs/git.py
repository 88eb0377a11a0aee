"""The few git commands that `publish` needs, with their words made fit for a person."""

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from newsspider.errors import PublishError

_TIMEOUT = 300.0  # seconds for one command; a push of a year's posts takes less
_SECRET = re.compile(r"(?<=://)[^/\s@]+@")
_IDENTITY = ("-c", "user.name=newsspider", "-c", "user.email=newsspider@localhost")


@dataclass(frozen=True, slots=True)
class Git:
    """Runs git in *folder*, which must lie in a work tree."""

    folder: Path

    def run(self, *args: str, stdin: str = "") -> str:
        """Return what git prints; PublishError with its last words where it fails."""
        code, out, said = self.attempt(*args, stdin=stdin)
        if code:
            raise PublishError(f"git {args[0]} failed: {said}")
        return out

    def attempt(self, *args: str, stdin: str = "") -> tuple[int, str, str]:
        """Return the exit code, what git printed, and one line of what it said."""
        quiet = {"GIT_TERMINAL_PROMPT": "0", "GIT_EDITOR": "true", "LC_ALL": "C"}
        try:
            done = subprocess.run(  # noqa: S603  the words are our own
                ["git", *self._who(args), *args],  # noqa: S607  git of the user's PATH
                cwd=self.folder,
                env=os.environ | quiet,
                input=stdin,
                capture_output=True,
                check=False,
                encoding="utf-8",
                errors="surrogateescape",
                timeout=_TIMEOUT,
            )
        except FileNotFoundError as error:
            raise PublishError("git is not installed, or there is no output folder") from error
        except subprocess.TimeoutExpired:
            return 124, "", f"no end after {_TIMEOUT:.0f} seconds"
        return done.returncode, done.stdout, _words(done.stderr or done.stdout)

    def names(self, *args: str) -> list[str]:
        """Return the names that a command with ``-z`` prints."""
        return [name for name in self.run(*args).split("\0") if name]

    def _who(self, args: tuple[str, ...]) -> tuple[str, ...]:
        """Name a committer where the user has named none, as on a fresh runner."""
        if args[0] not in ("commit", "pull"):
            return ()
        return () if self.attempt("config", "user.email")[1].strip() else _IDENTITY


def _words(text: str) -> str:
    """Return the line that tells most, without passwords in addresses."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    telling = [line for line in lines if line.startswith(("fatal:", "error:", "remote:", "!"))]
    line = (telling or lines or ["it said nothing"])[0]
    return _SECRET.sub("***@", line)[:300]
