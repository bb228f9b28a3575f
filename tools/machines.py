"""Run the notebooks as if on other processors: python tools/machines.py plain avx2 avx512

Each name says which instructions torch and MKL may use (plain ones, AVX2 or AVX-512), with one
thread or two. The outputs must be the committed ones everywhere. The plain run takes the live
edition, like a class that uncovers every answer, and runs each cell twice in a row; the blank
cells print nothing there.
"""

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
import torch

from alone import ROOT, compare, with_outputs

MACHINES = {
    "plain": {"ATEN_CPU_CAPABILITY": "default", "MKL_CBWR": "COMPATIBLE", "OMP_NUM_THREADS": "2"},
    "avx2": {"ATEN_CPU_CAPABILITY": "avx2", "MKL_CBWR": "AVX2", "OMP_NUM_THREADS": "1"},
    "avx512": {"ATEN_CPU_CAPABILITY": "avx512", "MKL_CBWR": "AVX512", "OMP_NUM_THREADS": "2"},
}
# What torch reports about this processor, and what it can therefore emulate.
CAN = {"AVX2": ["plain", "avx2"], "AVX512": ["plain", "avx2", "avx512"]}


def run(machine):
    """Run the five notebooks as if on this machine; return the exit status of pytest."""
    # Idle threads must not keep both cores busy.
    environment = MACHINES[machine] | {"OMP_WAIT_POLICY": "passive"}
    failures = f"--failures={ROOT / 'tests' / 'failures' / machine}"
    complete = sorted((ROOT / "notebooks").glob("*.ipynb"))
    if machine != "plain":
        return compare(complete, failures, **environment)
    with TemporaryDirectory() as folder:
        for module in ("engine.py", "helpers.py", "controls.py"):
            shutil.copy(ROOT / module, folder)
        copies = []
        for path in complete:
            live = path.parent / "live" / path.name
            assert live.is_file(), (
                "a notebook is missing from the live edition: run python tools/publish.py"
            )
            copies.append(Path(folder, path.name))
            nbformat.write(with_outputs(live), copies[-1])
        return compare(copies, failures, "--twice", **environment)


def main(machines):
    """Run what this processor can emulate, and report it; return 1 if anything differed."""
    result = {}
    for machine in machines:
        if machine not in CAN.get(torch.backends.cpu.get_cpu_capability(), ["plain"]):
            result[machine] = "not tried, because this processor cannot do it"
            continue
        print(f"{machine}:", *(f"{k}={v}" for k, v in MACHINES[machine].items()), flush=True)
        result[machine] = "DIFFERENT" if run(machine) else "the same as committed"
    for machine, words in result.items():
        print(f"{machine:8}{words}")
    return int("DIFFERENT" in result.values())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
