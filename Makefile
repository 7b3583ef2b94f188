# The one interface for people and for CI: `make help` lists what there is.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: help dev run check test bench backtest lock clean
.DEFAULT_GOAL := help

help: ## List these targets
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

$(READY): .ci/requirements.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "lockscan needs Python 3.11 or later: make PYTHON=/path/to/python3.11 ...")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r .ci/requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

dev: $(READY) ## Set up everything for development in .venv

run: $(READY) ## Scan the embedded demo estate over HTTP and write demo/report.html
	$(BIN)/lockscan demo --output demo

check: $(READY) ## Lint, types, import contracts, rules, and the README against the program
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/lockscan rules check
	$(BIN)/python -m lockscan.connectors.aws.conforming
	$(BIN)/lockscan rules catalogue rules --check
	$(BIN)/python .ci/readme.py --check

test: $(READY) ## Run all tests (sets up a browser where it may)
	@sh .ci/browser
	$(BIN)/python -m pytest -n auto --dist worksteal

bench: $(READY) ## Measure speed on generated estates and a slow loopback server
	$(BIN)/python -m tests.bench

backtest: $(READY) ## Lay the cost model beside real moves
	$(BIN)/python -m tests.backtest

lock: $(READY) ## Renew the pinned, hashed requirements
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--extra demo --group dev --output-file .ci/requirements.txt pyproject.toml

clean: ## Remove what the other targets made
	rm -rf $(VENV) demo dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
