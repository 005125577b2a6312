"""Write docs/api.md from the docstrings of the library, as `make docs` does.

For each function its signature and what its docstring says; for each class its attributes in the
order of the code, with the text below each of them. Nothing is written by hand but the headings.
"""

import ast
import inspect
import re
import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum
from itertools import zip_longest

from compliance import errors, library, model

PAGE = "docs/api.md"
HEAD = """\
# The library, call by call

<!-- Written by `make docs` from the docstrings; do not edit by hand. -->

Everything here is imported from `compliance` (functions and `PolicyRow`), `compliance.library`
(what they return), `compliance.model` (what a result holds) or `compliance.errors`.
[library.md](library.md) shows it in use, [glossary.md](glossary.md) explains the words. A name that
is not on this page may change with any version.
"""
SECTIONS: Mapping[str, Sequence[Callable[..., object]]] = {
    "Functions": (
        library.load_lists,
        library.screen_names,
        library.screen_frame,
        library.screen_file,
    ),
    "What they take and return": (
        library.Lists,
        library.ListWarning,
        library.PolicyRow,
        library.Results,
        library.Result,
        library.FileReport,
    ),
    "What a result holds": (
        model.Decision,
        model.RowResult,
        model.Question,
        model.Party,
        model.Match,
        model.Evidence,
        model.Review,
        model.Verdict,
        model.ListEntry,
        model.PartyKind,
        model.Name,
        model.NameKind,
        model.Address,
        model.Identifier,
        model.Listing,
        model.Programme,
        model.Lead,
        model.Ownership,
        model.Outcome,
        model.Standing,
        model.DestinationNote,
        model.DestinationRule,
    ),
    "What a report says of the run": (
        model.Report,
        model.Manifest,
        model.InputFile,
        model.SheetSummary,
        model.NotAsked,
        model.ListInfo,
        model.FileCount,
        model.Rejected,
        model.Settings,
        model.Purpose,
        model.RuleStatement,
        model.DestinationCount,
        model.RecordInfo,
        model.Since,
        model.Change,
    ),
    "Errors": tuple(
        one
        for one in vars(errors).values()
        if inspect.isclass(one) and one.__module__ == errors.__name__
    ),
}
"""Heading of the page -> what stands under it, in order."""
LONGEST = 96
"""Signs of a signature on one line."""
_ITEM = re.compile(r"^(\w+): ", re.MULTILINE)
_PARTS = ("Args", "Returns", "Raises")


def write_page() -> str:
    """The whole page."""
    parts = [HEAD]
    for heading, shown in SECTIONS.items():
        parts += [f"\n## {heading}\n", *map(_describe, shown)]
    return "\n".join(parts)


def _describe(shown: Callable[..., object]) -> str:
    describe = _describe_class if inspect.isclass(shown) else _describe_function
    return "\n".join(describe(shown))


def _describe_function(function: Callable[..., object]) -> Iterator[str]:
    yield f"### `{function.__name__}`\n"
    yield f"```python\n{write_signature(function)}\n```\n"
    yield from _describe_docstring(function)


def _describe_class(shown: type) -> Iterator[str]:
    parent = shown.__bases__[0].__name__ if issubclass(shown, Exception) else ""
    yield f"### `{shown.__name__}{f'({parent})' * bool(parent)}`\n"
    yield from _describe_docstring(shown)
    rows = list(_list_attributes(shown))
    if rows:
        yield "\n".join(rows) + "\n"


def _describe_docstring(shown: object) -> Iterator[str]:
    """The docstring as Markdown: its lists of arguments and errors as lists."""
    text = inspect.getdoc(shown) or ""
    for block in text.split("\n\n"):
        first, _, rest = block.partition("\n")
        name = first.removesuffix(":")
        if name in _PARTS and first.endswith(":"):
            said = _ITEM.sub(r"* `\1`: ", textwrap.dedent(rest))
            yield f"**{name}**\n\n{said}\n"
        elif block.strip():
            yield f"{block}\n"


def write_signature(function: Callable[..., object]) -> str:
    """`name(a: str, *, b: int = 1) -> C`, an argument a line where it is long."""
    signature = inspect.signature(function)
    given = list(signature.parameters.values())
    returned = _write_type(signature.return_annotation)
    parts: list[str] = []
    for at, one in enumerate(given):
        if one.kind is one.KEYWORD_ONLY and (not at or given[at - 1].kind < one.VAR_POSITIONAL):
            parts.append("*")
        star = "*" if one.kind is one.VAR_POSITIONAL else ""
        default = "" if one.default is one.empty else f" = {one.default!r}"
        parts.append(f"{star}{one.name}: {_write_type(one.annotation)}{default}")
    line = f"{function.__name__}({', '.join(parts)}) -> {returned}"
    if len(line) <= LONGEST:
        return line
    inner = "".join(f"    {part},\n" for part in parts)
    return f"{function.__name__}(\n{inner}) -> {returned}"


def _write_type(annotation: object) -> str:
    """A type without the modules before its names."""
    text = annotation if isinstance(annotation, str) else inspect.formatannotation(annotation)
    return re.sub(r"\b(?:\w+\.)+(?=[A-Z])", "", text)


def _list_attributes(shown: type) -> Iterator[str]:
    """A line each public field, member, property and method that the class itself defines."""
    body = ast.parse(textwrap.dedent(inspect.getsource(shown))).body[0].body
    for node, after in zip_longest(body, body[1:]):
        said = _text_below(after)
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield _line(f"{node.target.id}: {_write_type(ast.unparse(node.annotation))}", said)
        elif isinstance(node, ast.Assign) and issubclass(shown, Enum):
            member = getattr(shown, ast.unparse(node.targets[0]))
            yield _line(f"{member.name} = {str(member.value)!r}", said)
        elif isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield _describe_method(shown, node)


def _text_below(node: ast.stmt | None) -> str:
    """The text that explains the field above it."""
    match node:
        case ast.Expr(value=ast.Constant(value=str(text))):
            return inspect.cleandoc(text)
    return ""


def _describe_method(shown: type, node: ast.FunctionDef) -> str:
    said = inspect.cleandoc(ast.get_docstring(node) or "")
    returned = _write_type(ast.unparse(node.returns)) if node.returns else ""
    if any(ast.unparse(one) in ("property", "cached_property") for one in node.decorator_list):
        return _line(f"{node.name}: {returned}", said)
    parts = [
        f"{one.name}: {_write_type(one.annotation)}"
        + ("" if one.default is one.empty else f" = {one.default!r}")
        for one in inspect.signature(getattr(shown, node.name)).parameters.values()
        if one.name != "self"
    ]
    return _line(f"{node.name}({', '.join(parts)}) -> {returned}", said)


def _line(code: str, said: str) -> str:
    text = "\n\n".join(" ".join(part.split()) for part in said.split("\n\n"))
    indented = textwrap.indent(text, "  ").strip()
    return f"* `{code}`: {indented}" if indented else f"* `{code}`"
