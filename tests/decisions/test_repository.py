"""Two people decide on two branches, and git itself merges the record."""

import shutil
import subprocess
from pathlib import Path

import pytest

from compliance.decisions.record_file import read_verified_record
from compliance.errors import RecordError
from compliance.model import Verdict
from tests.decisions.building import another, decided, written

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")


def git(folder: Path, *words: str, check: bool = True) -> int:
    who = (
        "-c",
        "user.name=Test",
        "-c",
        "user.email=test@example.org",
        "-c",
        "commit.gpgsign=false",
    )
    done = subprocess.run(["git", *who, *words], cwd=folder, check=check, capture_output=True)
    return done.returncode


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A record of one decision in a repository, on the branch `main`."""
    git(tmp_path, "init", "-q", "-b", "main")
    path = tmp_path / "decisions.jsonl"
    written(path, decided(another(name="Common")))
    commit(path)
    return path


def commit(path: Path) -> None:
    git(path.parent, "add", "-A")
    git(path.parent, "commit", "-q", "-m", "decisions")


def branches(path: Path) -> None:
    """One decision on each of two branches, `theirs` and `main`."""
    git(path.parent, "checkout", "-q", "-b", "theirs")
    written(path, decided(another(name="Theirs")), decided(verdict=Verdict.TRUE_MATCH))
    commit(path)
    git(path.parent, "checkout", "-q", "main")
    written(path, decided(another(name="Ours")), decided(reviewer="C. Dahl"))
    commit(path)


def test_a_union_of_branches_verifies_and_the_next_decision_ties_them(path: Path) -> None:
    (path.parent / ".gitattributes").write_text("decisions.jsonl merge=union\n", encoding="utf-8")
    commit(path)
    branches(path)
    git(path.parent, "merge", "-q", "theirs")
    record = read_verified_record(path)
    assert sorted(one.party for one in record.decisions if one.party != "Hik Vision Bakery") == [
        "Common",
        "Ours",
        "Theirs",
    ]
    assert len(record.heads) == 2
    assert len(record.standing[decided().pair]) == 2  # both branches decided it, differently
    after = written(path, decided(verdict=Verdict.ESCALATE))
    assert len(after.heads) == 1
    assert [one.decision for one in after.standing[decided().pair]] == [Verdict.ESCALATE]


def test_a_conflict_is_refused_until_its_marks_are_gone(path: Path) -> None:
    branches(path)
    assert git(path.parent, "merge", "-q", "theirs", check=False) == 1
    with pytest.raises(RecordError, match="git could not merge here"):
        read_verified_record(path)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(line for line in lines if line.startswith(b"{")))
    assert len(read_verified_record(path).decisions) == 5
