"""The bank: what its files must hold, and how a mistake in one is told."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import get_args

import pytest

from schemas.event import EventType
from schemas.figure import Measure
from services.extractor.bank import Bank, BankError, load_bank
from services.extractor.bank.inflect import plural, verb_forms
from services.extractor.bank.load import HOME
from services.extractor.model import Sentence, Span
from services.extractor.numbers import find_numbers
from services.extractor.readers.idioms import read_idioms

BANK = load_bank()


def test_every_measure_and_event_type_of_the_contract_is_in_the_bank() -> None:
    assert set(BANK.measures) == set(get_args(Measure)) - {"unknown"}
    assert set(BANK.events) == set(get_args(EventType)) - {"unknown"}


def test_every_trigger_is_found_by_its_first_and_its_last_word() -> None:
    listed = [(first, last, at) for first, ends in BANK.triggers_by_ends.items() for last, places in ends.items() for at in places]
    assert sorted(at for *_, at in listed) == list(range(len(BANK.triggers)))
    for first, last, at in listed:
        trigger = BANK.triggers[at]
        assert trigger.words[0] == first
        assert trigger.form.endswith(last)
        assert len(trigger.words) in BANK.lengths_by_word[first]
        assert len(trigger.words) in BANK.lengths_by_last_word[trigger.words[-1]]


def test_every_job_and_body_is_found_by_the_word_it_begins_with() -> None:
    claims = BANK.claims
    assert {name for names in claims.jobs_by_word.values() for name in names} == set(claims.job_roles)
    assert {name for names in claims.bodies_by_word.values() for name in names} == set(claims.bodies)
    assert all(
        name.startswith(word)
        for names_by in (claims.jobs_by_word, claims.bodies_by_word)
        for word, names in names_by.items()
        for name in names
    )


def test_every_measure_makes_an_event_of_its_own_ledger_family() -> None:
    for entry in BANK.measures.values():
        assert BANK.events[entry.event].family == entry.family, entry.measure


@pytest.mark.parametrize(
    ("form", "measure", "counts"),
    [
        ("killed", "killed", "object"),
        ("were killed", None, None),
        ("died", "killed", "subject"),
        ("lost their lives", "killed", "subject"),
        ("death toll", "killed", "toll"),
        ("deaths", "killed", "of"),
        ("gunned down", "killed", "object"),
        ("wounding", "injured", "object"),
        ("unaccounted for", "missing", "predicate"),
        ("handed over", "released", "object"),
        ("set free", "released", "object"),
        ("swapping", "released", "object"),
        ("shot down", "intercepted", "object"),
        ("bringing down", "intercepted", "object"),
        ("jammed", "intercepted", "object"),
        ("carried off", "abducted", "object"),
        ("fled their homes", "displaced", "subject"),
        ("evacuees", "evacuated", "self"),
    ],
)
def test_surface_forms_tell_the_measure_and_where_the_counted_stands(form: str, measure: str | None, counts: str | None) -> None:
    found = {(trigger.measure, trigger.counts) for trigger in BANK.triggers_by_form.get(form, ())}
    assert ((measure, counts) in found) if measure else not found


def test_one_form_serves_two_measures_apart_by_what_is_counted() -> None:
    units = {trigger.measure: trigger.units for trigger in BANK.triggers_by_form["returned"]}
    assert units == {"released": {"persons"}, "bodies_returned": {"bodies"}}


def test_jammed_drones_are_a_part_of_those_intercepted() -> None:
    assert [trigger.part for trigger in BANK.triggers_by_form["jammed"] if trigger.kind == "verb"] == [True]


@pytest.mark.parametrize(
    ("words", "unit", "group"),
    [
        ("270 Russian soldiers", "persons", "military"),
        ("Ukrainian prisoners of war", "persons", "military"),
        ("two schoolgirls", "persons", "child"),
        ("aid workers", "persons", "aid_worker"),
        ("people", "persons", "all"),
        ("Shahed drones", "drones", "all"),
        ("unmanned aerial vehicles", "drones", "all"),
        ("glide bombs", "bombs", "all"),
        ("bodies", "bodies", "all"),
        ("means of air attack", "weapons", "all"),
    ],
)
def test_nouns_tell_unit_and_group(words: str, unit: str, group: str) -> None:
    noun = BANK.noun(words)
    assert noun is not None
    assert (noun.unit, noun.group) == (unit, group)


def test_what_no_measure_counts_is_no_noun() -> None:
    assert BANK.noun("12 seats") is None


def test_all_forms_of_a_verb_by_rule_and_by_exception() -> None:
    assert verb_forms("kill", {}) == ("kill", "kills", "killed", "killing")
    assert verb_forms("let go", {"let": ("let", "let")}) == ("let go", "lets go", "letting go")
    assert verb_forms("carry off", {}) == ("carry off", "carries off", "carried off", "carrying off")
    assert verb_forms("swap", {"swap": ("swapped",)}) == ("swap", "swaps", "swapped", "swapping")
    assert verb_forms("free", {"free": ("freed",)}) == ("free", "frees", "freed", "freeing")
    assert [plural(noun) for noun in ("body", "wife/wives", "rescue", "church", "boy")] == [
        "bodies",
        "wives",
        "rescues",
        "churches",
        "boys",
    ]


def test_every_state_has_an_alpha_3_code_and_every_other_party_a_slug() -> None:
    for party in BANK.parties.values():
        assert party.is_state == (len(party.id) == 3 and party.id.isupper())
        assert party.id.isascii()
    assert BANK.parties["al-shabaab"].country == "SOM"
    assert BANK.name("UKR") == "Ukraine"
    assert BANK.name("nobody-known") == "nobody-known"


def edited(tmp_path: Path, file: str, old: str, new: str) -> Path:
    """A copy of the shipped bank with one change."""
    folder = tmp_path / "bank"
    shutil.copytree(HOME, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


def load_edited(tmp_path: Path, file: str, old: str, new: str) -> Bank:
    return load_bank(edited(tmp_path, file, old, new))


README = (Path(__file__).parents[3] / "services" / "extractor" / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)


def counts(sentence: str, bank: Bank) -> list[tuple[str, int]]:
    numbers = find_numbers(sentence)
    readings = read_idioms(Sentence(text=sentence, span=Span(0, len(sentence)), index=0, paragraph=0), numbers, bank)
    return [(reading.measure, reading.number.low) for reading in readings]


def test_the_readmes_trigger_counts_in_every_form_of_its_verb(tmp_path: Path) -> None:
    trigger, *_ = EXAMPLES
    start = "evacuated:\n  unit: persons\n  family: movement\n  event: evacuation\n  triggers:\n"
    bank = load_edited(tmp_path, "measures.yaml", start, start + trigger)
    assert counts("Boats ferried out 40 hikers.", BANK) == []
    assert counts("Boats ferried out 40 hikers.", bank) == [("evacuated", 40)]
    assert counts("Forty hikers were ferried out.", bank) == [("evacuated", 40)]


def test_the_readmes_measure_counts_by_verb_noun_and_adjective(tmp_path: Path) -> None:
    """The measure's own name is a word of the contract, which a test cannot add: its block stands for one that is there."""
    _, measure, _ = EXAMPLES
    text = (HOME / "measures.yaml").read_text(encoding="utf-8")
    block = re.search(r"^escaped:\n(?:  .*\n)+", text, re.MULTILINE)
    assert block is not None
    bank = load_edited(tmp_path, "measures.yaml", block[0], measure.replace("quarantined:", "escaped:"))
    assert counts("Doctors put 12 passengers into quarantine.", bank) == [("escaped", 12)]
    assert counts("The number of those in quarantine rose to 90.", bank) == [("escaped", 90)]
    assert counts("Twelve passengers are in quarantine.", bank) == [("escaped", 12)]


