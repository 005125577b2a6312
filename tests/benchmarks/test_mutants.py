"""Numbers of matching are found where they stand, and are put back."""

from pathlib import Path

from benchmarks import mutants


def test_every_number_stands_where_it_is_said_to_stand() -> None:
    numbers = list(mutants.list_numbers(mutants.ROOT))
    assert {"scoring", "caps", "telling_words"} <= {one.path.stem for one in numbers}
    for one in numbers:
        text = (mutants.ROOT / one.path).read_text("utf-8")
        assert text[one.start : one.end] == one.text
        assert one.changed != one.text


def test_a_parameter_is_tried_by_the_tests_of_the_module_that_uses_it() -> None:
    parameters = [one for one in mutants.list_numbers(mutants.ROOT) if one.path.suffix == ".toml"]
    (pull,) = (one for one in parameters if (one.module, one.text) == ("evidence", "-0.10"))
    assert pull.changed == repr(-0.1 * 1.1)
    (test, *_) = mutants.list_own_tests(mutants.ROOT, pull)
    assert Path(test).name == "test_evidence.py"


def test_a_changed_number_is_noticed_and_put_back(tmp_path: Path) -> None:
    module = tmp_path / mutants.MATCHING / "limits.py"
    test = tmp_path / mutants.TESTS / "test_limits.py"
    for file in (module, test):
        file.parent.mkdir(parents=True)
    for package in (module.parent.parent, module.parent):
        (package / "__init__.py").write_text("")
    (module.parent / "data").mkdir()
    for table in mutants.TABLES:
        (module.parent / "data" / f"{table}.toml").write_text("")
    module.write_text("HELD = 0.5\nFREE = 0.7\n")
    test.write_text(
        "from compliance.matching import limits\n\n"
        "def test_held() -> None:\n    assert limits.HELD == 0.5\n"
    )
    held, free = mutants.list_numbers(tmp_path)
    assert mutants.is_noticed(tmp_path, held)
    assert not mutants.is_noticed(tmp_path, free)
    assert module.read_text() == "HELD = 0.5\nFREE = 0.7\n"
