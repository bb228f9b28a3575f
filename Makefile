# make lab    open the course in JupyterLab        make test     run every check
# make lint   format and spelling, in seconds      make outputs  run the notebooks, keep what they show
# make test-colab      the same notebooks with Colab's packages, each alone in an empty folder
# make test-machines   the notebooks as on other processors, the live edition among them
# make bench           measure how fast it is, into docs/speed.md
# make claims          how often each claim holds over seeds and training sets; half an hour
# make publish         derive the live edition; REPOSITORY=OWNER/NAME and REF=TAG set the address of this copy
# make homework        the notebooks without hints and solutions, into homework
# make site            the pages on the web, into _site/html, from the notebooks as they are

PYTHON ?= python3
BIN := .venv/bin
# The tests are shared out among the processors as conftest.py says, the longest first.
SHARED := -n auto --maxprocesses=4 --dist=loadfile --no-loadscope-reorder
NBVAL := $(BIN)/python -m pytest -q $(SHARED) --nbval --nbval-cell-timeout=300
MACHINES := plain avx2 avx512
NOTEBOOKS := $(sort $(wildcard notebooks/*.ipynb))
ALONE := $(NOTEBOOKS)

ifeq ($(OS),Windows_NT)
$(error On Windows, type the lines that README.md has for it in place of make)
endif
# On Linux torch comes with 3 GB of CUDA; without an NVIDIA GPU its CPU build does the same in 200 MB.
ifeq ($(shell uname -s)$(shell command -v nvidia-smi 2> /dev/null),Linux)
CPU_INDEX := https://download.pytorch.org/whl/cpu
endif
# JupyterLab wants to be told that a container's only user is root.
ifeq ($(shell id -u),0)
AS_ROOT := --allow-root
endif

.PHONY: lab test test-colab test-machines lint outputs bench claims clean

lab: .venv/reader
	$(BIN)/jupyter lab --notebook-dir=. $(AS_ROOT) $(LAB) \
	  notebooks/01_problem_of_features.ipynb

LINT := lint
test: .venv/checks $(LINT)
	$(NBVAL) tests/test_exercises.py $(NOTEBOOKS) tests

test-colab: .venv-colab/ready
	.venv-colab/bin/python tools/alone.py $(ALONE)

test-machines: .venv/checks
	$(BIN)/python tools/machines.py $(MACHINES)

lint: .venv/checks
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/codespell

outputs: .venv/checks
	$(BIN)/python tools/outputs.py $(NOTEBOOKS)

bench: .venv/checks
	$(BIN)/python tools/bench.py

claims: .venv/checks
	for script in tools/claims/notebook_*.py; do $(BIN)/python $$script || exit 1; done

clean:
	rm -rf .venv .venv-colab _site tests/failures .hypothesis .pytest_cache .ruff_cache
	find . \( -name .ipynb_checkpoints -o -name __pycache__ \) -prune -exec rm -rf {} +

.PHONY: publish homework
publish: .venv/reader
	@$(BIN)/python tools/editions.py --repository "$(REPOSITORY)" --ref "$(REF)"

homework: .venv/reader
	@$(BIN)/python tools/editions.py --homework

# Make an environment with the torch of a file of requirements: $(call environment,FOLDER,FILE).
define environment
@$(PYTHON) -m venv --clear $(1) || \
  { echo "If Python has just named a package that it lacks, install that and run make again."; exit 1; }
@echo "Installing packages into $(1) (once, some minutes) ..."
@test -z "$(CPU_INDEX)" || $(1)/bin/python -m pip install -qqq --no-deps --timeout 15 --retries 1 \
  --index-url $(CPU_INDEX) $$(grep ^torch $(2)) 2> /dev/null || \
  { echo "$(CPU_INDEX) does not answer. So torch comes from PyPI, with CUDA:"; \
    echo "3 GB to download and 5 GB on disk. Ctrl-C stops this, and Colab (README.md) needs neither."; }
endef
OTHER := { command -v $(PYTHON) > /dev/null || echo "There is no $(PYTHON) here."; exit 1; }
OFFLINE := { echo "If pip speaks of connections above: there is no way to PyPI now, so try again later."; exit 1; }

.venv/reader: requirements.txt
	@$(PYTHON) tools/ready.py || $(OTHER)
	$(call environment,.venv,requirements.txt)
	@$(BIN)/python -m pip install --quiet -r requirements.txt || $(OFFLINE)
	@touch $@

.venv/checks: .venv/reader tests/requirements.txt
	@$(BIN)/python -m pip install --quiet -r tests/requirements.txt || $(OFFLINE)
	@touch $@

COLAB_TORCH := tests/colab.txt
.venv-colab/ready: tests/requirements.txt tests/colab.txt
	@$(PYTHON) tools/ready.py 3.13 || $(OTHER)
	$(call environment,.venv-colab,$(COLAB_TORCH))
	@grep -v ^torch tests/colab.txt | .venv-colab/bin/python -m pip install --quiet -r /dev/stdin \
	  $$(grep ^torch $(COLAB_TORCH)) $$(grep -E '^(nbval|pytest-xdist)' tests/requirements.txt)
	@touch $@

# The pages, in _site/html; the notebooks are taken as they are.
.PHONY: site
site: .venv/checks
	rm -rf _site
	$(BIN)/python -m sphinx -M html . _site -c docs/site -q -W --keep-going

.venv/checks: docs/site/requirements.txt
