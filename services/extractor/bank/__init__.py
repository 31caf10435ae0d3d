"""The bank: words as data (YAML beside this file), `load_bank` and the frozen `Bank` that pure code takes."""

from services.extractor.bank.alternation import alternation
from services.extractor.bank.load import load_bank
from services.extractor.bank.model import Alias, Armed, Bank, Claims, EventKind, MeasureEntry, Noun, Party, Trigger
from services.extractor.bank.source import BankError

__all__ = [
    "Alias",
    "Armed",
    "Bank",
    "BankError",
    "Claims",
    "EventKind",
    "MeasureEntry",
    "Noun",
    "Party",
    "Trigger",
    "alternation",
    "load_bank",
]
