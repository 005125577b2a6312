"""Patterns that are compiled when they are first used."""

import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.model.text_pattern import TextPattern

COUNT_COMPILED = """
import re, sys
compiled, real = [], re.compile
def count(pattern, flags=0):
    if "compliance" in sys._getframe(1).f_code.co_filename:
        compiled.append(pattern)
    return real(pattern, flags)
re.compile = count
import compliance.matching, compliance.places, compliance.readers
print(*compiled)
"""


@given(st.text("ab1 -"), st.sampled_from([r"a+", r"(a)|(b)", r"\s*-\s*", r"^A", r""]))
def test_every_method_is_that_of_re(text: str, pattern: str) -> None:
    ours, theirs = (made(pattern, re.IGNORECASE) for made in (TextPattern, re.compile))

    def told(found: re.Match[str] | None) -> object:
        return found and (found.span(), found.groups())

    for name in ("search", "match", "fullmatch"):
        assert told(getattr(ours, name)(text)) == told(getattr(theirs, name)(text)), name
    assert [*map(told, ours.finditer(text))] == [*map(told, theirs.finditer(text))]
    assert ours.findall(text) == theirs.findall(text)
    assert ours.split(text) == theirs.split(text)
    assert ours.sub("_", text, count=1) == theirs.sub("_", text, count=1)


def test_what_is_never_used_is_not_compiled() -> None:
    wrong = TextPattern("(")
    with pytest.raises(re.error):
        wrong.search("")


def test_loading_the_rooms_of_a_run_compiles_nothing() -> None:
    command = [sys.executable, "-c", COUNT_COMPILED]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert not done.stdout.strip()
