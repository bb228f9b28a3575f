"""Where a copy lives: the address of its remote, and what becomes of a fork."""

import subprocess

import pytest

import publish
from test_publish import ROOT, SOURCES, contents, course

__all__ = ["course"]  # a fixture


def git(folder, *command):
    command = ["git", "-c", "user.name=a", "-c", "user.email=a@b.c", "-C", str(folder), *command]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture
def upstream(course):
    """The same under git, with an address, as its owner has it."""
    publish.main(["--repository", "owner/course"], course)
    git(course, "init", "-q", "-b", "main")
    git(course, "add", ".")
    git(course, "commit", "-q", "-m", "the course")
    return course


HERE = """
https://github.com/Some-One/my.course         https://github.com/Some-One/my.course.git
https://kim:secret@github.com/Some-One/my.course.git  http://www.github.com/Some-One/my.course/
git@github.com:Some-One/my.course.git         git@github.com:/Some-One/my.course
ssh://git@github.com:22/Some-One/my.course.git        git://github.com/Some-One/my.course.git
"""
ELSEWHERE = """
https://kim:secret@gitlab.com/some/course.git git@github-work:some/course.git
https://github.example.org/some/course        https://github.com.example.org/some/course
https://notgithub.com/some/course             /home/kim/github.com/some/course
"""


@pytest.mark.parametrize("url", HERE.split())
def test_the_address_is_that_of_origin_in_all_its_forms(tmp_path, url):
    git(tmp_path, "init", "-q")
    git(tmp_path, "remote", "add", "origin", url)
    assert publish.origin(tmp_path) == ("Some-One/my.course", "")


@pytest.mark.parametrize("url", ELSEWHERE.split())
def test_other_hosts_are_refused_in_a_sentence_without_a_password(tmp_path, url):
    git(tmp_path, "init", "-q")
    git(tmp_path, "remote", "add", "origin", url)
    shown = url.replace("kim:secret@", "")
    why = f"The remote origin, {shown}, is not an address at github.com"
    assert publish.origin(tmp_path) == (None, why)


def test_without_a_remote_the_address_stays_and_it_says_how_to_set_it(course, capsys):
    publish.main(["--repository", "someone/course"], course)
    before = contents(course)
    (course / "notebooks" / "live" / SOURCES[0].name).unlink()
    capsys.readouterr()
    assert publish.main([], course) == 0
    said = capsys.readouterr().out
    assert said.startswith("There is no remote named origin, so the address stays. make publish ")
    assert contents(course) == before


def test_a_course_within_another_repository_has_not_its_address(tmp_path, course):
    git(tmp_path, "init", "-q")
    git(tmp_path, "remote", "add", "origin", HERE.split()[0])
    assert publish.origin(course)[0] is None


def change(folder, name, old, new):
    """What upstream does: a change by hand, what follows from it, and a commit."""
    text = (folder / name).read_text("utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new), "utf-8")
    publish.main(["--repository", "owner/course"], folder)
    git(folder, "commit", "-q", "-a", "-m", "better")


def test_the_life_of_a_fork(upstream, tmp_path):
    fork, version = tmp_path / "fork", publish.VERSION.search((ROOT / "helpers.py").read_text())[0]
    git(tmp_path, "clone", "-q", str(upstream), str(fork))
    git(fork, "remote", "set-url", "origin", HERE.split()[0])
    assert publish.main(["--check"], fork) == 1, "no address of its own yet"
    publish.main([], fork)
    git(fork, "commit", "-q", "-a", "-m", "address")
    assert publish.written(fork) == ("Some-One/my.course", "main")
    assert "git-pull?" in (fork / "README.md").read_text("utf-8"), "nbgitpuller follows a branch"
    publish.main(["--ref", "autumn"], fork)
    git(fork, "commit", "-q", "-a", "-m", "autumn")
    git(fork, "tag", "autumn")
    assert "git-pull?" not in (fork / "README.md").read_text("utf-8"), "but never a tag"

    first = f"notebooks/{SOURCES[0].name}"
    change(upstream, first, "## One good feature", "## One excellent feature")
    change(upstream, "helpers.py", version, 'VERSION = "9.9"')
    git(fork, "pull", "-q", "--no-rebase", "--no-edit", str(upstream), "main")  # without conflict
    assert publish.main(["--check"], fork) == 0
    assert publish.written(fork) == ("Some-One/my.course", "autumn"), "what was handed out stays"
    for name, text in contents(fork).items():
        assert b"owner/course" not in text
        has = 'VERSION = "9.9"' in text.decode().replace("\\", "")
        assert has == name.endswith((".py", ".ipynb"))
    assert "One excellent feature" in (fork / "notebooks" / "live" / SOURCES[0].name).read_text()

    publish.main(["--ref", "release"], upstream)  # changes the very lines that the fork has changed
    change(upstream, first, "## One excellent feature", "## One better feature")
    git(fork, "pull", "-q", "--no-rebase", "--no-edit", "-X", "ours", str(upstream), "main")
    publish.main([], fork)
    assert publish.written(fork) == ("Some-One/my.course", "autumn")
    assert not any(b"owner/course" in text for text in contents(fork).values())
    assert "## One better feature" in (fork / first).read_text("utf-8")


def test_line_ends_are_the_same_on_windows(upstream, tmp_path):
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "-c", "core.autocrlf=true", str(upstream), str(clone))
    assert publish.main(["--check", "--repository", "owner/course"], clone) == 0
