# make lab      open the course in JupyterLab     make test        every check; make lint: the quick ones
# make outputs  run the notebooks, save outputs   make homework    the exercises without solutions
# make site     web pages and slides, in _site    make test-colab  the notebooks with Colab's packages
# make bench    measure how fast the course is    make claims      how often its claims hold, half an hour
# make publish  write the address of a copy into it: make publish REPOSITORY=OWNER/NAME REF=main

PYTHON ?= python3
BIN := .venv/bin
NOTEBOOKS := $(sort $(wildcard notebooks/0*.ipynb))
COLAB := tests/colab.txt
# The cells of a notebook need the same kernel, so each file stays on one worker.
NBVAL := python -m pytest -q --nbval --nbval-cell-timeout=300 -n auto --maxprocesses=4 --dist=loadfile --no-loadscope-reorder
# On Linux torch comes with 3 GB of CUDA; without an NVIDIA GPU its CPU build does the same in 200 MB.
ifeq ($(shell uname -s)$(shell command -v nvidia-smi 2> /dev/null),Linux)
CPU_INDEX := https://download.pytorch.org/whl/cpu
endif
.PHONY: lab test test-colab lint outputs bench claims site publish homework clean
lab: .venv/ready
	$(BIN)/jupyter lab --notebook-dir=. --LabApp.default_url=/lab/tree/$(firstword $(NOTEBOOKS)) $(if $(filter 0,$(shell id -u)),--allow-root)
test: lint
	$(BIN)/$(NBVAL) $(NOTEBOOKS) notebooks/lecture.ipynb tests
test-colab: .venv-colab/ready
	.venv-colab/bin/$(NBVAL) $(NOTEBOOKS)
lint: .venv/tests-ready
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/codespell
outputs: .venv/tests-ready
	$(BIN)/python tools/outputs.py $(NOTEBOOKS)
bench: .venv/tests-ready
	$(BIN)/python tools/bench.py
claims: .venv/tests-ready
	for script in tools/claims/notebook_*.py; do TQDM_DISABLE=1 $(BIN)/python $$script || exit 1; done
site: .venv/tests-ready
	$(BIN)/python -m sphinx -M html . _site -c docs/site -q -W --keep-going -D moving='notebooks/0*'
publish: .venv/ready
	$(BIN)/python tools/editions.py --repository "$(REPOSITORY)" --ref "$(REF)"
homework: .venv/ready
	$(BIN)/python tools/editions.py --homework
clean:
	rm -rf .venv .venv-colab _site tests/failures .pytest_cache .ruff_cache

# Make an environment: $(call environment,FOLDER,FILE OF REQUIREMENTS,OTHER PACKAGES)
define environment
@$(PYTHON) -c "import sys; assert (3, 11) <= sys.version_info < (3, 15), \
  'The course needs Python 3.11 to 3.14, for instance: make lab PYTHON=python3.13'"
$(PYTHON) -m venv --clear $(1)
$(if $(CPU_INDEX),@$(1)/bin/python -m pip install -q --no-deps --retries 1 --index-url $(CPU_INDEX) $(shell grep ^torch $(2)) 2> /dev/null || echo "PyTorch's CPU index does not answer: torch comes from PyPI with 3 GB of CUDA.")
$(1)/bin/python -m pip install -q -r $(2) $(3)
@touch $@
endef

.venv/ready: requirements.txt
	$(call environment,.venv,requirements.txt)
.venv/tests-ready: .venv/ready tests/requirements.txt docs/site/requirements.txt
	@echo "Installing what the checks need, once; it takes a few minutes."
	$(BIN)/python -m pip install -q -r tests/requirements.txt
	@touch $@
.venv-colab/ready: $(COLAB)
	$(call environment,.venv-colab,$(COLAB),$(shell grep -hE "^(nbval|pytest-xdist)" *requirements.txt */requirements.txt))