def test_the_readmes_party_is_known_by_all_its_names(tmp_path: Path) -> None:
    *_, party = EXAMPLES
    bank = load_edited(tmp_path, "parties.yaml", "hamas: {", party + "hamas: {")
    assert {alias.id for name in ("Red River Front", "RRF") for alias in bank.aliases_by_text[name]} == {"red-river-front"}


def test_a_new_trigger_is_one_word_in_a_line(tmp_path: Path) -> None:
    bank = load_edited(tmp_path, "measures.yaml", "        save, pull alive,", "        save, haul ashore, pull alive,")
    assert [trigger.measure for trigger in bank.triggers_by_form["hauled ashore"]] == ["rescued"]


def test_an_idle_phrase_is_one_word_in_a_line_and_outdoes_a_shorter_trigger(tmp_path: Path) -> None:
    bank = load_edited(tmp_path, "idle.yaml", "verbs: [", "verbs: [kill time,")
    assert bank.idle_at("they killed time there".split(), 1) == 2
    assert BANK.idle_at("they killed time there".split(), 1) == 0


def test_a_new_party_is_one_line(tmp_path: Path) -> None:
    bank = load_edited(tmp_path, "parties.yaml", "hamas: {", "river-front: {names: [River Front], country: TCD}\nhamas: {")
    assert [alias.id for alias in bank.aliases_by_text["River Front"]] == ["river-front"]


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("measures.yaml", "killed:\n", "kiled:\n", r"measures\.yaml:\d+: measure 'kiled' is unknown"),
        ("measures.yaml", "counts: object", "counts: objekt", r"measures\.yaml:\d+: place of the counted noun 'objekt'"),
        ("measures.yaml", "agent: by", "agnt: by", r"measures\.yaml:\d+: field agnt"),
        ("nouns.yaml", "persons:", "prsons:", r"nouns\.yaml:\d+: unit 'prsons'"),
        ("events.yaml", "family: exchange", "family: swap", r"events\.yaml:\d+: family 'swap'"),
        ("parties.yaml", "hamas: {", "Hamas Party: {names: [x], cuntry: PSE}\nhamas: {", r"parties\.yaml:\d+: field cuntry"),
        ("parties.yaml", "country: PSE", "country: XYZ", r"hamas is of XYZ"),
        ("states.yaml", "UKR: {names: [Ukraine]", "UKR: {names: []", r"states\.yaml:\d+: UKR needs"),
        ("status.yaml", 'untrue, "false"', "untrue, false", r"status\.yaml:\d+: denied must be a list of words"),
        ("claims.yaml", "titles: [", "titels: [", r"claims\.yaml:1: `titles: \.\.\.` is missing"),
        ("idle.yaml", "verbs:", "verbz:", r"idle\.yaml:\d+: kind of idle phrase 'verbz'"),
        ("armed.yaml", "heads: [", "heads: [[", r"armed\.yaml:\d+: not readable as YAML"),
    ],
)
def test_a_mistake_is_told_with_file_and_line(tmp_path: Path, file: str, old: str, new: str, said: str) -> None:
    with pytest.raises(BankError, match=said):
        load_edited(tmp_path, file, old, new)


def test_the_same_name_twice_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(BankError, match=r"hamas stands twice"):
        load_edited(tmp_path, "parties.yaml", "hamas: {", "hamas: {names: [Hamas]}\nhamas: {")
