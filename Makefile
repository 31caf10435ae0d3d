# Everything here needs Python 3.11 or 3.12 with venv, and the network to PyPI and Maven Central the first time. Nothing else.
# Targets with a `##` line are listed by `make help`.

SHELL := /bin/bash
.DEFAULT_GOAL := help

# Any of these may be missing, too old, or a version manager's shim that refuses to run: the first that answers is taken.
PYTHON ?= $(shell for python in python3.11 python3.12 python3 python; do \
  $$python -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 12))' 2>/dev/null && echo $$python && break; done)
VENV := .venv
BIN := $(VENV)/bin
UV := .tools/bin/uv
AUDIT := .tools/audit/bin/pip-audit
STAMP := $(VENV)/.stamp
RIVALS := .bench/.stamp
SERVICES := ingest extractor aggregator board
COMPOSE ?= docker compose

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: setup
setup: $(STAMP) ## make .venv with everything (other targets call it)

$(STAMP): requirements/dev.lock pyproject.toml
	@if [ -z "$(PYTHON)" ]; then \
	  echo "wiretally needs Python 3.11 or 3.12 with its venv module, and found none. Install one (Debian, Ubuntu:" >&2; \
	  echo "apt-get install python3 python3-venv) or name it: make setup PYTHON=/path/to/python3.12" >&2; exit 1; fi
	@$(BIN)/python -c '' 2>/dev/null || $(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --only-binary :all: -r requirements/dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.PHONY: demo
demo: setup ## all services on a local Kafka, fed the sample wire (ONCE=1: print the tallies and stop)
	$(BIN)/wiretally demo $(if $(ONCE),--once)

.PHONY: test
test: setup ## the whole test suite, on a real Kafka (ARGS='-k name' for a part, -n 0 for no second process; BROKER=testcontainers: on a container)
	$(if $(BROKER),WIRETALLY_TEST_BROKER=$(BROKER)) $(BIN)/pytest --numprocesses 2 --dist loadfile $(ARGS)

.PHONY: lint
lint: setup ## style, format, types, and who may import whom
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

.PHONY: eval
eval: setup ## score extraction and tallies against every labelled set that is here
	@for set in tests/stories/ $(wildcard tests/stories/*/) $(wildcard ../shared/stories/*/); do \
	  if [ -e $$set/gold.json ]; then echo "$$set"; $(BIN)/wiretally eval $$set || exit 1; fi; done

.PHONY: bench
bench: setup $(RIVALS) ## measure everything and write bench/RESULTS.md (twenty minutes; ARGS=--quick to see that it runs)
	$(BIN)/python -m bench $(ARGS)

.PHONY: bench-comparison
bench-comparison: setup $(RIVALS) ## the transport beside a bare loop, bare aiokafka and Quix Streams
	$(BIN)/python -m bench.comparison $(ARGS)

.PHONY: bench-load
bench-load: setup ## stories/s from push to board, and CPU a story of each service, with one and two extractors
	$(BIN)/python -m bench.load $(ARGS)

.PHONY: bench-latency
bench-latency: setup ## push to board in milliseconds, at half load and at saturation
	$(BIN)/python -m bench.latency $(ARGS)

.PHONY: bench-memory
bench-memory: setup ## memory of every service over 100,000 stories
	$(BIN)/python -m bench.memory $(ARGS)

.PHONY: bench-recovery
bench-recovery: setup ## how long a killed service is away
	$(BIN)/python -m bench.recovery $(ARGS)

.PHONY: bench-extract
bench-extract: setup ## CPU and memory of extraction, beside spaCy's full pipeline
	$(BIN)/python -m bench.extract $(ARGS)

.PHONY: bench-ingest
bench-ingest: setup ## stories read a second by wire format, and the memory of a large file
	$(BIN)/python -m bench.ingest $(ARGS)

.PHONY: bench-aggregate
bench-aggregate: setup ## events/s of reconciliation as claims pile up, memory and recovery (ARGS='--claims 1000000')
	$(BIN)/python -m bench.aggregate $(ARGS)

.PHONY: bench-board
bench-board: setup ## live readers held while tallies change: memory, CPU, age of news (ARGS='--readers 1000')
	$(BIN)/python -m bench.board $(ARGS)

# Quix Streams wants an older pydantic than ours.
$(RIVALS): requirements/bench.lock
	@$(PYTHON) -m venv --clear .bench
	@.bench/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --only-binary :all: -r requirements/bench.lock
	@touch $@

.PHONY: bench-accuracy
bench-accuracy: setup ## figures and tallies of every labelled set, held against the targets
	$(BIN)/python -m bench.accuracy $(ARGS)

.PHONY: chaos
chaos: setup ## kills, freezes, a bad network, full disks, poison, all at once; what stands must equal the pure function's (SEEDS=50 JOBS=2)
	$(BIN)/python -m tests.chaos $(if $(SEEDS),--seeds $(SEEDS)) $(if $(FIRST),--first $(FIRST)) $(if $(TROUBLES),--troubles $(TROUBLES)) \
	  $(if $(JOBS),--jobs $(JOBS))

.PHONY: schemas
schemas: setup ## rewrite schemas/generated/ from the models and hold it to the last release
	$(BIN)/python -m schemas.export
	$(BIN)/python -m schemas.compat

.PHONY: release-fixtures
release-fixtures: setup ## record what this version leaves on its topics, and its schemas, for its successors' tests
	$(BIN)/python -m tests.releases.record

.PHONY: metrics
metrics: setup ## rewrite docs/metrics.md from the metrics that the services declare
	$(BIN)/python -m deploy.prometheus.catalogue

.PHONY: screenshots
screenshots: setup ## take the README's pictures of the page anew (needs Chromium)
	$(BIN)/python -m tests.browser.screenshots

.PHONY: kafka
kafka: setup ## a local Kafka in the foreground, for a service or a client of your own
	$(BIN)/python -m services.cli.local_kafka

.PHONY: up
up: ## Kafka and the four services in containers (needs Docker, not Python; PROFILE=observability: Prometheus and Grafana too)
	$(COMPOSE) $(addprefix --profile ,$(PROFILE)) up --detach --build --wait --wait-timeout 300
	@$(COMPOSE) ps

.PHONY: down
down: ## stop the containers (VOLUMES=1: forget their data too)
	$(COMPOSE) --profile '*' down --remove-orphans $(if $(VOLUMES),--volumes)

.PHONY: smoke
smoke: setup ## the containers: up, feed, tallies, metrics, down (needs Docker; exit status 3 where no engine answers)
	$(BIN)/python -m tests.smoke.containers

.PHONY: audit
audit: setup $(AUDIT) ## known vulnerabilities of all pinned packages (exit status 3 where no advisory database answers)
	$(BIN)/python -m deploy.audit

.PHONY: fuzz
fuzz: setup ## change inputs towards code that none has reached, in all that reads a stranger's bytes (MINUTES=1 each; TARGETS=wire)
	-@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements/fuzz.lock
	$(BIN)/python -m tests.fuzz $(if $(MINUTES),--minutes $(MINUTES)) $(TARGETS)

.PHONY: clean
clean: ## remove what these targets made here; the demo's topics in the user's cache stay
	rm -rf $(VENV) .tools .bench build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .fuzz
	find . -name __pycache__ -not -path './.git/*' -prune -exec rm -rf {} +

.PHONY: lock
lock: $(UV) ## rewrite requirements/*.lock from pyproject.toml (UPGRADE=1 takes newer versions)
	$(call compile,dev) $(if $(UPGRADE),--upgrade)
	$(foreach extra,all $(SERVICES),$(call compile,$(extra)) --constraint requirements/dev.lock $(if $(UPGRADE),--upgrade) &&) true
	$(subst --extra bench,--extra extractor requirements/bench.in,$(call compile,bench))
	$(subst pyproject.toml --extra tools,requirements/tools.in,$(call compile,tools))
	$(subst pyproject.toml --extra audit,requirements/audit.in,$(call compile,audit))
	$(subst pyproject.toml --extra fuzz,requirements/fuzz.in,$(call compile,fuzz))

# --universal: one lock for Python 3.11 and 3.12 on any system. The header names the command and no index, no path.
compile = $(UV) pip compile --quiet --generate-hashes --universal --python-version 3.11 --no-emit-index-url --no-emit-find-links \
	  --no-annotate --custom-compile-command "make lock" pyproject.toml --extra $(1) --output-file requirements/$(1).lock

$(UV): requirements/tools.lock
	$(PYTHON) -m venv --clear .tools
	.tools/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/tools.lock
	@touch $@

$(AUDIT): requirements/audit.lock
	$(PYTHON) -m venv --clear .tools/audit
	.tools/audit/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/audit.lock
	@touch $@
