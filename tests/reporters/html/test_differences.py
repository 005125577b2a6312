"""Two names over each other: the parts that only one of them has."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.reporters.html.differences import Segment, compare_names


def marked(segments: list[Segment]) -> str:
    return "".join(f"[{text}]" if differs else text for text, differs in segments)


@pytest.mark.parametrize(
    ("asked", "listed", "first", "second"),
    [
        ("Hikvision", "HIKVISION", "Hikvision", "HIKVISION"),
        ("Hik Vision Digital", "Hikvision Digital", "Hik Vision Digital", "Hikvision Digital"),
        ("Société Générale", "Societe Generale", "Société Générale", "Societe Generale"),
        ("Dahua Bakery", "Dahua Technology", "Dahua [Bakery]", "Dahua [Technology]"),
        ("Vision Hik", "Hik Vision", "Vision Hik", "Hik Vision"),
        ("Acme Ltd.", "Acme", "Acme [Ltd.]", "Acme"),
        ("Huawei", "海康威视", "[Huawei]", "[海康威视]"),
        ("杭州海康威视", "海康威视数字", "[杭州]海康威视", "海康威视[数字]"),
        ("Hikvison", "Hikvision", "Hikvison", "Hikvis[i]on"),
        ("", "Acme", "", "[Acme]"),
    ],
)
def test_what_only_one_name_has_is_marked(asked: str, listed: str, first: str, second: str) -> None:
    assert tuple(map(marked, compare_names(asked, listed))) == (first, second)


@given(st.text(max_size=40), st.text(max_size=40))
def test_the_parts_join_to_the_whole_names(asked: str, listed: str) -> None:
    first, second = compare_names(asked, listed)
    assert "".join(text for text, _ in first) == asked
    assert "".join(text for text, _ in second) == listed


@given(st.text(max_size=40))
def test_the_same_name_has_no_differing_part(name: str) -> None:
    first, second = compare_names(name, name)
    assert not any(differs for _, differs in (*first, *second))
