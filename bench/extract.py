"""CPU and memory that extraction costs, beside spaCy's full small pipeline over the same stories.

    python -m bench.extract [--seconds 10] [FOLDER ...]

CPU time, not wall time, so that other load on the machine matters less. A story's cost is given per 780 words, the mean of a wire story.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path

import spacy

from bench.report import Section, Table, Target, arguments_of, tell
from schemas.article import Article
from services.cli.sample import SAMPLE_WIRE
from services.extractor.extract import load_extractor
from services.extractor.parse import MODEL
from services.ingest.formats.text import parse_text

STORY_WORDS = 780
LIMIT_MS = 50
LIMIT_MB = 300
TIMES_FASTER = 3


def cost_ms(work: Callable[[Article], object], articles: Sequence[Article], seconds: float) -> float:
    """CPU milliseconds per 780 words: the stories are gone through until so many CPU seconds are spent, once at least to warm up."""
    words = sum(len(article.text.split()) for article in articles)
    for article in articles:
        work(article)
    rounds, began = 0, time.process_time()
    while (spent := time.process_time() - began) < seconds:
        for article in articles:
            work(article)
        rounds += 1
    return spent / (rounds * words) * STORY_WORDS * 1000


def main(arguments: Sequence[str]) -> int:
    parser = arguments_of(__doc__)
    parser.add_argument("folders", nargs="*", type=Path, default=[SAMPLE_WIRE], metavar="FOLDER")
    parser.add_argument("--seconds", type=float, default=10, help="CPU seconds for each of the two.")
    options = parser.parse_args(arguments)
    seconds = 1 if options.quick else options.seconds
    articles = [parse_text(file.read_bytes(), name=file.name) for folder in options.folders for file in sorted(folder.glob("*.txt"))]

    began = time.process_time()
    extractor = load_extractor()
    loading = time.process_time() - began
    ours = cost_ms(extractor.extract, articles, seconds)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    full = spacy.load(MODEL)
    theirs = cost_ms(lambda article: full(article.text), articles, seconds)

    section = Section(
        "Extraction",
        f"CPU of one process over {len(articles)} stories, per {STORY_WORDS} words, beside spaCy {version('spacy')}'s full small pipeline.",
        [
            Table(
                ["", "figure"],
                [
                    ["extract", f"{ours:.1f} ms"],
                    ["spaCy's full pipeline", f"{theirs:.1f} ms"],
                    ["loading", f"{loading:.1f} s"],
                    ["resident at most", f"{megabytes:.0f} MB"],
                ],
            )
        ],
        [
            Target(f"extraction of {STORY_WORDS} words", f"<= {LIMIT_MS} ms CPU", f"{ours:.1f} ms", ours <= LIMIT_MS),
            Target(
                "times faster than spaCy's full small pipeline", f">= {TIMES_FASTER}", f"{theirs / ours:.2f}", theirs >= TIMES_FASTER * ours
            ),
            Target("memory of extraction", f"<= {LIMIT_MB} MB", f"{megabytes:.0f} MB", megabytes <= LIMIT_MB),
        ],
    )
    return tell(section, options)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
