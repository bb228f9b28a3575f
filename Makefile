# make lab    open the course in JupyterLab        make test     run every check
# make lint   format and spelling, in seconds      make outputs  run the notebooks, keep what they show
# make test-colab      the same notebooks with Colab's packages, each alone in an empty folder
# make test-machines   the notebooks as on other processors, the live edition among them
# make bench           measure how fast it is, into docs/speed.md
# make site            the pages on the web, into _site/html, from the notebooks as they are

PYTHON ?= python3
BIN := .venv/bin
NBVAL := $(BIN)/python -m pytest -q --nbval --nbval-cell-timeout=300
MACHINES := plain avx2 avx512
NOTEBOOKS := $(sort $(wildcard notebooks/*.ipynb))

# On Linux torch comes with 3 GB of CUDA; without an NVIDIA GPU its CPU build does the same in 200 MB.
ifeq ($(shell uname -s)$(shell command -v nvidia-smi),Linux)
CPU_TORCH := --extra-index-url https://download.pytorch.org/whl/cpu --retries 1
endif
# JupyterLab wants to be told that a container's only user is root.
ifeq ($(shell id -u),0)
AS_ROOT := --allow-root
endif

.PHONY: lab test test-colab test-machines lint outputs bench clean

lab: .venv/reader
	$(BIN)/jupyter lab --notebook-dir=. $(AS_ROOT) $(LAB) \
	  notebooks/01_problem_of_features.ipynb

test: .venv/checks lint
	$(NBVAL) $(NOTEBOOKS) tests

test-colab: .venv-colab/ready
	.venv-colab/bin/python tools/alone.py $(NOTEBOOKS)

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

clean:
	rm -rf .venv .venv-colab _site tests/failures

.venv/reader: requirements.txt
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11))" || \
	  { echo "This course needs Python 3.11 or newer: make lab PYTHON=python3.12, say."; exit 1; }
	@$(PYTHON) -m venv .venv || \
	  { echo "Python cannot make environments yet. On Debian or Ubuntu: apt install python3-venv."; exit 1; }
	@echo "Installing the course's packages into .venv (once, some minutes) ..."
	@$(BIN)/python -m pip install --quiet $(CPU_TORCH) $$(grep ^torch requirements.txt)
	@$(BIN)/python -m pip install --quiet -r requirements.txt
	@touch $@

.venv/checks: .venv/reader tests/requirements.txt
	@$(BIN)/python -m pip install --quiet -r tests/requirements.txt
	@touch $@

.venv-colab/ready: requirements.txt tests/requirements.txt tests/colab.txt
	@$(PYTHON) -m venv .venv-colab
	@echo "Installing Colab's packages into .venv-colab (once, some minutes) ..."
	@.venv-colab/bin/python -m pip install --quiet $(CPU_TORCH) $$(grep ^torch requirements.txt)
	@.venv-colab/bin/python -m pip install --quiet -r tests/colab.txt $$(grep ^nbval requirements.txt)
	@touch $@

# The pages, in _site/html; the notebooks are taken as they are.
.PHONY: site
site: .venv/checks
	rm -rf _site
	$(BIN)/python -m sphinx -M html . _site -c docs/site -q -W --keep-going

.venv/checks: docs/site/requirements.txt
