"""Numbers as wire copy writes them: what is said, the bounds its words allow, and what only looks like a count.

>>> [(n.text, n.low, n.high) for n in find_numbers("At least 40 people died and dozens were hurt.")]
[('40', 40, None), ('dozens', 24, 99)]
"""

from services.extractor.numbers.find import find_numbers

__all__ = ["find_numbers"]
