# What people run every day. `make` alone lists it.

PYTHON ?= $(shell for p in python3.11 python3.12 python3 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV ?= .venv
UV ?= uv
# Options for pytest, as in: make pytest ARGS='tests/unit -x'
ARGS ?=
# Households and rulebooks a property is tried on in `make properties`.
EXAMPLES ?= 10000
# Examples each operation is given in `make api-fuzz`.
FUZZ ?= 100
# --upgrade takes the newest versions in `make lock`.
UPGRADE ?=
# The determination that the demo makes.
JURISDICTION ?= bentre
ON ?= 2022-06-15
# The port of `make serve`.
PORT ?= 8000

BIN := $(VENV)/bin
# PySpark does not go with the pandas of others, so it has an environment of its own.
SPARK := build/spark
PIP_INSTALL := PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/pip install -qq --no-input
LOCK := $(UV) pip compile pyproject.toml --universal --python-version 3.11 \
	--no-header --no-annotate --no-emit-index-url -q
INSTALLED := $(VENV)/.installed
INSTALLED_SERVICE := $(VENV)/.installed-service
INSTALLED_DEV := $(VENV)/.installed-dev
# The pages are tried in Debian's browser.
BROWSER := /usr/bin/chromium
# What there is of it so far.
CODE := $(wildcard src api docs/generate.py)
PYTHON_FILES := $(wildcard src api tests benchmarks examples docs/generate.py)
YAML_FILES := $(wildcard rules tests/cases)

# Checks run in the order written, so that pytest's closing line is the last one.
.NOTPARALLEL:
.DEFAULT_GOAL := help
.PHONY: help setup setup-demo demo serve api-fuzz kill-test bench-service test test-spark lint format types contracts validate cases pytest docs coverage properties bench lock clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# --- setting up ----------------------------------------------------------------------------------

setup: $(INSTALLED_DEV) ## Install everything a developer needs into .venv

setup-demo: $(INSTALLED) ## Install only what running needs into .venv

# Debian splits venv from Python; elsewhere, or without root, its own message says what is missing.
$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; name one with PYTHON=…" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || $(call apt_install,python3-venv)
	$(PYTHON) -m venv $(VENV)

# Whoever has the developers' set has this one too: both locks name the same versions.
$(INSTALLED): requirements.lock pyproject.toml | $(BIN)/python
	$(PIP_INSTALL) -r requirements.lock
	$(PIP_INSTALL) --no-deps -e .
	@touch $@

$(INSTALLED_SERVICE): requirements-service.lock pyproject.toml | $(BIN)/python
	$(PIP_INSTALL) -r requirements-service.lock
	$(PIP_INSTALL) --no-deps -e .
	@touch $@

# durable-rules is published as source only: it needs a compiler and Python's headers.
$(INSTALLED_DEV): requirements-dev.lock requirements.lock pyproject.toml | $(BIN)/python
	@$(has_compiler) || $(call apt_install,gcc libc6-dev python3-dev)
	$(PIP_INSTALL) -r requirements-dev.lock
	$(PIP_INSTALL) --no-deps -e .
	@touch $(INSTALLED) $(INSTALLED_SERVICE) $@

$(BROWSER):
	@$(call apt_install,chromium fonts-noto-core)

has_compiler = { command -v gcc >/dev/null && $(BIN)/python -c 'import os, sys, sysconfig; \
	sys.exit(not os.path.exists(sysconfig.get_path("include") + "/Python.h"))'; }

# Installs Debian packages where that is possible, and says what to install where it is not.
apt_install = { if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq -y install $(1) >/dev/null; \
	else echo "Please install $(1) (their Debian names), then run make again." >&2; exit 1; fi; }

# --- running -------------------------------------------------------------------------------------

demo: setup-demo ## Decide an example commune list and explain one household
	@mkdir -p build
	@# Status 1 means "done, but some rows could not be read": they are marked in the result.
	$(BIN)/eligibility batch examples/commune-list.xlsx -o build/commune-result.xlsx \
		--jurisdiction $(JURISDICTION) --on $(ON) || [ $$? -eq 1 ]
	$(BIN)/eligibility determine examples/household.yaml --jurisdiction $(JURISDICTION) --on $(ON) --all
	@echo "The decided list is in build/commune-result.xlsx"

serve: $(INSTALLED_SERVICE) ## Serve the API on this machine, records in build/service; PORT=8000 says where
	$(BIN)/eligibility serve --port $(PORT) --data build/service

# --- checking ------------------------------------------------------------------------------------

test: lint types contracts validate $(BROWSER) ## Run every check: what CI runs
	$(BIN)/pytest -q -n auto $(ARGS)

# Spark is heavy (a Java runtime, pandas, minutes), so `make test` leaves tests/spark out.
test-spark: $(SPARK)/.installed ## Run the columnar matcher's tests on PySpark
	$(SPARK)/bin/python -m pytest tests/spark -q -o filterwarnings=default $(ARGS)

$(SPARK)/.installed: pyproject.toml
	@command -v java >/dev/null || $(call apt_install,default-jre-headless)
	$(PYTHON) -m venv $(SPARK)
	PIP_DISABLE_PIP_VERSION_CHECK=1 $(SPARK)/bin/pip install -qq --no-input -e '.[spark]' 'pytest>=9'
	@touch $@

lint: setup ## Check formatting and style of Python and YAML
	$(BIN)/ruff format --check $(PYTHON_FILES)
	$(BIN)/ruff check $(PYTHON_FILES)
	$(BIN)/yamllint --strict $(YAML_FILES)

format: setup ## Format Python and mend what ruff can mend
	$(BIN)/ruff format $(PYTHON_FILES)
	$(BIN)/ruff check --fix $(PYTHON_FILES)

types: setup ## Check types (mypy, strict)
	$(BIN)/mypy $(CODE)

contracts: setup ## Check that imports point down
	$(BIN)/lint-imports --no-logo

validate: setup ## Load the rulebook and print every diagnostic
	$(BIN)/eligibility validate

cases: setup ## Run the case files: the law's own examples
	$(BIN)/eligibility cases

pytest: setup $(BROWSER) ## Run the tests alone; ARGS='tests/unit -x' narrows them
	$(BIN)/pytest $(ARGS)

coverage: setup $(BROWSER) ## Run the tests and show the lines and branches they miss
	$(BIN)/pytest -q -n auto --cov --cov-report=term $(ARGS)

properties: setup ## Run the property tests for long; EXAMPLES=10000 says how long
	ELIGIBILITY_EXAMPLES=$(EXAMPLES) $(BIN)/pytest -n auto tests/property $(ARGS)

api-fuzz: setup ## Fuzz the whole OpenAPI document for long; FUZZ=100 says how long
	ELIGIBILITY_FUZZ=$(FUZZ) $(BIN)/pytest -q tests/api/test_openapi.py -k fuzzing -rP $(ARGS)

kill-test: setup ## Kill the service 20 times during batches and see that nothing is lost or doubled
	ELIGIBILITY_KILLS=20 $(BIN)/pytest -q tests/api/test_kill.py -rP $(ARGS)

bench-service: setup ## Time the service under load, beside its limit and OpenFisca's web API
	$(BIN)/python -m benchmarks.service $(ARGS)

bench: setup ## Time the engine against its peers and its limits
	$(BIN)/python -m benchmarks

docs: setup ## Write the pages of docs/reference that are taken from the code
	$(BIN)/python -m docs.generate

# --- upkeep --------------------------------------------------------------------------------------

lock: ## Choose the locked versions anew (needs uv; UPGRADE=--upgrade takes the newest)
	$(LOCK) $(UPGRADE) --extra dev -o requirements-dev.lock
	$(LOCK) $(UPGRADE) --constraint requirements-dev.lock -o requirements.lock
	$(LOCK) $(UPGRADE) --constraint requirements-dev.lock --extra service -o requirements-service.lock

clean: ## Remove everything that was built, .venv too
	rm -rf $(VENV) build dist .coverage .coverage.* htmlcov .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find $(PYTHON_FILES) -name __pycache__ -type d -prune -exec rm -rf {} +
