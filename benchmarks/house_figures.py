"""Measure how a package is built: sizes, names, helpers, imports; and write docs/house.md.

usage: python -m benchmarks.house_figures [--docs docs/house.md] [FOLDER...]

FOLDER is a package of others to stand beside this one: one that is installed, or what
`pip download --no-deps` has brought and `unzip` unpacked. Folders named `tests` are left out.
"""

from __future__ import annotations

import argparse
import ast
import re
import statistics
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "compliance"
RULES: Mapping[str, Any] = tomllib.loads(
    Path(__file__).with_name("house.toml").read_text(encoding="utf-8")
)
START = "<!-- figures: written by benchmarks/house_figures.py -->\n"
END = "<!-- end of figures -->\n"
Definition = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Function:
    """A function or method as it is defined."""

    name: str
    owner: str
    """The class; empty for a function of the module."""
    lines: int
    """From `def` to its last line, docstring included."""
    is_property: bool

    @property
    def is_private(self) -> bool:
        """Whether its name begins with an underscore."""
        return self.name.startswith("_")

    @property
    def is_magic(self) -> bool:
        """Whether Python gives it its name."""
        return self.name.startswith("__") and self.name.endswith("__")

    @property
    def words(self) -> list[str]:
        """The words of its name."""
        return [word for word in self.name.lower().split("_") if word]


@dataclass(frozen=True, slots=True)
class Module:
    """A module of a package."""

    path: Path
    name: str
    """Dotted, with the package."""
    lines: int
    tree: ast.Module

    @property
    def functions(self) -> Iterator[Function]:
        """All functions, those in functions apart."""
        yield from _read_functions(self.tree, "")

    @property
    def classes(self) -> Iterator[str]:
        """The names of its classes."""
        return (node.name for node in ast.walk(self.tree) if isinstance(node, ast.ClassDef))


def read_package(folder: Path) -> list[Module]:
    """Every module below the folder of a package, tests apart."""
    modules = []
    for path in sorted(folder.rglob("*.py")):
        parts = path.relative_to(folder.parent).with_suffix("").parts
        if "tests" not in parts:
            text = path.read_text(encoding="utf-8")
            name = ".".join(parts).removesuffix(".__init__")
            modules.append(Module(path, name, len(text.splitlines()), ast.parse(text)))
    return modules


def _read_functions(node: ast.Module | ast.ClassDef, owner: str) -> Iterator[Function]:
    for child in ast.walk(node) if isinstance(node, ast.Module) else node.body:
        if isinstance(child, ast.ClassDef) and isinstance(node, ast.Module):
            yield from _read_functions(child, child.name)
        elif isinstance(child, Definition) and (owner or child in node.body):
            lines = (child.end_lineno or child.lineno) - child.lineno + 1
            decorators = map(ast.unparse, child.decorator_list)
            is_property = any("property" in text for text in decorators)
            yield Function(child.name, owner, lines, is_property)


# --- Names ------------------------------------------------------------------------------------


def is_participle(word: str) -> bool:
    """Whether a word is a participle, as far as its ending and the list tell."""
    words = RULES["words"]
    if word in words["no_participles"].split():
        return False
    return word in words["participles"].split() or bool(re.fullmatch(r"\w{2,}(ed|ing)", word))


def is_bare_participle(function: Function) -> bool:
    """Whether a name is one participle and nothing else: `told`."""
    return len(function.words) == 1 and is_participle(function.words[0])


def is_banned(function: Function) -> bool:
    """Whether a name is a participle, pronoun or adverb alone, or begins with a preposition."""
    if not function.words or function.is_magic:
        return False
    words = RULES["words"]
    is_alone = len(function.words) == 1 and function.words[0] in words["alone"].split()
    is_open = function.words[0] in words["first"].split()
    return is_bare_participle(function) or is_alone or is_open


def count_numbers(module: Module) -> int:
    """How many numbers other than 0, 1 and 2 stand in the code of a module.

    Sizes of memory decide no answer and are not counted: `1 << 15`, and what a cache holds.
    """
    nodes = list(ast.walk(module.tree))
    sizes = {
        id(part)
        for node in nodes
        for part in ast.walk(node)
        if (isinstance(node, ast.BinOp) and isinstance(node.op, ast.LShift))
        or (isinstance(node, ast.keyword) and node.arg == "maxsize")
    }
    return sum(
        isinstance(node, ast.Constant)
        and isinstance(node.value, int | float)
        and node.value not in (0, 1, 2)
        and id(node) not in sizes
        for node in nodes
    )


# --- Helpers ----------------------------------------------------------------------------------


def count_references(module: Module) -> Counter[str]:
    """How often each name is used in a module, definitions apart."""
    return Counter(
        node.id if isinstance(node, ast.Name) else node.attr
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Name | ast.Attribute)
    )


def share_called_once(modules: Iterable[Module]) -> float:
    """Share of private functions that their module uses exactly once, 0..1."""
    uses = [
        references[function.name]
        for module in modules
        for references in [count_references(module)]
        for function in module.functions
        if function.is_private and not function.is_magic
    ]
    return sum(use == 1 for use in uses) / max(len(uses), 1)


