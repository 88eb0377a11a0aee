"""Let atheris look for bytes that break a reader: ``python -m tests.faults.fuzz [SECONDS [NAME…]]``.

``pip install atheris`` first. Each reader of :mod:`tests.faults.readers` runs in a process of its
own and begins with the corpus; what breaks it is left in a file that belongs into the corpus.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

CORPUS = Path(__file__).parent / "corpus"
_ONE = """
import sys
import atheris
with atheris.instrument_imports(include=["newsspider"]):
    from tests.faults.readers import READERS
name = sys.argv.pop(1)
atheris.Setup(sys.argv, READERS[name])
atheris.Fuzz()
"""


def fuzz(name: str, seconds: int) -> tuple[str, int]:
    """Return the last figures of atheris for one reader, and its exit code."""
    with tempfile.TemporaryDirectory() as found:
        run = subprocess.run(
            [sys.executable, "-c", _ONE, name, f"-max_total_time={seconds}", "-max_len=4096",
             "-timeout=20", "-rss_limit_mb=2048", f"-artifact_prefix=found-{name}-",
             found, str(CORPUS)],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, errors="replace",
            check=False,
        )  # fmt: skip
    lines = run.stderr.splitlines()
    told = [line for line in lines if line.startswith(("Done", "#", " ===", "INFO: seed corpus"))]
    if run.returncode:
        sys.stderr.write("\n".join(lines[-40:]) + "\n")
    return (told or ["nothing was said"])[-1], run.returncode


def main(arguments: list[str]) -> int:
    """Print a line for each reader; 1 where one broke."""
    from tests.faults.readers import READERS

    seconds, names = int(arguments[0]) if arguments else 60, arguments[1:] or list(READERS)
    worst = 0
    for name in names:
        told, code = fuzz(name, seconds)
        sys.stdout.write(f"{name:<14} {'broke' if code else 'held'}: {told}\n")
        sys.stdout.flush()
        worst = max(worst, min(code, 1))
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
