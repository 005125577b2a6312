"""In what two programs differ."""

from msgspec.structs import replace

from compliance import MATCHER, __version__
from compliance.audit.program import compare_programs, identify_program


def test_the_program_that_is_running() -> None:
    now = identify_program()
    assert (now.version, now.matcher) == (__version__, MATCHER)
    assert "rapidfuzz" in now.libraries
    assert not compare_programs(now, identify_program())


def test_what_differs_is_named() -> None:
    now = identify_program()
    then = replace(now, version="0.0.1", matcher=0, libraries={**now.libraries, "rapidfuzz": "1"})
    assert compare_programs(then, now) == [
        f"version 0.0.1 then, {__version__} now",
        f"matcher 0 then, {MATCHER} now",
        f"rapidfuzz 1 then, {now.libraries['rapidfuzz']} now",
    ]


def test_changed_code_of_the_same_version() -> None:
    [line] = compare_programs(replace(identify_program(), code="f" * 64), identify_program())
    assert line.startswith("the program's files are others: ffffffffffff then")
