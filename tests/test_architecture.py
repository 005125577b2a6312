"""The floors of docs/architecture.md, held by a test."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "compliance"
FLOORS = {
    "model": 0,
    "errors": 0,
    "names": 1,
    "lists.as_of": 1,
    "lists.diff": 1,
    "matching": 2,
    "columns": 2,
    "ownership": 2,
    "lists": 3,
    "lists.common": 3,
    "lists.curated": 3,
    "lists.sources": 3,
    "readers": 2,
    "configuration": 3,
    "lists.data_folder": 3,
    "lists.freshness": 3,
    "lists.archive": 3,
    "lists.history": 3,
    "lists.writer_lock": 3,
    "lists.pins": 3,
    "lists.publishers": 3,
    "lists.shelf": 3,
    "lists.contents": 3,
    "lists.verification": 3,
    "decisions": 3,
    "storage": 2,
    "signing": 3,
    "lists.list_files": 4,
    "lists.owners": 4,
    "lists.catalog": 4,
    "lists.acceptance": 5,
    "lists.private": 6,
    "lists.official_import": 6,
    "places": 4,
    "policy": 4,
    "lists.http_answers": 6,
    "lists.partial_download": 6,
    "lists.download": 6,
    "lists.update": 6,
    "reporters": 5,
    "screening": 5,
    "spark": 6,
    "audit": 6,
    "selftest": 6,
    "library": 7,
    "batches": 6,
    "cli": 8,
    "__main__": 9,
}
STEPS = (
    "lists.as_of lists.diff lists.data_folder lists.freshness lists.common",
    "lists.archive lists.history lists.writer_lock lists.pins lists.curated",
    "lists.sources lists.publishers lists.shelf lists.verification",
    "lists.list_files lists.contents",
    "lists.owners",
    "lists.catalog",
    "lists.acceptance lists.private",
    "lists.official_import lists.http_answers",
    "lists.partial_download",
    "lists.download",
    "lists.update",
)
"""The room `lists`, from below: there too a module imports only what stands on an earlier line."""
LOCATIONS = {name: number for number, line in enumerate(STEPS) for name in line.split()}
TYPER_ROOM = "cli"
NETWORK_ROOM = "lists.download"
"""The only module that may import a network library."""
NETWORK_USERS = {NETWORK_ROOM, "lists.update"}
"""What reaches the network when it is called: imported by each other and the update command."""
UPDATE_COMMAND = PACKAGE / "cli" / "lists" / "update.py"
LONGEST_FILE = 600
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
            table = LOCATIONS if {here, there} <= set(LOCATIONS) else FLOORS
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


@pytest.mark.parametrize("module", MODULES, ids=lambda m: str(m.relative_to(PACKAGE)))
def test_files_stay_small(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


def test_every_room_has_a_floor() -> None:
    rooms = {room(module) for module in MODULES} - {"__init__"}
    assert rooms == set(FLOORS)
    assert set(LOCATIONS) == {name for name in FLOORS if name.startswith("lists.")}


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