# --- Imports ----------------------------------------------------------------------------------


def read_imports(modules: Sequence[Module]) -> dict[str, set[str]]:
    """Module -> the modules of the package that it imports when it is loaded."""
    known = {module.name for module in modules}
    graph = {}
    for module in modules:
        named = set(_name_imports(module, known))
        graph[module.name] = (named & known) - {module.name}
    return graph


def _name_imports(module: Module, known: set[str]) -> Iterator[str]:
    is_package = module.path.name == "__init__.py"
    for node in module.tree.body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = module.name.split(".")
            above = base[: len(base) - node.level + is_package] if node.level else []
            source = ".".join([*above, *filter(None, [node.module])])
            for alias in node.names:
                inner = f"{source}.{alias.name}"
                yield inner if inner in known else source


def find_floors(graph: Mapping[str, set[str]]) -> tuple[dict[str, int], int]:
    """Module -> its floor, from 0, modules in a circle on one; and how many are in a circle."""
    reach = {name: _find_reachable(graph, name) for name in graph}
    circle = {
        name: frozenset(other for other in reach[name] if name in reach[other]) | {name}
        for name in graph
    }
    floors: dict[str, int] = {}
    for name in sorted(graph, key=lambda name: len(reach[name] | {name})):
        below = {other for member in circle[name] for other in graph[member]} - circle[name]
        floors[name] = max((floors[other] + 1 for other in below), default=0)
    return floors, sum(len(members) > 1 for members in circle.values())


def _find_reachable(graph: Mapping[str, set[str]], start: str) -> set[str]:
    found: set[str] = set()
    waiting = [start]
    while waiting:
        for name in graph[waiting.pop()] - found:
            found.add(name)
            waiting.append(name)
    return found


def count_most_floors(graph: Mapping[str, set[str]], modules: Sequence[Module]) -> int:
    """The most floors that the modules of one folder need among themselves."""
    folders: dict[Path, set[str]] = defaultdict(set)
    for module in modules:
        if module.path.name != "__init__.py":
            folders[module.path.parent].add(module.name)
    inner = ({name: graph[name] & names for name in names} for names in folders.values())
    return max(max(find_floors(part)[0].values()) + 1 for part in inner)


# --- The table --------------------------------------------------------------------------------


def measure(modules: Sequence[Module]) -> dict[str, str]:
    """The figures of a package, in words and numbers."""
    functions = [one for module in modules for one in module.functions if not one.is_magic]
    lengths = sorted(function.lines for function in functions)
    files = Counter(module.path.parent for module in modules)
    classes = Counter(name for module in modules for name in set(module.classes))
    graph = read_imports(modules)
    floors, circles = find_floors(graph)
    first = [
        function for function in functions if function.words and is_participle(function.words[0])
    ]
    return {
        "lines": f"{sum(module.lines for module in modules):,}",
        "files": str(len(modules)),
        "most files in a folder": str(max(files.values())),
        "longest module, lines": f"{max(module.lines for module in modules):,}",
        "functions": f"{len(functions):,}",
        "function length: median": f"{statistics.median(lengths):.0f}",
        "function length: 95 of 100 up to": str(lengths[len(lengths) * 95 // 100]),
        "function length: longest": str(lengths[-1]),
        "private functions, of all": show_share(
            sum(function.is_private for function in functions) / len(functions)
        ),
        "private functions used once": show_share(share_called_once(modules)),
        "named by a participle alone": show_share(
            sum(map(is_bare_participle, functions)) / len(functions)
        ),
        "names that begin with a participle": show_share(len(first) / len(functions)),
        "class names that stand twice": str(sum(count > 1 for count in classes.values())),
        "import floors of modules": str(max(floors.values()) + 1),
        "most floors in a folder": str(count_most_floors(graph, modules)),
        "modules in a circle of imports": str(circles),
    }


def show_share(share: float) -> str:
    """A share, 0..1, in per cent."""
    return f"{share:.1%}".replace("%", " %")


def write_table(folders: Sequence[Path]) -> str:
    """Markdown: a figure a line, a package a column."""
    packages = {folder.name: measure(read_package(folder)) for folder in folders}
    head = ["", *packages]
    rows = [
        [figure, *(values[figure] for values in packages.values())]
        for figure in next(iter(packages.values()))
    ]
    lines = [head, ["---", *["---:"] * len(packages)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def run() -> None:
    """Print the table, or write it into a page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    parser.add_argument("--docs", type=Path, metavar="PAGE")
    options = parser.parse_args()
    table = write_table([PACKAGE, *options.folders])
    if options.docs:
        before, _, rest = options.docs.read_text(encoding="utf-8").partition(START)
        text = f"{before}{START}\n{table}\n{END}{rest.partition(END)[2]}"
        options.docs.write_text(text, encoding="utf-8")
    else:
        print(table, end="")


if __name__ == "__main__":
    run()
