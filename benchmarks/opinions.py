"""Say what second opinions would add: another extractor's body where newsspider is unsure.

The answer that agrees most with the others is taken, of pages whose quality is among the lowest.
"""

from collections.abc import Iterable, Mapping
from statistics import mean

from benchmarks.extractors import FAST, OWN
from training.corpora import Row
from training.figures import BODY, Answer, body_overlap
from training.scoring import corpus_f1, overlap, page_f1, tokenize

SHARES = (0.0, 0.1, 0.2, 0.3, 0.5, 1.0)  # of the pages, the most doubtful first
Pages = Mapping[str, Iterable[Row]]
Read = Mapping[str, Mapping[str, Mapping[str, Answer]]]


def agreed(answers: Mapping[str, Answer]) -> Answer:
    """Return the answer whose text is nearest to the others', the first of equals."""
    texts = {name: tokenize(answer.text) for name, answer in answers.items()}
    near = {
        name: mean(page_f1(overlap(texts[other], text)) for other in texts if other != name)
        for name, text in texts.items()
    }
    return answers[max(near, key=near.__getitem__)]


def show(gold: Pages, read: Read) -> None:
    """Print the macro of body F1 with the opinions of all extractors on more and more pages."""
    names = [name for name in read if name != FAST]
    if len(names) < 3:  # two can only contradict each other
        print("\nsecond opinions need two peers: --peers trafilatura,readability-lxml")
        return
    pages = [
        (corpus, row, {name: read[name][corpus][str(row["id"])] for name in names})
        for corpus in BODY
        for row in gold.get(corpus, ())
        if row.get("text")
    ]
    pages.sort(key=lambda page: page[2][OWN].quality or 0.0)
    print(f"\nbody F1, macro, with the opinions of {', '.join(names[1:])}")
    for share in SHARES:
        asked = round(len(pages) * share)
        found: dict[str, list[tuple[float, float, float]]] = {}
        for number, (corpus, row, answers) in enumerate(pages):
            answer = agreed(answers) if number < asked else answers[OWN]
            found.setdefault(corpus, []).append(body_overlap(corpus, row, answer))
        print(f"  on {share:4.0%} of the pages  {mean(map(corpus_f1, found.values())):.4f}")
