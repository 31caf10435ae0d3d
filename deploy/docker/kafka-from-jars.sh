#!/bin/sh
# Entry point of the Kafka image that is built from the locked jars where apache/kafka cannot be pulled. Like that image it takes every
# KAFKA_… variable as a setting of the broker: KAFKA_LOG_DIRS is log.dirs.
set -eu
properties=/tmp/server.properties
env | grep '^KAFKA_' | while IFS='=' read -r name value; do
  printf '%s=%s\n' "$(printf '%s' "${name#KAFKA_}" | tr 'A-Z_' 'a-z.')" "$value"
done > "$properties"
run() { /opt/java/bin/java -Xmx384m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '/opt/kafka/libs/*' "$@"; }
[ -e "${KAFKA_LOG_DIRS}/meta.properties" ] || run kafka.tools.StorageTool format -t 4L6g3nShT-eMCtK--X86sw -c "$properties"
exec /opt/java/bin/java -Xmx384m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '/opt/kafka/libs/*' kafka.Kafka "$properties"
