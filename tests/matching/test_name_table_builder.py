"""A list's columns do not depend on the parts in which its names come."""

from collections.abc import Sequence

import numpy as np
import pytest
from msgspec import Struct

from compliance.matching import name_table, prepared_list, term_index
from compliance.matching.name_table import (
    NameTableBuilder,
    build_name_part,
    build_name_table,
)
from compliance.model import Watchlist
from tests.matching.building import bundled, side

TEXTS = ["Hik Vision", "Hikvision", "Dahua Technology", "Vision Technology Blue", "Hik Vision Blue"]


def same(one: object, other: object) -> bool:
    """Whether all columns are equal, in columns of columns too."""
    if isinstance(one, Struct):
        names = one.__struct_fields__
        return all(same(getattr(one, name), getattr(other, name)) for name in names)
    return np.asarray(one).dtype == np.asarray(other).dtype and np.array_equal(one, other)  # type: ignore[arg-type]


def made(parts: Sequence[Sequence[str]]) -> tuple[object, object]:
    taken = NameTableBuilder()
    for part in parts:
        taken.add(build_name_part([side(text) for text in part]))
    return taken.names(), taken.term_index()


@pytest.mark.parametrize("size", [1, 2, 4])
def test_names_and_terms_are_those_of_all_names_at_once(
    monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(name_table, "_TERMS", size)
    names, terms = build_name_table([side(text) for text in TEXTS], asked=False)
    parts = [TEXTS[at : at + size] for at in range(0, len(TEXTS), size)]
    found, known = made(parts)
    assert same(known, term_index.build_term_index(terms))
    assert np.array_equal(found.parts.terms, names.parts.terms)  # type: ignore[attr-defined]
    assert same(made([TEXTS])[0], found)


def test_a_list_made_ready_in_parts_is_the_list_made_ready_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    entries = bundled().entries[:150]
    whole = prepared_list.prepare_list(Watchlist(lists=(), entries=entries), together=len(entries))
    monkeypatch.setattr(name_table, "_TERMS", 50)
    parts = prepared_list.prepare_list(Watchlist(lists=(), entries=entries), together=7)
    assert same(parts.columns, whole.columns)
    assert (parts.weights, len(parts)) == (whole.weights, len(whole))


def test_an_empty_list_can_be_made_ready() -> None:
    assert len(prepared_list.prepare_list(Watchlist(lists=(), entries=()))) == 0
