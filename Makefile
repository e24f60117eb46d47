PYTHON ?= python3
BIN := .venv/bin

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
	$(BIN)/python -m pip install --quiet "uv>=0.9"
	VIRTUAL_ENV=$(CURDIR)/.venv $(BIN)/uv sync --quiet --locked --inexact --all-extras --python $(BIN)/python
	touch $@

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: install
	$(BIN)/mypy
	$(BIN)/pyright

clean:
	rm -rf .venv dist site
