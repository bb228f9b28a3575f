"""The ways into the course: which systems are refused in words, and that all files agree on it."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import ready
from ready import reason

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


@pytest.mark.parametrize(
    ("system", "python", "options", "words"),
    [
        ("linux-x86_64", (3, 11), {}, None),
        ("win-amd64", (3, 13), {"libc": ("", "")}, None),
        ("macosx-arm64", (3, 12), {"mac": "14.7.1", "libc": ("", "")}, None),
        ("linux-x86_64", (3, 10), {}, "needs Python 3.11 to 3.14, and this is 3.10"),
        ("linux-x86_64", (3, 14), {"newest": (3, 13)}, "needs Python 3.11 to 3.13"),
        ("macosx-x86_64", (3, 12), {}, "Intel processor"),
        ("macosx-arm64", (3, 12), {"mac": "13.6"}, "needs macOS 14, and this is macOS 13.6"),
        ("win-arm64", (3, 12), {}, "Windows on ARM"),
        ("linux-x86_64", (3, 12), {"libc": ("", "")}, "glibc 2.28"),
        ("linux-x86_64", (3, 12), {"libc": ("glibc", "2.17")}, "glibc 2.28"),
        ("linux-x86_64", (3, 11), {"made": ("PyPy", 64)}, "no package for linux-x86_64, PyPy"),
        ("win32", (3, 12), {}, "no package"),
    ],
)
def test_what_pytorch_has_no_package_for_is_refused_in_words(system, python, options, words):
    said = reason(system, python, **options)
    if words is None:
        assert said is None
    else:
        assert words in said
        assert "make lab PYTHON=" in said or "Google Colab" in said


def test_make_says_it_before_it_installs_anything(tmp_path):
    older = tmp_path / "python3.10"
    older.write_text(
        f"#!{sys.executable}\nimport runpy, sys\n"
        "sys.version_info, sys.argv = (3, 10, 1), sys.argv[1:]\n"
        "runpy.run_path(sys.argv[0], run_name='__main__')\n"
    )
    older.chmod(0o755)
    made = ["make", "-s", f"PYTHON={older}", "--what-if=requirements.txt", ".venv/reader"]
    result = subprocess.run(made, cwd=ROOT, capture_output=True, text=True)
    assert result.stderr.startswith("This course needs Python 3.11 to 3.14, and this is 3.10.")
    assert result.returncode


def test_all_files_name_pythons_that_pytorch_has():
    assert reason("linux-x86_64", (3, 13)) is None
    assert README.count("Python 3.11 to 3.14") >= 2
    assert f'">=3.11,<3.{ready.NEWEST[1] + 1}"' in README
    texts = [path.read_text("utf-8") for path in (*WORKFLOWS, ROOT / "environment.yml")]
    texts += [README, (ROOT / ".devcontainer" / "devcontainer.json").read_text("utf-8")]
    found = re.findall(r'(?:python[-=:]*|python-version: "|py -)(3\.\d+)', "\n".join(texts))
    assert len(found) >= 6
    for version in found:
        assert reason("linux-x86_64", ready.numbers(version)) is None


def test_nobody_gets_the_ipywidgets_that_vs_code_does_not_show():
    (line,) = re.findall(r"^ipywidgets(\S*)", (ROOT / "requirements.txt").read_text("utf-8"), re.M)
    assert line == "~=8.1.8,!=8.1.9"


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_workflows_pin_their_actions_and_write_only_when_asked(path):
    text = path.read_text("utf-8")
    for action in re.findall(r"uses: (\S+)", text):
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", action), action
    if "contents: write" in text:
        assert re.search(r"^on:\n  workflow_dispatch:\n", text, re.M)
        assert not re.search(r"^  (?:push|pull_request\w*|schedule):", text, re.M)
