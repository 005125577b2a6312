"""Names typed without their spaces are read both ways."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.names import prepare
from compliance.names.readings import readings


@pytest.mark.parametrize(
    ("raw", "tokens"),
    [
        ("Dahua", [("dahua",)]),
        ("HikVision", [("hikvision",), ("hik", "vision")]),
        ("UNIVISASA", [("univisasa",), ("univisa",)]),
        ("DahuaGmbH", [("dahua",)]),
        ("Hik Vision", [("hik", "vision")]),
        (
            "长江电缆",
            [("changjiang", "cable"), ("yangtze", "cable"), ("yangtze", "river", "cable")],
        ),
        ("株式会社日立ビル", [("rilibiru",)]),
        ("...", [()]),
        ("", [()]),
    ],
)
def test_readings(raw: str, tokens: list[tuple[str, ...]]) -> None:
    assert [name.tokens for name in readings(raw)] == tokens


@settings(deadline=None)
@given(st.text(max_size=40))
def test_the_writing_itself_comes_first_and_nothing_twice(raw: str) -> None:
    found = readings(raw)
    assert found[0].tokens == prepare(raw).tokens
    keys = [(name.tokens, name.legal) for name in found]
    assert len(keys) == len(set(keys))
