# Two commands do everything: `make run` and `make test`.
.PHONY: run test lint types screenshots lock

export UV_COMPILE_BYTECODE := 1
export UV_NATIVE_TLS := 1
VENV := .venv
PYTHON := $(VENV)/bin/python
UV := $(VENV)/bin/uv

run: $(VENV)/installed  ## prepare everything and serve on http://localhost:8000
	$(VENV)/bin/lehc run

test: $(VENV)/installed-dev  ## install what tests need; lint, check types, run every test
	bash tests/run.sh

lint: $(VENV)/installed-dev
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/lint-imports

types: $(VENV)/installed-dev
	$(VENV)/bin/mypy

screenshots: $(VENV)/installed-dev  ## take the README's pictures afresh
	$(PYTHON) -m tests.screenshots

LOCK := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url pyproject.toml

lock: | $(UV)  ## after a change of dependencies: write down exact versions, no addresses
	$(LOCK) --output-file requirements.txt
	$(LOCK) --group dev --constraints requirements.txt --output-file requirements-dev.txt

$(PYTHON):
	python3 -m venv $(VENV)

$(UV): | $(PYTHON)
	$(PYTHON) -m pip install --quiet --disable-pip-version-check uv

$(VENV)/installed: requirements.txt pyproject.toml | $(UV)
	$(UV) pip install --quiet --python $(PYTHON) --require-hashes -r requirements.txt
	$(UV) pip install --quiet --python $(PYTHON) --no-deps --editable .
	touch $@

$(VENV)/installed-dev: requirements-dev.txt $(VENV)/installed | $(UV)
	$(UV) pip install --quiet --python $(PYTHON) --require-hashes -r requirements-dev.txt
	touch $@
