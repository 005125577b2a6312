"""Hashes are what other tools compute, and those in files of old stay what they are."""

import ast
import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.storage.hashing import (
    RunningHash,
    hash_bytes,
    hash_file,
    hash_parts,
    hash_sequence,
    hash_texts,
    join_hashes,
)

PACKAGE = Path(__file__).parents[2] / "compliance"
HASHING = ("storage/hashing.py", "readers/disk_file.py", "signing/ssh_signature.py")
PARTS = [b"abc" * 100_000, b"", b"end"]


def test_a_file_and_its_parts_have_the_hash_of_its_bytes(tmp_path: Path) -> None:
    whole = b"".join(PARTS)
    (tmp_path / "file").write_bytes(whole)
    running = RunningHash(PARTS[0])
    for part in PARTS[1:]:
        running.update(part)
    told = hashlib.sha256(whole).hexdigest()
    assert {hash_file(tmp_path / "file"), hash_bytes(whole), hash_parts(PARTS)} == {told}
    assert running.digits == told


def test_several_files_have_the_hash_of_what_sha256sum_writes() -> None:
    assert join_hashes({"a": "1" * 64}) == "1" * 64
    lines = f"{'1' * 64}  a\n{'2' * 64}  b\n".encode()
    assert join_hashes({"a": "1" * 64, "b": "2" * 64}) == hashlib.sha256(lines).hexdigest()


def test_hashes_in_files_of_old_stay() -> None:
    assert hash_texts("a", "b", length=16) == hashlib.sha256(b"a\x1fb").hexdigest()[:16]
    assert hash_sequence(("a", "bc"), 32) == hashlib.sha256(b"1:a2:bc").hexdigest()[:32]
    assert hash_texts("half \ud800")


@given(st.lists(st.text()), st.lists(st.text()))
def test_no_two_sequences_are_written_alike(texts: list[str], others: list[str]) -> None:
    assert (hash_sequence(texts) == hash_sequence(others)) is (texts == others)


@pytest.mark.parametrize("module", sorted(PACKAGE.rglob("*.py")), ids=str)
def test_hashes_are_made_in_one_place(module: Path) -> None:
    """But for readers, a floor below, which hash what they read, and OpenSSH's own SHA-512."""
    tree = ast.walk(ast.parse(module.read_text(encoding="utf-8")))
    named = {alias.name for node in tree if isinstance(node, ast.Import) for alias in node.names}
    here = module.relative_to(PACKAGE).as_posix()
    assert ("hashlib" in named) is (here in HASHING)
