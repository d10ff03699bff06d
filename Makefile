# On a fresh machine (Debian 12 with git, build-essential and Rust 1.95) two commands do all the set-up:
#
#   make demo   installs PostgreSQL + PostGIS where absent, builds, and runs the main job on a simulated city
#   make test   installs what the tests need where absent, and passes all of them
#
# Where everything is there already, neither installs anything. CARGO_TARGET_DIR is honoured.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

CARGO ?= cargo
BINARY := $(or $(CARGO_TARGET_DIR),target)/release/lienwatch

# Options of `make demo`, `make run` and `make bench`, passed on only where given.
DATA_DIR ?=
SEED ?=
VEHICLES ?=
ARGS ?=
# Of `make soak`: random kills of the server and the devices that upload to it, garbage connections held at once,
# seconds without the database, cases per property, and mutated frames per family.
KILLS ?= 100
DEVICES ?= 500
HOSTILE ?= 10000
AWAY ?= 60
CASES ?= 20000
MUTATIONS ?= 1000000

.PHONY: help demo run bench build web test-web browser-test shots test lint deny nextest soak fmt openapi tools-demo tools-test stop-test-database

help: ## list the targets
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1\t\2/p' $(firstword $(MAKEFILE_LIST)) | expand -t 28

demo: tools-demo web build ## the main job from packet to a car that is sent for, with the dashboard (DATA_DIR, SEED, VEHICLES, ARGS)
	$(BINARY) demo $(if $(DATA_DIR),--data-dir '$(DATA_DIR)') $(if $(SEED),--seed $(SEED)) $(if $(VEHICLES),--vehicles $(VEHICLES)) $(ARGS)

run: tools-demo build ## the service (DATA_DIR, ARGS)
	$(BINARY) serve $(if $(DATA_DIR),--data-dir '$(DATA_DIR)') $(ARGS)

bench: tools-demo build ## what this machine does with us, side by side, with the bars (ARGS)
	$(BINARY) bench $(ARGS)

build: ## the release binary
	$(CARGO) build --release --locked

test: tools-test lint deny nextest test-web ## format, lints, licences and all tests

lint: ## format and lints
	$(CARGO) fmt --all --check
	$(CARGO) clippy --workspace --all-targets --locked -- -D warnings

deny: ## licences, banned crates and sources of the dependencies (no advisories: those need a download)
	$(CARGO) deny --locked --workspace check bans licenses sources

nextest: ## the tests alone (ARGS: a filter)
	$(CARGO) nextest run --workspace --locked $(ARGS)

web: ## the dashboard, built into web/dist (Node 20 or newer; brought where absent)
	ci/node.sh npm ci --no-audit --no-fund
	ci/node.sh npm run build

test-web: web ## the dashboard's types, generated client, unit tests and bundle budgets
	ci/node.sh npm run gen:check
	ci/node.sh npm run typecheck
	ci/node.sh npm test
	ci/node.sh npm run budgets

browser-test: web ## the dashboard in Chromium against a demo of the release binary (ARGS: test files)
	@ci/install.sh chromium
	ci/browser.sh npm run e2e -- $(ARGS)

shots: web ## screenshots of every page into web/shots (ARGS: pages)
	@ci/install.sh chromium
	ci/browser.sh npm run shots -- $(ARGS)

soak: tools-test ## long campaigns: KILLS kills under DEVICES devices, HOSTILE connections, AWAY s without database, CASES, MUTATIONS
	LIENWATCH_SOAK_KILLS=$(KILLS) LIENWATCH_SOAK_DEVICES=$(DEVICES) LIENWATCH_SOAK_HOSTILE=$(HOSTILE) \
	LIENWATCH_SOAK_AWAY=$(AWAY) PROPTEST_CASES=$(CASES) LIENWATCH_MUTATIONS=$(MUTATIONS) $(CARGO) nextest run --profile soak --release --workspace --locked $(ARGS)

fmt: ## format the sources
	$(CARGO) fmt --all

openapi: ## write openapi.json anew
	UPDATE_OPENAPI=1 $(CARGO) nextest run -p lienwatch --test it --locked the_checked_in_document_is_current

stop-test-database: ## stop and delete the tests' PostgreSQL (it is left running between test runs)
	@ci/postgres.sh remove

# The demo has a broker of its own, as it has a database of its own.
tools-demo:
	@ci/install.sh postgres mosquitto

tools-test:
	@ci/install.sh postgres mosquitto nextest deny
