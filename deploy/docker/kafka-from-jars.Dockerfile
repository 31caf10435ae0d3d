# Apache Kafka from the locked jars and Temurin's run-time, for machines that reach PyPI and Maven Central but no image registry.
# Its context is made by tests/smoke/containers.py: libs/, java/, entry.sh.
FROM debian:bookworm-slim
COPY java /opt/java
COPY libs /opt/kafka/libs
COPY entry.sh /opt/kafka/entry.sh
# The jars are the broker's alone, without Kafka's command-line tools: the compose file's health check finds a port that answers.
RUN mkdir -p /opt/kafka/bin /var/lib/kafka/data && chmod 755 /opt/kafka/entry.sh \
 && printf '#!/bin/bash\nexec timeout 5 bash -c "</dev/tcp/${2/://}"\n' > /opt/kafka/bin/kafka-broker-api-versions.sh \
 && chmod 755 /opt/kafka/bin/kafka-broker-api-versions.sh
LABEL wiretally.stand-in=true
CMD ["/opt/kafka/entry.sh"]
