"""The bare loop: ``python -m bench.rivals.bare STORIES SEED`` extracts so many stories in this process and prints what it took."""

from __future__ import annotations

import json
import sys
import time

from bench.wire import stories
from services.extractor.extract import load_extractor

WARM_UP = 10


def main(count: int, seed: int) -> None:
    extractor = load_extractor()
    for article in stories(1, WARM_UP):
        extractor.extract(article)
    articles = list(stories(seed, count))
    began, spent = time.perf_counter(), time.process_time()
    events = sum(len(extractor.extract(article)) for article in articles)
    print(json.dumps({"seconds": time.perf_counter() - began, "cpu_s": time.process_time() - spent, "events": events}))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
