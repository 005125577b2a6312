"""The settings file: found upwards, all problems at once, paths relative to itself."""

from pathlib import Path

import pytest

from compliance.configuration import Choices, find, load
from compliance.errors import ConfigurationError


def settings(folder: Path, text: str, name: str = "screen.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def refused(path: Path, formats: tuple[str, ...] = ("xlsx", "jsonl")) -> ConfigurationError:
    with pytest.raises(ConfigurationError) as caught:
        load(path, formats=formats)
    return caught.value


def test_every_key_is_read(tmp_path: Path) -> None:
    path = settings(
        tmp_path,
        """
        list = ["curated", "private/list.toml"]
        column = {name = "Kunde", country = "Land"}
        sheet = "Kunden"
        output = "reports"
        format = "xlsx"
        min-score = 0.5
        max-matches = 3
        quiet = true
        engine = "spark"
        master = "spark://node:7077"
        processes = 4
        """,
    )
    assert load(path, formats=("xlsx",)) == Choices(
        lists=("curated", str(tmp_path / "private" / "list.toml")),
        columns=(("name", "Kunde"), ("country", "Land")),
        sheets=("Kunden",),
        outputs=(str(tmp_path / "reports"),),
        format="xlsx",
        min_score=0.5,
        max_matches=3,
        quiet=True,
        engine="spark",
        master="spark://node:7077",
        processes=4,
    )


def test_work_that_cannot_be_done_so(tmp_path: Path) -> None:
    path = settings(tmp_path, 'engine = "Spark"\nmaster = 1\nprocesses = 0')
    assert refused(path).message == (
        "screen.toml: engine must be one of local, spark; master must be a text in quotes; "
        "processes must be a whole number from 1 to 1000"
    )


def test_publishers_are_read_with_paths_from_the_file(tmp_path: Path) -> None:
    path = settings(
        tmp_path,
        """
        data = "lists.data"
        locked = "pins/screen.lock"
        [lists.csl]
        mirror = "mirror/csl"
        stop-after-days = 0
        canaries = "Huawei"
        [lists.letters]
        addresses = ["letters.csv", "https://lists.example/b.csv"]
        [lists.un]
        addresses = {"un.xml" = "un/consolidated.xml"}
        most-lost = 0.1
        """,
    )
    found = load(path)
    assert found.data == str(tmp_path / "lists.data")
    assert found.locked == str(tmp_path / "pins" / "screen.lock")
    assert found.publishers == {
        "csl": {
            "mirror": str(tmp_path / "mirror" / "csl"),
            "stop-after-days": 0,
            "canaries": ["Huawei"],
        },
        "letters": {"addresses": [str(tmp_path / "letters.csv"), "https://lists.example/b.csv"]},
        "un": {
            "addresses": {"un.xml": str(tmp_path / "un" / "consolidated.xml")},
            "most-lost": 0.1,
        },
    }


def test_all_problems_of_publishers_come_at_once(tmp_path: Path) -> None:
    path = settings(
        tmp_path,
        """
        [lists.CSL]
        canary = ["Huawei"]
        warn-after-days = "7"
        most-lost = 5
        addresses = {"a/b.csv" = "https://lists.example"}
        """,
    )
    assert refused(path).message == (
        "screen.toml: lists has 'CSL', which is no id: lower case letters, digits and single "
        "hyphens; has in [lists.CSL] an unknown key 'canary', did you mean 'canaries'?; "
        "has in [lists.CSL] warn-after-days, which must be a whole number of days, 0 for no limit; "
        "has in [lists.CSL] most-lost, which must be a number from 0 to 1; "
        "has in [lists.CSL] addresses, which has 'a/b.csv', which is no file name"
    )


def test_lists_for_list(tmp_path: Path) -> None:
    assert refused(settings(tmp_path, 'lists = ["curated"]')).message == (
        "screen.toml: lists must be tables, such as [lists.csl]; `list` says which lists are in use"
    )


def test_an_empty_file_says_nothing(tmp_path: Path) -> None:
    path = settings(tmp_path, "")
    assert load(path) == Choices()


def test_standard_output_is_no_path(tmp_path: Path) -> None:
    assert load(settings(tmp_path, 'output = "-"')).outputs == ("-",)


def test_all_problems_come_at_once(tmp_path: Path) -> None:
    path = settings(
        tmp_path,
        """
        liste = ["curated"]
        max_matches = 3
        colour = "red"
        sheet = []
        column = "name=Kunde"
        output = 7
        format = "docx"
        min-score = 1.5
        max-matches = true
        quiet = "yes"
        """,
    )
    assert refused(path).message == (
        "screen.toml: unknown key 'liste', did you mean 'list'?; "
        "unknown key 'max_matches', did you mean 'max-matches'?; "
        "unknown key 'colour'; "
        'sheet must be a text or a list of texts, such as ["a", "b"]; '
        'column must be a table of role and header, such as {name = "Kunde"}; '
        'output must be a text or a list of texts, such as ["a", "b"]; '
        "format is 'docx'; there are xlsx, jsonl; "
        "min-score must be a number from 0 to 1; "
        "max-matches must be a whole number from 1 to 1000; "
        "quiet must be true or false"
    )


def test_a_column_must_have_a_role_that_there_is(tmp_path: Path) -> None:
    path = settings(tmp_path, 'column = {nam = "Kunde", colour = "Farbe"}')
    assert refused(path).message == (
        "screen.toml: column has unknown role 'nam', did you mean 'name'?; unknown role 'colour'"
    )


def test_the_hint_names_the_keys(tmp_path: Path) -> None:
    assert refused(settings(tmp_path, "x = 1")).hint == (
        "the keys are list, owners, column, sheet, no-parties, output, format, min-score, "
        "max-matches, quiet, long, log, places, fail-on, without-parties, engine, master, "
        "processes, data, locked, lists, decisions, review, record, signing, rules, purpose, "
        "policy"
    )


def test_no_toml(tmp_path: Path) -> None:
    message = refused(settings(tmp_path, "list = curated")).message
    assert message.startswith("settings file 'screen.toml' is no TOML: ")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    problem = refused(tmp_path / "mine.toml")
    assert problem.message == "settings file 'mine.toml' cannot be read: No such file or directory"


def test_found_upwards_and_the_nearest_wins(tmp_path: Path) -> None:
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    far = settings(tmp_path, "")
    assert find(below) == far
    near = settings(tmp_path / "a", "[tool.screen]\nquiet = true", "pyproject.toml")
    assert find(below) == near
    assert load(near).quiet


def test_a_pyproject_of_others_is_passed_over(tmp_path: Path) -> None:
    below = tmp_path / "a"
    below.mkdir()
    settings(tmp_path, "")
    settings(below, "[tool.ruff]\nline-length = 100", "pyproject.toml")
    assert find(below) == tmp_path / "screen.toml"
    settings(below, "this is no TOML", "pyproject.toml")
    assert find(below) == tmp_path / "screen.toml"


def test_its_own_file_wins_over_pyproject(tmp_path: Path) -> None:
    settings(tmp_path, "[tool.screen]\nquiet = true", "pyproject.toml")
    own = settings(tmp_path, "")
    assert find(tmp_path) == own


def test_decisions_and_their_rules(tmp_path: Path) -> None:
    text = 'decisions = "d.jsonl"\n[review]\nexpiry-days = 90\ntwo-reviewers = true'
    choices = load(settings(tmp_path, text))
    assert choices.decisions == str(tmp_path / "d.jsonl")
    assert (choices.expiry_days, choices.two_reviewers) == (90, True)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("review = 1", "review must be a table, such as [review] with expiry-days = 365"),
        ("[review]\nexpiry = 1", "review has an unknown key 'expiry'"),
        ("[review]\nexpiry-days = 0", "has expiry-days, which must be a whole number from 1 to"),
        ('[review]\ntwo-reviewers = "yes"', "has two-reviewers, which must be true or false"),
        ("decisions = 1", "decisions must be a text in quotes"),
    ],
)
def test_wrong_rules_of_decisions(tmp_path: Path, text: str, said: str) -> None:
    assert said in refused(settings(tmp_path, text)).message


