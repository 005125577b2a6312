"""docs/architecture.md: its tree is what the code says, and each of its rules holds."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import architecture_tree
import pytest

from compliance import model, readers, reporters
from compliance.cli.exits import ExitCode
from compliance.cli.inputs import INPUT_FORMATS
from compliance.lists.sources import SOURCES

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "compliance"
FLOORS = architecture_tree.read_floors()
STEPS = architecture_tree.read_floors("steps")
"""The room `lists`, from below: there too a module imports only what stands on an earlier line."""
TYPER_ROOM = "cli"
NETWORK_ROOM = "lists.download"
"""The only module that may import a network library."""
NETWORK_USERS = {NETWORK_ROOM, "lists.update"}
"""What reaches the network when it is called: imported by each other and the update command."""
PURE_ROOMS = {"names", "matching", "columns", "model"}
EXTRAS = {"pandas", "pyarrow", "pyspark", "py4j"}
EXTRAS_ROOMS = {"library.frames": {"pandas"}, "spark": {"pyarrow", "pyspark", "py4j"}}
"""Modules that are loaded late themselves, and what they import when they are."""
UPDATE_COMMAND = PACKAGE / "cli" / "lists" / "update.py"
MODULES = sorted(PACKAGE.rglob("*.py"))


def room(module: Path) -> str:
    """The first part of a module's path inside the package; in `lists`, the second one too."""
    return room_of(dotted(module))


def dotted(module: Path) -> str:
    """The module's name inside the package."""
    return ".".join(module.relative_to(PACKAGE).with_suffix("").parts)


def room_of(name: str) -> str:
    """The room of a module by its dotted name inside the package."""
    parts = name.removesuffix(".__init__").split(".")
    return ".".join(parts[:2] if parts[0] == "lists" else parts[:1])


def imports(module: Path) -> Iterator[str]:
    """Every dotted name the module imports, functions included."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: relative import"
            yield from (target(node.module or "", alias.name) for alias in node.names)


def target(package: str, name: str) -> str:
    """What `from package import name` imports: the module of that name, else the package."""
    path = ROOT / package.replace(".", "/") / name
    return f"{package}.{name}" if path.is_dir() or path.with_suffix(".py").is_file() else package


def inside(module: Path) -> Iterator[str]:
    """The project's own modules among the imports, without the package name."""
    for name in imports(module):
        if name.startswith("compliance."):
            yield name.removeprefix("compliance.")


@pytest.mark.parametrize("module", MODULES, ids=lambda m: str(m.relative_to(PACKAGE)))
def test_imports_go_downwards(module: Path) -> None:
    here = room(module)
    if here == "__init__":
        return
    for target in inside(module):
        there = room_of(target)
        if there != here:
            table = STEPS if {here, there} <= set(STEPS) else FLOORS
            assert table[there] < table[here], f"{here} must not import {there}"


def test_siblings_do_not_form_a_cycle() -> None:
    graph = {
        module.relative_to(PACKAGE).with_suffix("").as_posix().replace("/", "."): set(
            inside(module)
        )
        for module in MODULES
    }
    graph = {name.removesuffix(".__init__"): targets for name, targets in graph.items()}
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " -> ".join((*path, name))
        if name in done:
            return
        for target in graph.get(name, ()):
            visit(target, (*path, name))
        done.add(name)

    for name in graph:
        visit(name, ())


@pytest.mark.parametrize("module", MODULES, ids=lambda m: str(m.relative_to(PACKAGE)))
def test_only_cli_imports_typer(module: Path) -> None:
    if room(module) != TYPER_ROOM:
        assert not any(name.split(".")[0] in ("typer", "click") for name in imports(module))


def test_every_room_has_a_floor() -> None:
    rooms = {room(module) for module in MODULES} - {"__init__"}
    assert rooms == set(FLOORS)
    assert set(STEPS) == {name for name in FLOORS if name.startswith("lists.")}


def test_screening_code_cannot_reach_the_network() -> None:
    networks = {"socket", "ssl", "urllib", "http", "requests", "urllib3", "httpx", "aiohttp"}
    harmless = {"urllib.parse", "http"}
    for module in MODULES:
        named = {name for name in imports(module) if name not in harmless}
        if room(module) != NETWORK_ROOM:
            assert not networks & {name.split(".")[0] for name in named}, module


def test_only_the_update_command_imports_the_network_room() -> None:
    for module in MODULES:
        if room(module) not in NETWORK_USERS and module != UPDATE_COMMAND:
            assert not any(room_of(one) in NETWORK_USERS for one in inside(module)), module


def test_the_network_library_is_loaded_late() -> None:
    [module] = [one for one in MODULES if room(one) == NETWORK_ROOM]
    top = ast.parse(module.read_text("utf-8")).body
    names = {alias.name for node in top if isinstance(node, ast.Import) for alias in node.names}
    assert not names & {"requests", "urllib3"}


# --- The page ---------------------------------------------------------------------------------

PAGE = architecture_tree.PAGE.read_text(encoding="utf-8")
RULES = PAGE.partition("## Rules of the house")[2]


def test_the_tree_is_what_the_code_says() -> None:
    assert architecture_tree.replace_tree(PAGE) == PAGE, "make docs"


def test_every_module_stands_in_the_tree_once() -> None:
    tree = architecture_tree.write_tree(FLOORS)
    modules = re.findall(r"\* `(\w+\.py)`", tree)
    expected = [m.name for m in MODULES if m.name != "__init__.py"]
    assert sorted(modules) == sorted(expected)
    folders = re.findall(r"\*\*`(\w+)/`\*\*", tree)
    assert len(folders) == sum(m.name == "__init__.py" for m in MODULES) - 1


