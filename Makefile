# Toko Daring. `make` alone lists what there is.
PYTHON ?= python3.11
VENV   ?= .venv
BIN    := $(VENV)/bin
PORT   ?= 8000

.DEFAULT_GOAL := help
.PHONY: help run test check bench style strings clean

help:
	@echo "make run     set up, seed the demo world once, serve on http://127.0.0.1:$(PORT)"
	@echo "make test    every test; PostgreSQL and browser parts where they are found"
	@echo "make check   what must be green before a change: ruff, import contracts, mypy, tests"
	@echo "make bench   the measures of the project, as ratios in one run"
	@echo "make style   format the code"
	@echo "make strings collect new texts into the translation catalogues"

# The environment is made again only when the pinned requirements change.
$(VENV)/base.stamp: requirements/base.txt pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 is needed: install it, or name yours: make run PYTHON=python3"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { echo "The venv module is missing: install python3-venv."; exit 1; }
	@echo "Installing what the app needs ..."
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/base.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/test.stamp: requirements/test.txt $(VENV)/base.stamp
	@echo "Installing what the tests need ..."
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	@touch $@

PO := $(wildcard translations/*/en/LC_MESSAGES/messages.po)
$(VENV)/strings.stamp: $(PO) $(VENV)/base.stamp
	@$(BIN)/python -m marketplace.web.catalogues
	@touch $@

run: $(VENV)/base.stamp $(VENV)/strings.stamp
	@exec $(BIN)/toko serve --port $(PORT)

test: $(VENV)/test.stamp $(VENV)/strings.stamp
	@$(BIN)/pytest -q -n auto --dist loadgroup

check: $(VENV)/test.stamp $(VENV)/strings.stamp
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/lint-imports
	@$(BIN)/mypy

bench: $(VENV)/test.stamp $(VENV)/strings.stamp
	@$(BIN)/python -m benchmarks

style: $(VENV)/test.stamp
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

strings: $(VENV)/test.stamp
	@$(BIN)/python -m marketplace.web.catalogues --collect

clean:
	rm -rf $(VENV) data bench-results
