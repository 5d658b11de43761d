# Everything a newcomer needs: `make demo` and `make test` set up what they use.

PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
ARGS ?=
CORPORA ?=
# Workers: one and a half for each core, for a third of the time is waiting for servers.
WORKERS ?= $(shell $(PYTHON) -c "import os; print((os.cpu_count() or 1) * 3 // 2)")
BENCH_ARGS = $(ARGS) $(if $(CORPORA),--corpora $(CORPORA))

# Processes of the tests share compiled code, even where Python was told to keep none.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test check bench faults clean

# A sample wholesaler on loopback; ARGS=--once proves the scripted cases and ends.
demo: $(VENV)/run.stamp
	$(BIN)/docclerk demo $(ARGS)

test: $(VENV)/test.stamp
	sh .ci/services
	$(BIN)/pytest -n $(WORKERS) -q $(ARGS)

check: $(VENV)/test.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Breaks what can break, over 200 times kill -9, and proves that nothing is lost; ARGS="--times 20" for more.
faults: $(VENV)/test.stamp
	sh .ci/services
	$(BIN)/python -m tests.faults $(ARGS)

# Figures; CORPORA=PATH adds the understanding tables, measured on the benchmark files there.
# BENCH_PEERS=1 measures the libraries of others beside them, from a venv of its own: they pin old parts.
ifdef BENCH_PEERS
bench: $(VENV)-bench/stamp
	BENCH_NODE_MODULES=$(VENV)-bench/node_modules $(VENV)-bench/bin/python -m tests.bench $(BENCH_ARGS)
else
bench: $(VENV)/test.stamp
	$(BIN)/python -m tests.bench $(BENCH_ARGS)
endif

$(VENV)/bin/python:
	sh .ci/venv $(PYTHON) $(VENV)

$(VENV)/run.stamp: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/test.stamp: requirements-test.lock $(VENV)/run.stamp
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-test.lock
	touch $@

$(VENV)-bench/stamp: requirements-test.lock pyproject.toml
	sh .ci/venv $(PYTHON) $(VENV)-bench
	$(@D)/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-test.lock
	$(@D)/bin/python -m pip install -q --disable-pip-version-check -e ".[bench]"
	npm install --silent --no-save --prefix $(@D) email-forward-parser email-reply-parser || echo "No npm peers."
	touch $@

clean:
	rm -rf $(VENV) $(VENV)-bench demo dist
