"""Write the tree of docs/architecture.md from the code and the floors in docs/floors.toml.

A line of the tree is a room or a module with the first sentence of its docstring, so that what the
page says of a module stands in the module.

usage: python docs/architecture_tree.py [--check]      --check writes nothing and exits 1 when stale
"""

import ast
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "compliance"
FLOORS_FILE = ROOT / "docs" / "floors.toml"
PAGE = ROOT / "docs" / "architecture.md"
START = "<!-- tree: written by `make docs` -->\n"
END = "<!-- end of tree -->\n"
INDENT = "  "


def read_floors(key: str = "floors") -> dict[str, int]:
    """Room -> its floor, or with `steps` the step on which a module of `lists` stands."""
    lines: list[str] = tomllib.loads(FLOORS_FILE.read_text(encoding="utf-8"))[key]
    return {room: number for number, line in enumerate(lines) for room in line.split()}


def write_tree(floors: Mapping[str, int]) -> str:
    """The whole tree as Markdown, the highest floor first."""
    blocks = []
    for floor in range(max(floors.values()), -1, -1):
        rooms = sorted(room for room, number in floors.items() if number == floor)
        lines = [line for room in rooms for line in describe_room(room, rooms)]
        blocks.append("\n".join((f"### Floor {floor}", "", *lines)))
    return "\n\n".join(blocks) + "\n"


def describe_room(room: str, neighbours: list[str]) -> Iterator[str]:
    """The lines of a room: itself, then its modules one step further in."""
    place = PACKAGE.joinpath(*room.split("."))
    is_inside = room.startswith("lists.")
    if is_inside and "lists" not in neighbours and room == find_first_of_lists(neighbours):
        yield "* `lists/`, in part:"
    depth = 1 if is_inside else 0
    if not place.is_dir():
        yield describe_module(place.with_suffix(".py"), depth)
    elif room == "lists":
        yield describe_folder(place, depth)
    else:
        yield from describe_all_of(place, depth)


def find_first_of_lists(rooms: list[str]) -> str:
    """The first room of `lists` on a floor."""
    return next(room for room in rooms if room.startswith("lists."))


def describe_all_of(folder: Path, depth: int) -> Iterator[str]:
    """A folder, its modules, and the folders in it with theirs."""
    yield describe_folder(folder, depth)
    for module in sorted(folder.glob("*.py")):
        if module.name != "__init__.py":
            yield describe_module(module, depth + 1)
    for inner in sorted(folder.iterdir()):
        if (inner / "__init__.py").is_file():
            yield from describe_all_of(inner, depth + 1)


def describe_folder(folder: Path, depth: int) -> str:
    """One line for a folder with code."""
    return f"{INDENT * depth}* **`{folder.name}/`**: {read_first_sentence(folder / '__init__.py')}"


def describe_module(module: Path, depth: int) -> str:
    """One line for a module."""
    return f"{INDENT * depth}* `{module.name}`: {read_first_sentence(module)}"


def read_first_sentence(module: Path) -> str:
    """The first line of the docstring; raises SystemExit for a module without one."""
    text = ast.get_docstring(ast.parse(module.read_text(encoding="utf-8")))
    if not text:
        raise SystemExit(f"{module}: a module says in its first line what it holds")
    return text.split("\n\n")[0].replace("\n", " ")


def replace_tree(page: str) -> str:
    """The page with the tree between its marks."""
    before, _, rest = page.partition(START)
    return f"{before}{START}\n{write_tree(read_floors())}\n{END}{rest.partition(END)[2]}"


def run(arguments: list[str]) -> int:
    """Write or check; the exit code says whether the page was up to date."""
    page = PAGE.read_text(encoding="utf-8")
    new = replace_tree(page)
    if "--check" in arguments:
        return int(new != page)
    PAGE.write_text(new, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(run(sys.argv[1:]))