STATED = """
[rules.bis-affiliates]
state = "in force"
from = 2026-11-10
name = "J. Doe"
date = "2026-11-20"
source = "91 FR 12345"
"""


def test_an_officer_states_what_a_rule_is_with_name_date_and_source(tmp_path: Path) -> None:
    [said] = load(settings(tmp_path, STATED)).rules
    assert said.sentence == (
        "bis-affiliates is in force since 2026-11-10, as J. Doe verified on 2026-11-20 "
        "(91 FR 12345)"
    )


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('name = "J. Doe"', "", "rules has in [rules.bis-affiliates] no name"),
        ('source = "91 FR 12345"', "", "rules has in [rules.bis-affiliates] no source"),
        ('date = "2026-11-20"', 'date = "lately"', "date, which must be a day, such as"),
        ('"in force"', '"dead"', "state, which must be one of in force, suspended"),
        ("name =", "nme =", "an unknown key 'nme', did you mean 'name'?"),
        ("[rules.bis-affiliates]", "[rules]", "must be tables, such as [rules.bis-affiliates]"),
    ],
)
def test_a_statement_that_lacks_something_is_refused(
    tmp_path: Path, old: str, new: str, problem: str
) -> None:
    assert problem in refused(settings(tmp_path, STATED.replace(old, new))).message
