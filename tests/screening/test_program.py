"""Every library that can change an answer is known: computed from the imports."""

import shutil
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, packages_distributions, requires, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from compliance.audit.program import identify_program
from compliance.screening.program import (
    LIBRARIES,
    LIST_ROOMS,
    OPTIONAL_LIBRARIES,
    describe_program,
    library_versions,
    list_marks,
)
from tests.test_architecture import MODULES, PACKAGE, dotted, imports, room

SCREENING_PATH = frozenset(
    "model names matching columns ownership readers screening.screen audit.delta "
    "storage.fingerprints "
    "lists.common lists.curated lists.sources lists.as_of lists.diff lists.list_files lists.owners "
    "lists.catalog "
    "lists.private lists.official_import".split()
)
"""Rooms and modules that decide an answer: what is read, how names are spelled and compared."""


def imported() -> Iterator[str]:
    """The distributions that the rooms of the screening path import."""
    distributions = packages_distributions()
    for module in MODULES:
        if {room(module), dotted(module)} & SCREENING_PATH:
            for name in imports(module):
                package = name.split(".")[0]
                if package != "compliance" and package not in sys.stdlib_module_names:
                    yield from map(canonicalize_name, distributions.get(package, [package]))


def needed(distribution: str) -> Iterator[str]:
    """A distribution and all that it needs here, extras apart."""
    yield distribution
    for requirement in map(Requirement, requires(distribution) or ()):
        if not requirement.marker or requirement.marker.evaluate({"extra": ""}):
            yield from needed(canonicalize_name(requirement.name))


def test_every_library_that_decides_is_listed() -> None:
    always = set(imported()) - set(OPTIONAL_LIBRARIES)
    assert {one for name in always for one in needed(name)} == set(LIBRARIES)


def test_all_of_them_are_in_run_records_and_in_the_key_of_kept_lists() -> None:
    versions = library_versions()
    assert versions.items() <= identify_program().libraries.items()
    named = {f"{name} {version}" for name, version in versions.items()}
    assert named <= set(describe_program())
    assert named <= set(list_marks())
    assert {"unicode", *LIBRARIES} == set(versions) - set(OPTIONAL_LIBRARIES)


def test_a_kept_list_is_known_by_all_rooms_that_make_it() -> None:
    modules = {f"compliance.{dotted(one)}".removesuffix(".__init__"): one for one in MODULES}
    asked, found = {"compliance.screening.list_cache"}, set[str]()
    while asked:
        found |= asked
        reached = {name for one in asked for name in imports(modules[one])}
        asked = reached & modules.keys() - found
    rooms = {name.split(".")[1] for name in found} - {"errors"}  # what is said, not what is read
    assert rooms == set(LIST_ROOMS)


def test_versions_are_those_that_python_knows() -> None:
    versions = library_versions()
    assert {name: version(name) for name in LIBRARIES} == {
        name: versions[name] for name in LIBRARIES
    }


def test_versions_are_found_in_the_first_folder_that_has_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder, names in (("a", ("Tomli-9.0.dist-info",)), ("b", ("tomli-1.0.dist-info",))):
        for name in (*names, "python_calamine-8.dist-info", "rapidfuzz-7-py3.11.egg-info"):
            (tmp_path / folder / name).mkdir(parents=True)
    first = [str(tmp_path / folder) for folder in ("none", "a", "b")]
    monkeypatch.setattr(sys, "path", first + sys.path)
    found = library_versions()
    assert (found["tomli"], found["python-calamine"], found["rapidfuzz"]) == ("9.0", "8", "7")


def test_a_library_that_is_not_installed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [])
    with pytest.raises(PackageNotFoundError):
        library_versions()


def test_a_program_is_known_by_its_bytes_wherever_it_is(tmp_path: Path) -> None:
    here = describe_program()
    copy = tmp_path / "compliance"
    shutil.copytree(PACKAGE, copy, copy_function=shutil.copyfile)
    assert describe_program(copy) == here
    (copy / "bundled").mkdir(exist_ok=True)
    (copy / "bundled" / "more.toml").write_text("x = 1\n")
    assert describe_program(copy) == here
    errors = copy / "errors.py"
    errors.write_bytes(errors.read_bytes().replace(b"\n", b"\r\n"))
    assert describe_program(copy) == here, "the ends of lines do not count"
    errors.write_text("print()\n")
    first, *rest = describe_program(copy)
    assert (first != here[0], rest) == (True, list(here[1:]))
