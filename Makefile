# The two commands: `make demo` and `make test`. Both stand on `make setup`, whose steps leave a
# stamp each: a second run does nothing, an interrupted one goes on at the step it stopped in.
# Weights stand outside of the checkout and have stamps of their own: they are looked at each time.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DONE := $(VENV)/.done
PIP := $(BIN)/python -m pip --disable-pip-version-check

.PHONY: help demo test test-all fuzz soak chaos train-smoke setup setup-dev setup-train lint eval \
  pictures docs bundle deb release constraints clean

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: setup ## a spoken order from audio files to a priced ticket, offline
	$(BIN)/kiosk demo

test: setup-dev $(DONE)/browser lint ## lint, types, contracts and every test
	$(BIN)/pytest

test-all: setup-dev $(DONE)/browser lint ## the same, and the tests that take minutes
	$(BIN)/pytest -m "slow or not slow"

MINUTES ?= 60
fuzz: setup-dev ## what strangers write, mangled, for MINUTES=60
	nice -n 10 $(BIN)/python -m tests.fuzz $(MINUTES)

chaos: ## orders while everything breaks, as a line of JSON: ORDERS=500, SEED=1, MINUTES=60
	@$(MAKE) --no-print-directory setup-dev >&2
	@$(BIN)/python -m tests.chaos $(addprefix --orders ,$(ORDERS)) \
	  $(addprefix --seed ,$(SEED)) $(addprefix --minutes ,$(MINUTES))

soak: setup-dev ## cars at the lane, one after the other, for MINUTES=60
	$(BIN)/python scripts/soak.py --minutes $(MINUTES)

train-smoke: setup-dev ## training on a toy size: examples, fine-tuning, export, llama.cpp
	$(BIN)/pytest -s tests/training/test_smoke.py

setup: $(DONE)/packages ## all that running needs: system packages, .venv, weights
	@$(BIN)/kiosk models pull

setup-dev: setup setup-train $(DONE)/dev $(DONE)/broker ## the same, and what tests and lint need
	@$(BIN)/kiosk models pull smollm2-135m

setup-train: $(DONE)/train ## what training needs: PyTorch

lint: $(DONE)/dev $(DONE)/train ## ruff, mypy --strict, vulture and the one-way imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/vulture
	$(BIN)/lint-imports

eval: setup ## docs/RESULTS.md: conversations, times, and folders named in FOODORDERING="dir …"
	$(BIN)/kiosk eval report --bench --rung rules --rung cascade $(addprefix --foodordering ,$(FOODORDERING)) \
	  $(addprefix --scenarios ,$(wildcard tests/scenarios/*.yaml)) \
	  $(addprefix --turns ,$(wildcard tests/turns/*.yaml))

pictures: setup-dev ## docs/screens: the pictures of README and docs, drawn anew
	scripts/system-packages pictures
	$(BIN)/python scripts/terminal_picture.py
	$(BIN)/python scripts/terminal_order.py

docs: $(DONE)/docs ## docs/ as a site in build/site, with the menu file's reference made anew
	$(BIN)/python scripts/menu_reference.py
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

bundle: setup ## one file that sets up a machine without a network; RUNGS=both, small or rules
	$(BIN)/python scripts/bundle.py $(addprefix --rungs ,$(RUNGS))

deb: setup ## the Debian package: the kiosk, its user, services and settings
	$(BIN)/python scripts/deb.py

release: setup ## dist/: wheel, sources, package, bundle and their sums, of a commit with its version
	$(BIN)/python scripts/release.py

constraints: $(DONE)/dev $(DONE)/train ## lock the versions of every package that .venv holds
	$(PIP) list --format=freeze --exclude-editable \
	  --exclude pip --exclude setuptools --exclude wheel | sed 's/+cpu$$//' > constraints.txt

clean: ## remove .venv and build products; caches of weights and wheels stay
	rm -rf $(VENV) build dist out *.egg-info
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find kiosk tests scripts -name __pycache__ -type d -prune -exec rm -rf {} +

$(DONE)/system: scripts/system-packages
	@scripts/system-packages
	@mkdir -p $(DONE) && touch $@

$(DONE)/broker: $(DONE)/system
	@scripts/system-packages tests
	@touch $@

$(DONE)/browser: $(DONE)/system
	@scripts/system-packages browser || echo "setup: no Chromium: what needs it is not tested"
	@touch $@

$(DONE)/venv: $(DONE)/system
	@echo "setup: Python environment in $(VENV)"
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv $(VENV)
	@touch $@

$(DONE)/llama: $(DONE)/venv constraints.txt scripts/llama_wheel.py
	@wheel=$$($(BIN)/python scripts/llama_wheel.py) && $(PIP) install --no-deps --force-reinstall "$$wheel"
	@touch $@

$(DONE)/packages: $(DONE)/llama pyproject.toml
	@echo "setup: Python packages"
	@$(PIP) install -c constraints.txt -e .
	@touch $@

$(DONE)/dev: $(DONE)/packages
	@echo "setup: Python packages for tests and lint"
	@$(PIP) install -c constraints.txt -e '.[dev]'
	@touch $@

$(DONE)/docs: $(DONE)/packages
	@echo "setup: Python packages for the documents"
	@$(PIP) install -c constraints.txt -e '.[docs]'
	@touch $@

$(DONE)/train: $(DONE)/packages
	@echo "setup: Python packages for training"
	@$(PIP) install -c constraints.txt -e '.[train]'
	@touch $@
