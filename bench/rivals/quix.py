"""The extractor's function on Quix Streams: ``python -m bench.rivals.quix BROKER TOPIC OUT``. At least once, no state, no dead letters.

Runs in the environment of ``requirements/bench.lock``.
"""

from __future__ import annotations

import sys

from quixstreams import Application
from quixstreams.models import SerializationContext, Serializer

from schemas.article import Article
from schemas.event import Event
from services.extractor.extract import load_extractor


class _AsJson(Serializer):  # type: ignore[misc]
    def __call__(self, value: Event, ctx: SerializationContext) -> bytes:
        return value.to_json()


def main(broker: str, topic: str, out: str) -> None:
    extractor = load_extractor()
    app = Application(
        broker_address=broker,
        consumer_group=out,
        auto_offset_reset="earliest",
        processing_guarantee="at-least-once",
        # As ours: a second of repeats after a crash.
        commit_interval=1.0,
        producer_extra_config={"acks": "all", "enable.idempotence": True},
        loglevel="WARNING",
    )
    stories = app.dataframe(app.topic(topic, value_deserializer="bytes"))
    events = stories.apply(lambda story: list(extractor.extract(Article.read(story))), expand=True)
    events.to_topic(app.topic(out, value_serializer=_AsJson(), key_serializer="str"), key=lambda event: event.ledger)
    app.run()


if __name__ == "__main__":
    main(*sys.argv[1:])
