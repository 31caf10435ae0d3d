"""How long a fetch may hang: what Faust gives no setting for is set on aiokafka's consumer."""

from __future__ import annotations

from pathlib import Path

from aiokafka import AIOKafkaConsumer

from services.chassis.faust_app import new_app
from services.chassis.kafka import FETCH_WAIT_MS
from services.chassis.settings import KafkaSettings, ServiceSettings


async def test_a_service_s_fetches_do_not_hang_for_longer_than_ours(tmp_path: Path) -> None:
    app = new_app(ServiceSettings(kafka=KafkaSettings(bootstrap_servers="nowhere:1")), "test", tmp_path)
    thread = app.consumer._thread  # type: ignore[attr-defined]
    made = thread._create_worker_consumer(app.transport)
    thread.thread_loop.close()
    told = AIOKafkaConsumer(bootstrap_servers="nowhere:1", fetch_max_wait_ms=FETCH_WAIT_MS)
    name = "_fetch_max_wait_ms"
    assert vars(made)[name] == vars(told)[name] == FETCH_WAIT_MS
    for consumer in (made, told):
        await consumer.stop()
