"""Numbers that decide only how fast an answer comes: another one gives the same answers."""

import ast
from importlib import import_module
from pathlib import Path

import pytest

from benchmarks.mutants import ROOT, Number, list_numbers
from compliance.matching import Matcher
from compliance.model import Match, Party, Watchlist
from tests.matching.building import bundled
from tests.matching.test_prefilter import ASKED

LISTED = Watchlist(lists=(), entries=bundled().entries[20:220:4])
PARTIES = [Party(name=name) for name in (*ASKED, "Huawei", "Hikvison USA", "Shi Li Rong", "ZTE")]
COSTS = [one for one in list_numbers(ROOT) if one.cost]


_MANY = 64
"""A number of things at a time or remembered is larger, and may be three as well."""


def answers() -> list[tuple[Match, ...]]:
    """What the matcher finds, made ready anew."""
    return [tuple(found) for found in Matcher(LISTED).search(PARTIES, min_score=0.1)]


def changed(number: Number) -> tuple[str, object]:
    """The constant that the number stands in, and its value with the number changed."""
    text = (ROOT / number.path).read_text("utf-8")
    made = text[: number.start] + number.changed + text[number.end :]
    for statement in ast.parse(made).body:
        if isinstance(statement, ast.Assign) and statement.lineno == number.line:
            return ast.unparse(statement.targets[0]), eval(ast.unparse(statement.value), {})  # noqa: S307
    raise AssertionError(number)


@pytest.fixture(scope="module")
def wanted() -> list[tuple[Match, ...]]:
    return answers()


@pytest.mark.parametrize("number", COSTS, ids=lambda one: f"{one.path.stem}:{one.line}")
def test_another_number_gives_the_same_answers(
    number: Number, wanted: list[tuple[Match, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    name, value = changed(number)
    module = import_module(".".join(Path(number.path).with_suffix("").parts))
    assert getattr(module, name) != value
    monkeypatch.setattr(module, name, value)
    assert answers() == wanted
    if isinstance(value, int) and value > _MANY:
        monkeypatch.setattr(module, name, 3)
        assert answers() == wanted
