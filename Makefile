# tripact - everything starts here. Needs Python 3.11 or newer, make and a package registry; nothing else.
#
#   make demo    the whole way on an invented company        make test    everything that must hold
#   make setup   the environment in .venv alone              make help    all targets

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= python3
BIN := .venv/bin
PIP_FLAGS := -qq --disable-pip-version-check --no-input --no-compile
SETUP := .venv/.setup-done
LANE := .lanes/duckdb15
LANE_DONE := $(LANE)/.setup-done
WORKERS ?= 2
UV_VERSION := 0.13.9
LOCK := .lanes/uv/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 \
        --generate-hashes --no-header --no-annotate

.PHONY: help setup lane demo test lint types contracts format pytest engine-lane bench lock clean

# help: list the targets with the comment that stands above each
help:
	@sed -nE 's/^# ([a-z-]+): (.*)/  make \1\t\2/p' $(firstword $(MAKEFILE_LIST)) | expand -t 20

# setup: the environment in .venv, from hashed locks; a second run finds the stamp and does nothing
setup: $(SETUP)

$(SETUP): requirements.lock requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	  || { echo "tripact needs Python 3.11 or newer as '$(PYTHON)'; name another with: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@echo "Setting up .venv (once; downloads from the package registry) ..."
	@test -x $(BIN)/pip || $(PYTHON) -m venv .venv \
	  || { echo "python3 -m venv failed; on Debian the package python3-venv is missing"; exit 1; }
	@$(BIN)/python -m pip install $(PIP_FLAGS) --require-hashes -r requirements-dev.lock
	@$(BIN)/python -m pip install $(PIP_FLAGS) --no-deps --no-build-isolation -e .
	@touch $@

# lane: the oldest supported DuckDB, and sqlglot without compiled parts, beside the environment, for a second run of the engine tests
lane: $(LANE_DONE)

$(LANE_DONE): requirements-duckdb15.lock | $(SETUP)
	@echo "Setting up the DuckDB 1.5 lane in $(LANE) ..."
	@rm -rf $(LANE)
	@$(BIN)/python -m pip install $(PIP_FLAGS) --no-deps --require-hashes --target $(LANE) -r requirements-duckdb15.lock
	@touch $@

# demo: an invented company from agreement to reports and explained leads; pass options with DEMO_ARGS="..."
demo: setup
	@$(BIN)/tripact demo $(DEMO_ARGS)

# test: lint, types, contracts, budgets, all tests, and the engine tests again on the oldest DuckDB
test: lint pytest engine-lane

# lint: style, types, import contracts, size budget, portable SQL, hygiene; no test is run
lint: setup types contracts
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet . || { echo "Not formatted; run: make format"; exit 1; }
	@$(BIN)/python -m tools.lints.size
	@$(BIN)/python -m tools.lints.sql
	@$(BIN)/python -m tools.lints.hygiene

# types: mypy --strict
types: setup
	@$(BIN)/mypy

# contracts: imports point down (the contracts stand in pyproject.toml)
contracts: setup
	@$(BIN)/lint-imports --no-logo --config pyproject.toml

# format: rewrite the code as ruff wants it
format: setup
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .

# pytest: all tests; more options with PYTEST_ARGS="-k funnel"
pytest: setup
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal $(PYTEST_ARGS)

# engine-lane: does DuckDB 1.5 give the same verdicts? the contract of engines, the shipped cases, the random histories, the clocks
ENGINE_TESTS := tests/contract tests/service/test_cases.py $(wildcard tests/evaluate/test_*properties.py tests/evaluate/test_*random.py) \
                $(addprefix tests/evaluate/test_,business_time.py clocks.py clock_readings.py clock_renewals.py moments.py promotions.py) \
                tests/evaluate/test_round.py::test_rounds_over_batches_of_facts_are_one_whole_evaluation
engine-lane: lane
	@TRIPACT_EXPECT_DUCKDB=1.5 PYTHONPATH=$(LANE) $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal -m 'not postgres' $(ENGINE_TESTS) $(PYTEST_ARGS)

# bench: speed and memory against the hand-written query and the pandas script; options with BENCH_ARGS
bench: setup
	@$(BIN)/python -m bench $(BENCH_ARGS)

# lock: renew the lock files on purpose; no registry address may end up in them
lock:
	@test -x .lanes/uv/bin/uv || { $(PYTHON) -m venv .lanes/uv && .lanes/uv/bin/pip install $(PIP_FLAGS) uv==$(UV_VERSION); }
	@$(LOCK) pyproject.toml -o requirements.lock
	@$(LOCK) pyproject.toml --extra team --extra fast --group test --group lint --group bench --group build -o requirements-dev.lock
	@printf 'duckdb>=1.5.5,<1.6\nsqlglot>=30.17,<31\n' | $(LOCK) - -o requirements-duckdb15.lock
	@! grep -n 'http' requirements*.lock || { echo "a lock holds an address"; exit 1; }

# clean: what tests and builds left behind; with .venv and .lanes the next run sets up anew
clean:
	rm -rf .venv .lanes .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
