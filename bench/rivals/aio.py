"""A bare aiokafka loop with the extractor's function: ``python -m bench.rivals.aio BROKER TOPIC OUT``. At least once, no state.

A few stories are fetched, extracted in this process, their events sent and acknowledged, and then the offsets committed: what one writes in
an afternoon, and what the comparison takes for the least that a broker costs.
"""

from __future__ import annotations

import asyncio
import sys

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from schemas.article import Article
from services.extractor.extract import load_extractor

AT_ONCE = 4
"""As many as our own extractor takes together."""


async def main(broker: str, topic: str, out: str) -> None:
    extractor = load_extractor()
    consumer = AIOKafkaConsumer(topic, bootstrap_servers=broker, group_id=out, enable_auto_commit=False, auto_offset_reset="earliest")
    producer = AIOKafkaProducer(bootstrap_servers=broker, acks="all", enable_idempotence=True)
    await consumer.start()
    await producer.start()
    while True:
        fetched = await consumer.getmany(timeout_ms=500, max_records=AT_ONCE)
        for record in (record for batch in fetched.values() for record in batch):
            events = extractor.extract(Article.read(record.value))
            sent = [await producer.send(out, event.to_json(), event.ledger.encode()) for event in events]
            await asyncio.gather(*sent)
        if fetched:
            await consumer.commit()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
