PYTHON ?= python3
BIN := .venv/bin
SYNC := $(BIN)/uv sync --quiet --locked --active --all-extras

export VIRTUAL_ENV := $(CURDIR)/.venv

.PHONY: demo test install lint types check audit mutation bench clean

# The two commands of the README.
demo: install
	$(BIN)/sovietlabour build
	$(BIN)/sovietlabour show turnover_1930_36

test: install lint types
	$(BIN)/python -m pytest

install: .venv/.installed

.venv/.installed: pyproject.toml uv.lock
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(SYNC)
	$(BIN)/pyright --version
	touch $@

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: install
	$(BIN)/mypy
	$(BIN)/pyright

# Not part of `make test`: minutes, not seconds.
mutation: install
	$(BIN)/python tools/mutation.py

bench: install
	$(SYNC) --group bench
	$(BIN)/python tools/bench.py
	$(SYNC)

clean:
	rm -rf .venv dist site
