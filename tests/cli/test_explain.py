"""`screen explain`: two names side by side, or one against a list."""

import pytest

from compliance.cli.main import main
from tests.cli.conftest import LISTED, Screen


def test_two_names_that_do_not_match_are_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "Hik Vision Bakery", "Blue River Glass", "--no-config"]) == 0
    ran = capsys.readouterr()
    assert ran.out.startswith("CLEAR (no match)  score 0.0")
    assert ran.err == ""


def test_two_names_that_match_exit_0_too(screen: Screen) -> None:
    ran = screen("explain", "Hangzhou Hikvision", LISTED)
    assert ran.code == 0
    assert f"{LISTED} (entry " in ran.out


def test_one_name_shows_the_nearest_entries(screen: Screen) -> None:
    ran = screen("explain", "Hikvision Bakery Dahua")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Nearest to Hikvision Bakery Dahua\n2 nearest entries")
    assert f"{LISTED} (entry " in ran.out


def test_without_a_list_the_bundled_one_is_asked(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "Hik Vision Bakery", "--no-config"]) == 0
    assert "10 nearest entries" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("names", "problem"),
    [
        ([], "no name is given (for example: screen explain "),
        ([" "], "no name is given (for example: screen explain "),
        (["Dahua", ""], "no name is given (for example: screen explain "),
        (["a", "b", "c"], "one name or two can be explained, not 3 (put each name in quotes"),
        (["..."], "a name has no letter or digit (there is nothing to compare)"),
        (["Dahua", "..."], "a name has no letter or digit (there is nothing to compare)"),
    ],
)
def test_bad_usage_exits_2(screen: Screen, names: list[str], problem: str) -> None:
    ran = screen("explain", *names)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"error: {problem}")


def test_markup_and_control_codes_stay_text(screen: Screen) -> None:
    ran = screen("explain", "[red]ACME[/red] \x1b[31m\u202eevil")
    assert "Nearest to [red]ACME[/red] <U+001B>[31m<U+202E>evil" in ran.out
