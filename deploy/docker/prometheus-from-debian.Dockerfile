# Prometheus from Debian's package, for machines that reach Debian's archive but no image registry. Its paths and its user are those of
# prom/prometheus, so that the compose file takes it as that.
FROM debian:bookworm-slim
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends prometheus wget >/dev/null && rm -rf /var/lib/apt/lists/* \
 && mkdir /prometheus && chown nobody /prometheus
LABEL wiretally.stand-in=true
USER nobody
ENTRYPOINT ["/usr/bin/prometheus"]
