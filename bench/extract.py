"""CPU and memory that extraction costs, beside spaCy's full small pipeline over the same stories.

    python -m bench.extract [--seconds 10] [FOLDER ...]

CPU time, not wall time, so that other load on the machine matters less. A story's cost is given per 780 words, the mean of a wire story.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import time
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path

import spacy

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
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, default=[SAMPLE_WIRE], metavar="FOLDER")
    parser.add_argument("--seconds", type=float, default=10, help="CPU seconds for each of the two.")
    options = parser.parse_args(arguments)
    articles = [parse_text(file.read_bytes(), name=file.name) for folder in options.folders for file in sorted(folder.glob("*.txt"))]

    began = time.process_time()
    extractor = load_extractor()
    loading = time.process_time() - began
    ours = cost_ms(extractor.extract, articles, options.seconds)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    full = spacy.load(MODEL)
    theirs = cost_ms(lambda article: full(article.text), articles, options.seconds)

    print(f"machine: {os.cpu_count()} cores, Python {sys.version.split()[0]}, spaCy {version('spacy')}; {len(articles)} stories")
    print(f"loading: {loading:.1f} s CPU; peak {megabytes:.0f} MB (limit {LIMIT_MB})")
    print(f"extract: {ours:.1f} ms CPU per {STORY_WORDS} words (limit {LIMIT_MS})")
    print(f"spaCy's full small pipeline alone: {theirs:.1f} ms, {theirs / ours:.2f} times ours (to hold: {TIMES_FASTER})")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
