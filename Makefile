# The two commands: `make run` and `make test`. Both need only Python 3.11-3.13 and make.
SHELL := /bin/sh
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do if command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(not (3,11) <= sys.version_info < (3,14))' 2>/dev/null; then echo $$p; break; fi; done)
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1
DEMO ?= 1

.PHONY: run test lint clean

run: .venv
	@exec env DEMO=$(DEMO) $(BIN)/python manage.py run

# Everything that can run on this machine; browser tests where Chromium is (with CI=true its absence is a failure).
test: .venv
	@$(BIN)/python -m pytest -n auto --maxprocesses=4 --dist loadfile --no-loadscope-reorder $(PYTEST)

lint: .venv
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy --strict --cache-dir .venv/mypy cases/consensus
	VAR_DIR=.venv/lint $(BIN)/python manage.py makemigrations --check --dry-run

# A finished environment carries the lock it was made from; a changed lock makes it anew.
.venv: .venv/lock.txt

.venv/lock.txt: requirements.txt
	@test -n "$(PYTHON)" || { echo "CaseCircle needs Python 3.11, 3.12 or 3.13; none was found. Install one, for example: apt install python3 python3-venv"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "$(PYTHON) cannot make virtual environments: install the package python3-venv (Debian, Ubuntu: apt install python3-venv)."; exit 1; }
	@echo "Making .venv (once; about a minute, 300 MB to download)"
	@$(PYTHON) -m venv --clear .venv
	@$(BIN)/python -m pip install --quiet --no-deps --only-binary :all: -r requirements.txt
	@cp requirements.txt .venv/lock.txt

clean:
	rm -rf .venv var
