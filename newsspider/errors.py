"""The tree of exceptions that newsspider raises on purpose.

    NewsspiderError                    exit code
    ├── ConfigError                    2    newsspider.toml, an environment variable or a flag
    │   └── SourceError                2    a source file: names the file and the key
    ├── BadAnswer                      -    a page or JSON endpoint answered something unusable
    │   └── ParserDied                 -    a page that killed the process that parsed it
    ├── PostError                      -    an article that cannot become a safe post
    │   └── Filtered                   -    an article that the site's profile leaves out
    ├── LedgerError                    69   the ledger cannot be opened or read
    ├── OutputError                    5    the output folder cannot be written
    ├── PublishError                   1    a post is broken, or git or the user's command refuses
    ├── ArchiveError                   2    a WARC file that cannot be read
    └── LockHeld                       75   another run holds the lock

A refusal of a page is not an error: see ``newsspider.rejection``.
"""

from pathlib import Path


class NewsspiderError(Exception):
    """Anything that newsspider itself reports; its text is one line for a person."""

    exit_code = 1


class ConfigError(NewsspiderError):
    """A setting, flag or file of the user's that cannot be used."""

    exit_code = 2


class SourceError(ConfigError):
    """A source file that cannot be used."""

    def __init__(self, path: Path | str, key: str, problem: str) -> None:
        where = f"{path}: {key}" if key else str(path)
        super().__init__(f"{where}: {problem}")
        self.path = path
        self.key = key
        self.problem = problem


class BadAnswer(NewsspiderError):
    """A server answered something that cannot be read as what was asked for."""

    def __init__(self, url: str, problem: str) -> None:
        super().__init__(f"{url} {problem}")
        self.url = url
        self.problem = problem


class ParserDied(BadAnswer):
    """A page cost more than parsing may cost; the process that parsed it was killed."""


class ParserFailed(Exception):
    """Our own code broke on one page, in a worker process; the text is the error there."""


class PostError(NewsspiderError):
    """An article that cannot become a safe post."""


class Filtered(PostError):
    """An article that the site's profile leaves out."""


class LedgerError(NewsspiderError):
    """The ledger cannot be opened, read or written."""

    exit_code = 69


class OutputError(NewsspiderError):
    """The output folder cannot be written."""

    exit_code = 5


class PublishError(NewsspiderError):
    """What was to be published could not be."""


class ArchiveError(NewsspiderError):
    """A WARC file that cannot be read."""

    exit_code = 2


class LockHeld(NewsspiderError):
    """Another run holds the lock of the output folder."""

    exit_code = 75
