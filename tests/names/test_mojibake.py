"""UTF-8 that was read as Western European letters is put right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.names.mojibake import repair_mojibake


@pytest.mark.parametrize("text", ["Düsseldorf Möbel GmbH", "Société Générale", "Газпром нефть"])
@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
def test_damage_is_undone(text: str, encoding: str) -> None:
    assert repair_mojibake(text.encode("utf-8").decode(encoding)) == text


@pytest.mark.parametrize("text", ["Hikvision", "Düsseldorf", "Société", "ÃO Motor", "中国 Ã¼", ""])
def test_sound_text_stays(text: str) -> None:
    assert repair_mojibake(text) == text


@given(st.text(max_size=40))
def test_every_text_survives_latin_1(text: str) -> None:
    damaged = text.encode("utf-8", "replace").decode("latin-1")
    assert repair_mojibake(damaged) in (damaged, text)
