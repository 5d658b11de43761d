# Everything a newcomer needs: `make demo` and `make test` set up what they use.

PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
ARGS ?=
CORPORA ?=

.PHONY: demo test check bench clean

# A sample wholesaler on loopback; ARGS=--once proves the scripted cases and ends.
demo: $(VENV)/run.stamp
	$(BIN)/docclerk demo $(ARGS)

test: $(VENV)/test.stamp
	sh .ci/services
	$(BIN)/pytest -n auto -q $(ARGS)

check: $(VENV)/test.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Figures; CORPORA=PATH adds the understanding tables, measured on the benchmark files there.
bench: $(VENV)/test.stamp
	$(BIN)/python -m tests.bench $(ARGS) $(if $(CORPORA),--corpora $(CORPORA))

$(VENV)/bin/python:
	sh .ci/venv $(PYTHON) $(VENV)

$(VENV)/run.stamp: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/test.stamp: requirements-test.lock $(VENV)/run.stamp
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-test.lock
	touch $@

clean:
	rm -rf $(VENV) demo dist
