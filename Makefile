# Everything a person does with this repository. Needs python3 (3.11 or newer), pip and make.

PYTHON ?= python3
BIN := .venv/bin
MADE := app workshops surveys tests
# Tests wait for each other's servers and browsers: one more than there are cores keeps these busy.
WORKERS = $(shell $(BIN)/python -c 'import os; print(min(4, (os.cpu_count() or 1) + 1))')

.DEFAULT_GOAL := help
.PHONY: help run demo test soak check bench messages migration lock clean

help: ## what can be made
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 20

run: .venv/ready ## everything in one: set up, migrate, demo city, serve
	@exec $(BIN)/python -m app run

demo: .venv/ready ## the demo city in an empty database, without serving
	@exec $(BIN)/python -m app demo

test: .venv/ready-to-develop ## every test, browser journeys included
	@$(BIN)/python -m tests.chromium || true # its words suffice: the journeys fail by themselves
	@$(BIN)/python -m pytest -n $(WORKERS)

soak: .venv/ready-to-develop ## the properties with far more examples; takes hours
	@KLEBEPUNKT_EXAMPLES=soak $(BIN)/python -m pytest -n auto -m hypothesis

check: .venv/ready-to-develop ## format, lint, types, import contracts, catalogues, migrations
	@$(BIN)/ruff format --check $(MADE)
	@$(BIN)/ruff check $(MADE)
	@$(BIN)/mypy $(MADE)
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/python -m app.language.check
	@$(BIN)/python -m pytest tests/app/database/test_migrate.py

bench: .venv/ready-to-develop ## how fast it is, with the reference measured in the same run
	@exec $(BIN)/python -m tests.bench

messages: .venv/ready-to-develop ## write the strings of code and templates into the catalogues
	@$(BIN)/python -m app.language.check --write

migration: .venv/ready-to-develop ## m="what changes": a migration from the difference to the models
	@test -n "$(m)" || { echo 'Say what changes: make migration m="measures: a column for the cost"' >&2; exit 1; }
	@$(BIN)/python -m app.tables "$(m)"
	@$(BIN)/ruff format app/database/migrations/versions
	@$(BIN)/ruff check --fix --quiet app/database/migrations/versions
	@echo "Read it before you commit it: CHECK constraints of existing tables are not found by comparing."

lock: .venv/bin/python ## resolve the dependencies of pyproject.toml anew
	@PATH="$(CURDIR)/$(BIN):$$PATH"; command -v uv >/dev/null || $(PIP) install --quiet uv; \
	compile="uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header --no-emit-index-url --no-emit-find-links --upgrade"; \
	$$compile pyproject.toml -o requirements.lock && \
	$$compile pyproject.toml --extra dev --extra multilingual -c requirements.lock -o requirements-dev.lock

clean: ## remove what was installed and cached; the data stays
	@rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	@find $(MADE) -name __pycache__ -prune -exec rm -rf {} +

# The environment. Its stamp makes the second run instant; a changed lock file renews it.

PIP = $(if $(shell test -x $(BIN)/pip && echo yes),$(BIN)/python -m pip,$(PYTHON) -m pip --python $(BIN)/python) --disable-pip-version-check --no-input

.venv/ready: requirements.lock | .venv/bin/python
	@echo "Installing what Klebepunkt needs, once ..."
	@$(PIP) install -qq --require-hashes --requirement requirements.lock
	@ln -sf ../../deploy/klebepunkt $(BIN)/klebepunkt
	@touch $@

.venv/ready-to-develop: requirements-dev.lock | .venv/bin/python
	@echo "Installing what the tests and checks need, once ..."
	@$(PIP) install -qq --require-hashes --requirement requirements-dev.lock
	@ln -sf ../../deploy/klebepunkt $(BIN)/klebepunkt
	@touch .venv/ready $@

.venv/bin/python:
	@command -v $(PYTHON) >/dev/null || { \
		echo "Klebepunkt needs Python 3.11 or newer, and there is no $(PYTHON) here. Please install it." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Klebepunkt needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version 2>&1). Name a newer one: make $(firstword $(MAKECMDGOALS)) PYTHON=python3.12" >&2; exit 1; }
	@if $(PYTHON) -c 'import ensurepip' 2>/dev/null; then $(PYTHON) -m venv --clear .venv; \
	elif $(PYTHON) -m pip --version >/dev/null 2>&1; then $(PYTHON) -m venv --clear --without-pip .venv; \
	else echo "Klebepunkt needs pip, and $(PYTHON) has none. On Debian and Ubuntu: apt-get install python3-pip python3-venv" >&2; exit 1; fi
