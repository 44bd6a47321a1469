# A fresh machine needs Python 3.11 and make; everything else is set up here, in .venv.
#     make plan SCENARIO=scenarios/demo.yaml ARGS="--time-limit 20"

PYTHON ?= $(shell command -v python3.11 || command -v python3)
SCENARIO ?= scenarios/2024.yaml
ARGS ?=
PYTEST_ARGS ?=
UPGRADE ?=

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

# The environment knows its absolute path: a copied or moved checkout sets up anew.
ifneq ($(shell cat $(STAMP) 2>/dev/null),$(CURDIR))
.PHONY: $(STAMP)
endif

.DEFAULT_GOAL := help
.PHONY: help setup plan test lint types check bench soak audit sbom docs site lock clean

help:  ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /make \1	/p' Makefile

setup: $(STAMP)  ## create or refresh .venv from requirements.lock

$(STAMP): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "make needs Python 3.11; name it with PYTHON=..." >&2; exit 2; }
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(v != (3, 11) and f"the lock is for Python 3.11, found {v[0]}.{v[1]}; name another with PYTHON=...")'
	@if test -f $(STAMP) && test "$$(cat $(STAMP))" != "$(CURDIR)" || ! $(BIN)/python -c '' 2>/dev/null; \
	then $(PYTHON) -m venv --clear $(VENV); fi
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@echo "$(CURDIR)" > $(STAMP)

plan: $(STAMP)  ## plan scenarios/2024.yaml, or SCENARIO=FILE
	$(BIN)/schedule $(SCENARIO) $(ARGS)

test: $(STAMP)  ## run the tests
	$(BIN)/python -m pytest $(PYTEST_ARGS)

lint: $(STAMP)  ## look for faults of style
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(STAMP)  ## check the types
	$(BIN)/mypy

check: lint types test  ## lint, types and tests

bench: $(STAMP)  ## compare planners on the same instances, see docs/benchmarks
	$(BIN)/python -m benchmarks

SOAK := soak-use soak-agreement soak-mutation soak-faults soak-fuzz soak-plans soak-walks
soak: $(STAMP)  ## the long tests of trust, two at a time, under an hour: docs/reliability.md
	$(MAKE) --keep-going --jobs 2 --output-sync=target $(SOAK)

.PHONY: $(SOAK)
$(SOAK): $(STAMP)
soak-use: ; $(BIN)/python -m tests.serve.long_use --runs 1000
soak-agreement:
	$(BIN)/python -m tests.agreement.court --worlds 200
	$(BIN)/python -m tests.agreement.court --first 500 --worlds 2600 --brief
soak-mutation: ; $(BIN)/python -m tests.mutation.run checker program --sample 100 --family control --seed 3
soak-faults: ; $(BIN)/python -m tests.faults.faults
soak-fuzz: ; $(BIN)/python -m tests.fuzz.run --seconds 60
soak-plans: ; $(BIN)/python -m tests.longuse.plans --count 200
soak-walks: ; $(BIN)/python -m tests.path.walk --walks 200

audit: $(STAMP)  ## check the lock, and where a network answers look for known vulnerabilities
	$(BIN)/python -m tests.packaging.audit

sbom: $(STAMP)  ## write build/sbom.json, the bill of materials of the lock
	mkdir -p build
	$(BIN)/python -m tests.packaging.sbom > build/sbom.json

docs: $(STAMP)  ## write the reference pages of docs/ anew from the program
	$(BIN)/python -m tests.docs.cli_page
	$(BIN)/python -m tests.docs.formulation_page
	$(BIN)/python -m tests.docs.reference_pages

site: $(STAMP)  ## write the documentation as a site to build/site
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet
	@echo "open build/site/index.html in a browser"

lock:  ## write requirements.lock anew from pyproject.toml; UPGRADE=--upgrade for newer versions
	$(PYTHON) -m venv --clear build/lock
	build/lock/bin/python -m pip install --quiet pip-tools
	cp requirements.lock build/lock/pins
	build/lock/bin/pip-compile pyproject.toml --quiet $(UPGRADE) --extra dev \
		--generate-hashes --no-annotate --no-header --no-emit-index-url \
		--no-emit-trusted-host --no-emit-find-links --output-file build/lock/pins
	{ sed '/^[^#]/,$$d' requirements.lock; sed -n '/^[^#]/,$$p' build/lock/pins; } > build/lock/new
	mv build/lock/new requirements.lock

clean:  ## remove everything that can be made again, plans in out/ excepted
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
