"""`screen name`: one party, and all that is known of it."""

import json

import pytest

from compliance.cli.main import main
from tests.cli.conftest import LISTED, Screen


def test_an_entry_is_printed_whole_and_exits_1(screen: Screen) -> None:
    ran = screen("name", LISTED)
    assert (ran.code, ran.err) == (1, "")
    assert ran.out.startswith(f"HIT  {LISTED}\n")
    assert "Entity List" in ran.out
    assert "What it restricts" in ran.out
    assert "No match is not clearance" in ran.out


def test_words_need_no_quotes(screen: Screen) -> None:
    assert screen("name", *LISTED.split()).code == 1


def test_an_address_alone_is_looked_up(capsys: pytest.CaptureFixture[str]) -> None:
    asked = "Unit D, 16/F, One Capital Place, 18 Luard Road, Wanchai"
    assert main(["name", "--no-config", "--address", asked]) == 1
    out = capsys.readouterr().out
    assert out.startswith(f"HIT  (no name) {asked}")
    assert "this address is itself listed: whoever uses it is covered" in " ".join(out.split())


def test_an_address_that_nobody_lists_is_unscreened(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["name", "--no-config", "--address", "1 Elm Road, Wuhan"]) == 3
    assert "Not screened: no name is given." in capsys.readouterr().out


def test_a_name_that_nobody_lists_exits_0(screen: Screen) -> None:
    ran = screen("name", "Bakery Zimmermann")
    assert ran.code == 0
    assert ran.out.startswith("CLEAR (no match)  Bakery Zimmermann\n")


def test_as_data(screen: Screen) -> None:
    ran = screen("name", LISTED, "--country", "CN", "--format", "jsonl")
    [found] = map(json.loads, ran.out.splitlines())
    assert (found["name"], found["country"], found["decision"]) == (LISTED, "CN", "HIT")
    assert ran.code == 1


def test_markup_and_control_codes_stay_text(screen: Screen) -> None:
    ran = screen("name", "[red]ACME[/red] \x1b[31m\u202eevil", "--no-config")
    assert "[red]ACME[/red] <U+001B>[31m<U+202E>evil" in ran.out


def test_a_party_that_is_known_and_not_restricted_is_told_with_its_source(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["name", "Intel Corp", "--no-config"]) == 0
    out = capsys.readouterr().out
    assert "Not restricted" in out
    assert "Source: " in out
