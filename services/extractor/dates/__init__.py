"""Time expressions of wire copy, resolved against publication.

>>> from datetime import date
>>> friday = Publication.on(date(2025, 5, 23))
>>> [(m.phrase, m.start.isoformat(), m.end.isoformat()) for m in find_dates("Russia fired 175 drones since late Thursday.", friday)]
[('since late Thursday', '2025-05-22', '2025-05-23')]
"""

from services.extractor.dates.find import find_dates
from services.extractor.dates.infer import infer_publication_day
from services.extractor.dates.publication import Publication

__all__ = ["Publication", "find_dates", "infer_publication_day"]
