"""The table of parameters: each number is used, and says what it means and why it is that one."""

import re
from pathlib import Path

import pytest

from compliance.matching import parameters
from compliance.matching.parameters import read_count, read_parameters

MODULES = sorted(Path(parameters.__file__).parent.rglob("*.py"))
_NAME = re.compile(r'"([a-z_]+\.[a-z_]+)"')


def names_read(module: Path) -> set[str]:
    """The parameters that a module names."""
    return {*_NAME.findall(module.read_text("utf-8"))} & read_parameters().keys()


@pytest.mark.parametrize("name", sorted(read_parameters()))
def test_each_says_what_it_means_and_why(name: str) -> None:
    one = read_parameters()[name]
    assert one.meaning.endswith(".")
    assert one.reason


def test_each_is_read_by_the_module_that_it_is_named_after() -> None:
    read = {name for path in MODULES for name in names_read(path) if name.startswith(path.stem)}
    assert read == read_parameters().keys()


def test_a_count_is_a_whole_number() -> None:
    assert read_count("scoring.short") == 3
    with pytest.raises(TypeError, match=r"scoring\.telling is no whole number: 0\.5"):
        read_count("scoring.telling")
