"""Real list files beside the checkout, where there are any: tests that read them skip without."""

import os
from functools import cache
from pathlib import Path

import pytest

from compliance.lists import catalog, list_files
from compliance.lists.sources.base import ParsedList, Reference
from compliance.model import ListInfo

ROOT = Path(__file__).parents[3]
LISTS = Path(os.environ.get("SCREEN_SHARED", ROOT.parent / "shared")) / "lists"


def real(name: str) -> Path:
    """A real file by its path below the lists; skips the test when it is not there."""
    path = LISTS / name
    if not path.exists():
        pytest.skip(f"no real list {name} beside the checkout")
    return path


@cache
def reference() -> Reference:
    """The programmes and citations that come with the program."""
    return catalog.load_reference(ROOT / "lists")


@cache
def loaded(name: str) -> tuple[ListInfo, ParsedList]:
    """A real file as the program reads it."""
    return catalog.load_one(list_files.read_given(real(name)), reference())
