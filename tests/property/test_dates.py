"""What holds of `find_dates` for any text and any publication at all."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from services.extractor.dates import Publication, find_dates, infer_publication_day

_PIECES = (
    *"Friday Sunday May Dec. 31 30 23 12:30 25:70 8 p.m. 2022 2025-02-30 since by until as of night overnight the on in last next".split(),
    *"week month year ago earlier later two 999 days and to – - , . 13th weekend will said yesterday hours".split(),
)
wire_like = st.lists(st.sampled_from(_PIECES), max_size=25).map(" ".join)
publications = st.one_of(
    st.dates().map(Publication.on),
    st.dates().map(lambda day: Publication(day=None, month_start=day.replace(day=1), precision="month")),
)


@given(st.one_of(st.text(max_size=200), wire_like), publications, st.integers(0, 1000), st.none() | st.dates())
def test_any_text_gives_ordered_mentions_inside_it_whose_end_is_not_before_their_start(
    text: str, publication: Publication, offset: int, anchor: date | None
) -> None:
    at = offset
    for mention in find_dates(text, publication, offset=offset, anchor=anchor):
        assert at <= mention.span.start
        assert mention.span.start < mention.span.end <= offset + len(text)
        assert text[mention.span.start - offset : mention.span.end - offset] == mention.phrase
        assert mention.start is None or (mention.end is not None and mention.start <= mention.end)
        at = mention.span.end


@given(wire_like, publications)
def test_an_inferred_day_lies_in_the_month_of_publication(text: str, publication: Publication) -> None:
    day = infer_publication_day(text, publication)
    assert day is None or day.replace(day=1) == publication.month_start
