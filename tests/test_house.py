"""The house stays as it is: names, sizes and numbers, by the rules of benchmarks/house.toml."""

import ast
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest

from benchmarks.house_figures import (
    PACKAGE,
    RULES,
    Function,
    Module,
    count_most_floors,
    count_numbers,
    find_floors,
    is_banned,
    measure,
    read_imports,
    read_package,
    share_called_once,
    write_table,
)

MODULES = read_package(PACKAGE)
LIMITS: dict[str, int] = RULES["limits"]
EXCEPTIONS: dict[str, Any] = RULES["exceptions"]


def name_functions() -> dict[str, Function]:
    """Every function of the package by its place: `matching.arrays.Strings.take`."""
    return {
        ".".join(filter(None, (place(module), function.owner, function.name))): function
        for module in MODULES
        for function in module.functions
    }


def place(module: Module) -> str:
    """The dotted name inside the package."""
    return module.name.removeprefix("compliance").lstrip(".")


FUNCTIONS = name_functions()


def test_a_class_name_stands_for_one_thing() -> None:
    places = defaultdict(list)
    for module in MODULES:
        for name in module.classes:
            places[name].append(module.name)
    assert {name: where for name, where in places.items() if len(where) > 1} == {}


def test_public_functions_are_named_by_what_they_do() -> None:
    banned = {where for where, f in FUNCTIONS.items() if not f.is_private and is_banned(f)}
    known = EXCEPTIONS["names"]
    assert banned - set(known) == set(), "a function is a verb with its object: find_candidates"
    assert set(known) - banned == set(), "take these out of benchmarks/house.toml"
    assert len(known) == len(set(known))


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_modules_stay_small(module: Module) -> None:
    assert module.lines <= LIMITS["lines_of_a_module"]


def test_folders_stay_small() -> None:
    files = Counter(str(module.path.parent.relative_to(PACKAGE)) for module in MODULES)
    check_limit(files, LIMITS["files_in_a_folder"], EXCEPTIONS["folders"])


def test_functions_stay_small() -> None:
    lines = Counter({where: function.lines for where, function in FUNCTIONS.items()})
    check_limit(lines, LIMITS["lines_of_a_function"], EXCEPTIONS["functions"])


def test_private_functions_are_mostly_used_more_than_once() -> None:
    assert 100 * share_called_once(MODULES) <= LIMITS["private_used_once"]


def test_numbers_of_matching_are_in_its_data() -> None:
    counts = Counter(
        {place(m): count_numbers(m) for m in MODULES if place(m).startswith("matching.")}
    )
    check_limit(counts, 0, RULES["numbers"])


def check_limit(sizes: Counter[str], limit: int, exceptions: dict[str, int]) -> None:
    """Nothing is larger than the limit, but for exceptions, which only get smaller."""
    above = {name: size for name, size in sizes.items() if size > exceptions.get(name, limit)}
    assert above == {}
    shrunk = {name: sizes[name] for name, size in exceptions.items() if sizes[name] < size}
    assert shrunk == {}, "make these smaller, or take them out, in benchmarks/house.toml"


def test_no_private_part_of_a_library_is_imported() -> None:
    for module in MODULES:
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Import):
                named = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                named = [f"{node.module}.{alias.name}" for alias in node.names]
            else:
                continue
            for name in named:
                if name.split(".")[0] not in ("compliance", "__future__"):
                    assert not any(part.startswith("_") for part in name.split(".")), module.path


def test_a_private_name_stays_in_its_module() -> None:
    for module in MODULES:
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("compliance"):
                names = [alias.name for alias in node.names if alias.name != "__version__"]
                assert not [name for name in names if name.startswith("_")], module.path


PAGE = (Path(__file__).parent.parent / "docs" / "house.md").read_text(encoding="utf-8")
MAY_DIFFER = 0.1
"""The page is written now and then: by this share its sizes may differ from the code."""


def test_the_page_has_the_figures_of_this_package() -> None:
    table = dict(re.findall(r"^\| ([^|]+?) \| ([\d,.]+)(?: %)? \|", PAGE, flags=re.MULTILINE))
    figures = measure(MODULES)
    assert set(figures) <= set(table)
    for figure in ("lines", "files", "functions", "longest module, lines"):
        told, now = (float(text.replace(",", "")) for text in (table[figure], figures[figure]))
        assert abs(told - now) <= MAY_DIFFER * now, f"{figure}: write docs/house.md anew"


def test_the_page_tells_the_limits_and_what_is_left() -> None:
    for text in ("Python files in a folder", "lines of a module", "lines of a function"):
        key = text.replace("Python ", "").replace(" ", "_")
        assert f"| {text} | {LIMITS[key]} |" in PAGE
    assert f"{sum(RULES['numbers'].values())} numbers still stand" in PAGE


# --- What measures ----------------------------------------------------------------------------


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package of three modules on two floors, two of them in a circle."""
    folder = tmp_path / "shop"
    folder.mkdir()
    (folder / "__init__.py").write_text("from shop import till\n")
    (folder / "till.py").write_text(
        "from . import stock\n\n\ndef told():\n    return _once() + _twice() + _twice()\n\n\n"
        "def _once():\n    return 1\n\n\ndef _twice():\n    return 2\n"
    )
    (folder / "stock.py").write_text("import shop.till\n\n\nclass Stock:\n    def of(self): ...\n")
    (folder / "tests").mkdir()
    (folder / "tests" / "test_till.py").write_text("def test_it(): ...\n")
    return folder


def test_a_package_is_measured_without_its_tests(package: Path) -> None:
    figures = measure(read_package(package))
    assert figures["files"] == "3"
    assert figures["functions"] == "4"
    assert figures["named by a participle alone"] == "25.0 %"
    assert figures["private functions used once"] == "50.0 %"
    assert figures["modules in a circle of imports"] == "2"
    assert figures["import floors of modules"] == "2"
    assert "| files | 3 |" in write_table([package])


def test_banned_names_are_seen_and_verbs_are_not(package: Path) -> None:
    functions = [one for module in read_package(package) for one in module.functions]
    assert [one.name for one in functions if is_banned(one)] == ["of", "told"]
    named = {"read": False, "feed": False, "given": True, "by_number": True, "add_all": False}
    for name, banned in named.items():
        function = Function(name=name, owner="", lines=1, is_property=False)
        assert is_banned(function) is banned, name


def test_a_circle_is_one_floor() -> None:
    floors, circles = find_floors({"a": {"b"}, "b": {"c"}, "c": {"b", "d"}, "d": set()})
    assert floors == {"a": 2, "b": 1, "c": 1, "d": 0}
    assert circles == 2


def test_floors_of_a_folder_are_those_among_its_own_modules(package: Path) -> None:
    modules = read_package(package)
    assert count_most_floors(read_imports(modules), modules) == 1
    assert share_called_once(modules) == 0.5
