"""Write a corpus of our own pages: ``python -m training.layouts OUT [--count N] [--seed S]``."""

import argparse
from pathlib import Path

from training.layouts.corpus import SEED, write


def main() -> None:
    """Read the command line and write."""
    parser = argparse.ArgumentParser(prog="python -m training.layouts", description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--count", type=int, default=480)
    parser.add_argument("--seed", type=int, default=SEED)
    arguments = parser.parse_args()
    write(arguments.out, arguments.count, arguments.seed)


if __name__ == "__main__":
    main()
