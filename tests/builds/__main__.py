"""``python -m tests.builds``: the table of generators and what became of the articles."""

import argparse
import tempfile
from pathlib import Path

from newsspider import flavours
from tests.builds import generators
from tests.builds.cases import all_cases, write
from tests.builds.proof import Proof, prove, prove_naive

_MEMORY = Path("/dev/shm")  # flushing every post to a disk is not what is measured
_COLUMNS = ("right", "refused", "lost", "broken", "active", "stops the build")


def main() -> None:
    """Build with every generator that is there, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.builds", description=__doc__)
    parser.add_argument("names", nargs="*", help="generators; all that are there without any")
    parser.add_argument("--naive", action="store_true", help="the naive writer instead of ours")
    parser.add_argument("--faults", action="store_true", help="name every fault")
    parser.add_argument("--write", type=Path, metavar="FILE", help="only write the articles")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep the sites here")
    chosen = parser.parse_args()
    cases = all_cases()
    if chosen.write:
        write(chosen.write)
        print(f"{len(cases)} articles in {chosen.write}")
        return
    print(f"{len(cases)} articles\n| generator | {' | '.join(_COLUMNS)} | render s | build s |")
    print("|---" * (len(_COLUMNS) + 3) + "|")
    with tempfile.TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as scratch:
        for generator in generators.ALL:
            if chosen.names and generator.name not in chosen.names:
                continue
            if generator.program is None:
                print(f"| {generator.name} | not installed |")
                continue
            if not chosen.naive and generator.flavour not in flavours.names():
                print(f"| {generator.name} | no such flavour yet |")
                continue
            root = (chosen.keep or Path(scratch)) / generator.name
            root.mkdir(parents=True)
            run = prove_naive if chosen.naive else prove
            proof = run(generator, cases, root)
            _print(generator.name, proof, faults=chosen.faults)


def _print(name: str, proof: Proof, *, faults: bool) -> None:
    counts = proof.counts()
    figures = " | ".join(str(counts[column]) for column in _COLUMNS)
    render = f"{proof.rendered.seconds:.1f}" if proof.rendered else "-"
    print(f"| {name} | {figures} | {render} | {proof.built.seconds:.1f} |", flush=True)
    if not faults:
        return
    if proof.built.code:
        print(proof.built.said[-3000:])
    if proof.rendered and proof.rendered.code > 1:
        print(proof.rendered.complaints[-3000:])
    print("lost:", *proof.lost)
    print("stops the build:", *proof.stoppers)
    print("refused:", *proof.refused)
    print("doubled:", *proof.doubled, "strangers:", *proof.strangers)
    for case, found in proof.found.items():
        for fault in found:
            print(f"  {case}: {fault}")


if __name__ == "__main__":
    main()