def test_every_rule_names_a_test() -> None:
    here = {name for name in globals() if name.startswith("test_")}
    for rule in re.split(r"^\* ", RULES, flags=re.MULTILINE)[1:]:
        named = re.findall(r"`(test_\w+)`", rule)
        files = re.findall(r"`(tests/\w+\.py)`", rule)
        assert named or files, rule
        assert set(named) <= here, rule
        assert all((ROOT / file).is_file() for file in files), rule


def test_folders_of_the_page_exist() -> None:
    for place in re.findall(r"`((?:\w+/)+(?:\w+\.\w+)?)`", PAGE.partition("<!--")[0]):
        assert (ROOT / place).exists(), place


def test_a_rows_way_uses_the_names_of_the_model() -> None:
    way = PAGE.partition("## A row's way")[2].partition("## ")[0]
    [*calls] = re.findall(r"\b([A-Z][A-Za-z]+)\(", way)
    assert {"Row", "Question", "Party", "RowResult", "Match"} <= set(calls)
    for name, fields in re.findall(r"\b([A-Z][A-Za-z]+)\((\w+=[^()]*)", way):
        known = {*getattr(model, name).__struct_fields__}
        assert set(re.findall(r"(\w+)=", fields)) <= known, name
    for line in re.findall(r"^  (\w+) ", way, flags=re.MULTILINE):
        assert line in FLOORS, line


# --- Its rules --------------------------------------------------------------------------------


def is_pure(module: Path) -> bool:
    """Whether the module is in a pure room or calls itself pure in its first sentence."""
    first = architecture_tree.read_first_sentence(module)
    return room(module) in PURE_ROOMS or first.startswith("Pure") or first.endswith("Pure.")


def test_pure_code_reads_nothing_but_its_data() -> None:
    outside = {"os", "subprocess", "socket", "tempfile", "shutil", "mmap", "fcntl", "logging"}
    reading = re.compile(r"(?<![\w.])open\(|\.(read_text|read_bytes|open)\(")
    writing = re.compile(r"\.(write_text|write_bytes|unlink|mkdir|touch)\(")
    for module in filter(is_pure, MODULES):
        assert not outside & {name.split(".")[0] for name in imports(module)}, module
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                body = "\n".join(map(ast.unparse, node.body))
                is_own = "__file__" in body
                assert not writing.search(body), f"{module}: {node.name} writes"
                assert is_own or not reading.search(body), f"{module}: {node.name} reads a file"


def test_every_plug_is_a_module_of_its_room() -> None:
    for source in SOURCES.values():
        assert source.parse.__module__.startswith("compliance.lists.sources")
    for reader in readers.READERS.values():
        assert reader.__module__.startswith("compliance.readers.")
    for name in reporters.FORMATS:
        place = PACKAGE / "reporters" / name
        assert place.is_dir() or place.with_suffix(".py").is_file(), name


def test_choices_are_the_keys_of_the_tables() -> None:
    assert tuple(suffix.removeprefix(".") for suffix in readers.READERS) == INPUT_FORMATS
    for name in reporters.FORMATS:
        assert reporters.choose_format(Path(f"report.{name}"), name) == name


def find_calls(name: str) -> set[str]:
    """The modules in which something of this name is called."""
    return {
        dotted(module)
        for module in MODULES
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name
    }


def test_answers_are_made_in_one_place() -> None:
    unpacking = {"screening.packed_results", "screening.result_buffer"}
    assert find_calls("RowResult") - unpacking == {"screening.screen"}


def test_names_are_prepared_in_one_place() -> None:
    assert find_calls("PreparedName") == {"names.prepare"}


def test_extras_are_imported_late() -> None:
    for module in MODULES:
        top = ast.parse(module.read_text(encoding="utf-8")).body
        plain = [node for node in top if isinstance(node, ast.Import)]
        named = {alias.name.split(".")[0] for node in plain for alias in node.names}
        named |= {
            (node.module or "").split(".")[0] for node in top if isinstance(node, ast.ImportFrom)
        }
        own = EXTRAS_ROOMS.get(room(module), set()) | EXTRAS_ROOMS.get(dotted(module), set())
        assert not named & EXTRAS - own, module


def test_values_are_structs() -> None:
    old = {module for module in MODULES if any("dataclasses" in one for one in imports(module))}
    assert old == set()


def test_nothing_below_cli_ends_the_program() -> None:
    for module in MODULES:
        if FLOORS.get(room(module), 0) < FLOORS["cli"]:
            source = ast.parse(module.read_text(encoding="utf-8"))
            ends = {ast.unparse(n.func) for n in ast.walk(source) if isinstance(n, ast.Call)}
            raised = {
                ast.unparse(n.exc) for n in ast.walk(source) if isinstance(n, ast.Raise) and n.exc
            }
            assert not {"sys.exit", "exit", "quit"} & ends, module
            assert not any(text.startswith("SystemExit") for text in raised), module


def test_exit_codes_are_those_of_the_page() -> None:
    told = dict(re.findall(r"(\d) (every row|open HIT|could not|screened inc)", RULES))
    assert told == {
        str(int(ExitCode.NOTHING_OPEN)): "every row",
        str(int(ExitCode.OPEN)): "open HIT",
        str(int(ExitCode.NOT_STARTED)): "could not",
        str(int(ExitCode.INCOMPLETE)): "screened inc",
    }


def test_the_oracle_is_in_use() -> None:
    text = (ROOT / "tests" / "matching" / "test_oracle.py").read_text(encoding="utf-8")
    assert "from tests.matching.oracle import exhaustive" in text
