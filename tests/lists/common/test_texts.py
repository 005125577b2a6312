"""A publisher's words."""

import pytest

from compliance.lists.common.texts import label_texts, part_numbered


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        ("(1) Tunis (2)-(6) -", ["Tunis"]),
        ("(1)-(2) Tunisia (3) Libya", ["Tunisia", "Libya"]),
        ("Tunisian", ["Tunisian"]),
        ("", []),
    ],
)
def test_numbered_values_are_taken_apart(cell: str, values: list[str]) -> None:
    assert part_numbered(cell) == values


def test_remarks_have_their_label_and_are_told_once() -> None:
    said = label_texts([("Title", " Dr "), ("Title", "Dr"), ("Title", ""), ("Born", None)])
    assert said == ("Title: Dr",)
