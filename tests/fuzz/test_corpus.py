"""Every input of the corpus and every seed is read or refused in our own words, in a moment; among them each that once was not."""

from __future__ import annotations

import time

import pytest

from tests.fuzz.targets import CORPUS, REFUSALS, TARGETS

IN_A_MOMENT_S = 5.0


@pytest.mark.parametrize("name", TARGETS)
def test_what_a_fuzzer_found_is_read_or_refused_in_a_moment(name: str) -> None:
    target = TARGETS[name]
    kept = {path.name: path.read_bytes() for path in sorted((CORPUS / name).glob("*"))}
    seeds = {f"seed {number}": data for number, data in enumerate(target.seeds())}
    assert seeds
    for what, data in {**kept, **seeds}.items():
        began = time.process_time()
        try:
            target.run(data)
        except REFUSALS:
            pass
        except Exception as error:
            raise AssertionError(f"{name}: {what}") from error
        assert time.process_time() - began < IN_A_MOMENT_S, (name, what)


def test_every_folder_of_the_corpus_is_of_a_target() -> None:
    assert {folder.name for folder in CORPUS.iterdir()} <= TARGETS.keys()
