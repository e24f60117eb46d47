PYTHON ?= python3
BIN := .venv/bin
SYNC := $(BIN)/uv sync --quiet --locked --active --all-extras

export VIRTUAL_ENV := $(CURDIR)/.venv

.PHONY: demo test install lint types coverage fuzz attack mutation interoperability docs browser examples release release-check audit mutants bench clean

# The two commands of the README.
demo: install
	$(BIN)/sovietlabour build
	$(BIN)/sovietlabour show turnover_1930_36

test: install lint types
	$(BIN)/python -m pytest -n auto --dist worksteal

install: .venv/.installed

.venv/.installed: pyproject.toml uv.lock
	@echo "installing into .venv: about 15 seconds"
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(SYNC)
	$(BIN)/pyright --version
	touch $@

# Which branches of src/ the tests take; four minutes.
coverage: install
	$(BIN)/python -m pytest -q -n auto --dist worksteal --cov --cov-report=term-missing:skip-covered

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/zizmor --quiet --offline .github/workflows

types: install
	$(BIN)/mypy
	$(BIN)/pyright

# Files of data/raw and data/curated damaged at random: the build must name the place, or give the same product.
SECONDS ?= 300
SEED ?= 1
fuzz: install
	$(BIN)/python tools/fuzz_build.py $(SECONDS) $(SEED)

# Foreign values, damaged files, interruptions and company, by the thousand; half an hour.
attack: install
	$(BIN)/python tools/attack.py

# Which wrong numbers the checks catch; half a minute.
mutation: install
	$(BIN)/python tools/mutation.py

# Which small edits of src/ the tests notice; an hour and a half.
PLACES ?= 6
mutants: .venv-mutants/.installed
	.venv-mutants/bin/python -m pytest -q -n auto --dist worksteal --cov --cov-context=test --cov-report= --junitxml=.mutants.xml
	.venv-mutants/bin/python tools/mutants.py $(PLACES) $(SEED) .coverage .mutants.xml

.venv-mutants/.installed: .venv/.installed
	VIRTUAL_ENV=$(CURDIR)/.venv-mutants $(BIN)/uv venv --quiet --clear --python $(BIN)/python .venv-mutants
	VIRTUAL_ENV=$(CURDIR)/.venv-mutants $(BIN)/uv sync --quiet --locked --active --all-extras --group mutants
	touch $@

# The published files, read by other tools; Spark and others make it heavy, so they have an environment of their own.
interoperability: .venv-interoperability/.installed
	.venv-interoperability/bin/python -m pytest -q -o addopts="--import-mode=importlib" -o filterwarnings=ignore -n auto --dist worksteal tests/interoperability

.venv-interoperability/.installed: .venv/.installed
	@echo "installing into .venv-interoperability: about a minute"
	VIRTUAL_ENV=$(CURDIR)/.venv-interoperability $(BIN)/uv venv --quiet --clear --python $(BIN)/python .venv-interoperability
	VIRTUAL_ENV=$(CURDIR)/.venv-interoperability $(BIN)/uv sync --quiet --locked --active --all-extras --group interoperability
	touch $@

# The site, under site/; needs Node.js for what runs in the browser.
docs: .venv-docs/.installed docs/_static/charts.js
	@echo "building the site: about a minute"
	rm -rf site
	.venv-docs/bin/sphinx-build -q -W -d .sphinx -b html docs site

docs/_static/charts.js docs/_static/explorer.js docs/_static/map.js docs/_static/search.js &: docs/explorer/package.json docs/explorer/package-lock.json $(wildcard docs/explorer/*.js docs/explorer/*.mjs)
	cd docs/explorer && npm ci --silent --no-fund --no-audit && npm run --silent build

.venv-docs/.installed: .venv/.installed
	@echo "installing into .venv-docs: about half a minute"
	VIRTUAL_ENV=$(CURDIR)/.venv-docs $(BIN)/uv venv --quiet --clear --python $(BIN)/python .venv-docs
	VIRTUAL_ENV=$(CURDIR)/.venv-docs $(BIN)/uv sync --quiet --locked --active --all-extras --group docs --group browser
	touch $@

# The site in a real browser: Debian's chromium.
browser: docs
	.venv-docs/bin/python -m pytest -q -o addopts="--import-mode=importlib" -o filterwarnings=ignore -n auto --dist worksteal tests/browser

# A package on top of this one, in an environment of its own that has the built wheel: strict types and its own tests.
EXAMPLE := .venv-examples/bin
examples: install
	VIRTUAL_ENV=$(CURDIR)/.venv-examples $(BIN)/uv venv --quiet --clear --python $(BIN)/python .venv-examples
	$(BIN)/python -m hatchling build -t wheel -d .venv-examples/wheel >/dev/null
	$(BIN)/uv export --quiet --locked --no-emit-project --no-hashes --output-file .venv-examples/locked.txt >/dev/null
	$(BIN)/uv pip install --quiet --python $(EXAMPLE)/python --constraint .venv-examples/locked.txt \
		--refresh-package labour-report \
		.venv-examples/wheel/*.whl examples/labour_report mypy pandas-stubs 'pyright[nodejs]' pytest
	cd examples/labour_report && ../../$(EXAMPLE)/mypy
	cd examples/labour_report && ../../$(EXAMPLE)/pyright --pythonpath ../../$(EXAMPLE)/python
	cd examples/labour_report && ../../$(EXAMPLE)/python -m pytest -q

# Wheel, sdist, data archive and site, under dist/.
release: docs
	$(BIN)/python tools/release.py

# They hold the data of data/processed; every descriptor is valid; the wheel works alone; a second build gives the same bytes.
release-check: release interoperability
	$(BIN)/sovietlabour build --check
	$(BIN)/python tools/release_check.py

# Known vulnerabilities of what is locked; the only check that asks the network.
audit: install
	$(BIN)/uv audit --locked --preview-features audit
	cd docs/explorer && npm audit

bench: install
	$(SYNC) --group bench
	$(BIN)/python tools/bench.py
	$(SYNC)

clean:
	rm -rf .venv .venv-docs .venv-examples .venv-interoperability .venv-mutants .sphinx dist site docs/explorer/node_modules
