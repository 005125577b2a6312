"""`--engine spark` before Spark starts: options, folders, and what is not installed."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from compliance.cli import cluster
from compliance.cli.files import WORK
from compliance.configuration import ENGINES, Choices
from compliance.errors import EngineError, InputError, OutputError, ScreenError
from compliance.matching import Matcher
from compliance.model import Party, Settings
from compliance.screening.run_party import screen_party
from compliance.screening.run_setup import RunSetup
from compliance.spark import session
from compliance.spark.inputs import SparkFile
from compliance.spark.output import ScreenedFile, create_folder
from tests.cli.conftest import Screen
from tests.screening.parties import WATCHLIST

Put = Callable[[str, str | bytes], Path]


def test_every_engine_has_somebody_to_do_the_work() -> None:
    assert tuple(WORK) == ENGINES


def test_without_pyspark_it_says_what_to_install(
    screen: Screen, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    put("a.csv", "Customer\nBakery\n")
    for module in ("pyspark", "pyspark.sql.pandas.functions", "pyarrow"):
        monkeypatch.setitem(sys.modules, module, None)
    ran = screen("a.csv", "--engine", "spark", "-o", "out")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "error: the engine spark is not installed (pip install 'party-screen[spark]')\n"
    )


def test_no_java(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert session.find_java() is None
    (tmp_path / "bin").mkdir()
    java = tmp_path / "bin" / "java"
    java.write_text("")
    java.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    assert session.find_java() == str(java)


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if Spark were installed."""
    monkeypatch.setattr(session, "refuse_missing", lambda: None)


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("", "error: the engine spark writes into a folder (name a new one: -o results)"),
        ("-o -", "error: the engine spark writes into a folder (name a new one: -o results)"),
        (
            "-o out --format xlsx",
            (
                "error: the engine spark writes parquet, not xlsx "
                "(leave --format out, or use the engine local)"
            ),
        ),
        (
            "-o out --processes 2",
            'error: --processes is for the engine local (use --master "local[N]")',
        ),
        (
            "-o full",
            (
                "error: full is there already, and is no empty folder "
                "(name a new folder with -o: one for each run)"
            ),
        ),
        (
            "-o in",
            (
                "error: reports in in would themselves be screened next time "
                "(choose a folder outside in with -o)"
            ),
        ),
    ],
)
def test_options_that_cannot_be(words: str, line: str, screen: Screen, put: Put) -> None:
    put("in/a.csv", "Customer\nBakery\n")
    put("full/earlier.txt", "x")
    ran = screen("in", "--engine", "spark", *words.split())
    assert (ran.code, ran.out, ran.err) == (2, "", f"{line}\n")


def test_a_master_needs_spark(screen: Screen, put: Put) -> None:
    put("a.csv", "Customer\nBakery\n")
    ran = screen("a.csv", "--master", "local[2]")
    assert ran.err == "error: --master is for the engine spark (add --engine spark)\n"


@pytest.mark.usefixtures("folder")
def test_each_file_is_given_once(put: Put) -> None:
    for name in ("in/b.csv", "in/a.parquet", "in/sub/c.xlsx", "in/d.pdf"):
        put(name, "x")
    given = cluster.group_inputs(["in/b.csv", "in", "s3a://bucket/in", "in"])
    assert [(one.path, [str(file) for file in one.files]) for one in given] == [
        ("in/b.csv", ["in/b.csv"]),
        ("in", ["in/a.parquet", "in/sub/c.xlsx"]),
        ("s3a://bucket/in", []),
    ]


def test_a_format_of_the_settings_file_counts_too() -> None:
    assert cluster.choose_folder([], Choices(outputs=("s3a://bucket/out",))) == "s3a://bucket/out"
    with pytest.raises(ScreenError, match="writes parquet, not csv"):
        cluster.choose_folder([], Choices(outputs=("out",), format="csv"))


# --- The folder -------------------------------------------------------------------------------


def failing(folder: Path) -> None:
    """Write half of the answers, and fail."""
    with create_folder(str(folder)):
        (folder / "results").mkdir()
        (folder / "results" / "part").write_text("x")
        raise KeyboardInterrupt


def test_a_run_that_fails_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for name in ("new", "empty"):
        with pytest.raises(KeyboardInterrupt):
            failing(tmp_path / name)
    assert [path.name for path in tmp_path.rglob("*")] == ["empty"]


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be made: No such file"):
        failing(tmp_path / "a" / "b")


# --- Complaints -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind", "told"),
    [
        (
            "ModuleNotFoundError: No module named 'compliance'",
            EngineError,
            "Spark's workers lack the Python module compliance",
        ),
        (
            "compliance.errors.EngineError: a worker has version 1, this is 2 (install it)\n",
            EngineError,
            "a worker has version 1, this is 2 (install it)",
        ),
        (
            "[PYTHON_VERSION_MISMATCH] Python in worker has different version: 3.11",
            EngineError,
            "Spark's workers have another Python than this one (PYSPARK_PYTHON names",
        ),
        ("[PATH_ALREADY_EXISTS] Path file:/x", OutputError, "there are answers already"),
        ("[PATH_NOT_FOUND] s3a://x", InputError, "Spark finds no such file or folder"),
        ("Job aborted: a name from a row", EngineError, "Spark stopped: RuntimeError"),
    ],
)
def test_sparks_pages_become_one_line(text: str, kind: type[ScreenError], told: str) -> None:
    error = session.explain_error(RuntimeError(text))
    assert type(error) is kind
    assert str(error).startswith(told)
    assert "a name from a row" not in str(error)


# --- The run record ---------------------------------------------------------------------------


def done() -> list[ScreenedFile]:
    """A file with a hit, and one that could not be read."""
    setup = RunSetup(matcher=Matcher(WATCHLIST), lists=(), settings=Settings(), time="2026-01-02")
    report = screen_party(Party(name="海康威视"), setup)
    files = [
        SparkFile(number=at, path=f"in/{name}", place=f"/in/{name}", size=1, root="in")
        for at, name in enumerate(("a.csv", "b.csv"))
    ]
    return [
        ScreenedFile(file=files[0], report=report),
        ScreenedFile(file=files[1], problem="b.csv: damaged"),
    ]


def test_the_record_tells_of_every_file() -> None:
    found = cluster.make_record(done(), {"name": "spark"})
    assert list(found) == [
        *("notice", "version", "time", "engine", "lists", "settings", "counts"),
        *("open", "decided", "reopened", "aside", "policy", "policy_warnings"),
        *("decisions", "inputs"),
    ]
    assert (found["open"], found["decided"], found["decisions"]) == (1, 0, None)
    assert found["counts"] == {"HIT": 1, "REVIEW": 0, "CLEAR": 0, "UNSCREENED": 0}
    inputs = found["inputs"]
    assert isinstance(inputs, list)
    assert (inputs[0]["file_number"], inputs[0]["path"], inputs[0]["counts"]["HIT"]) == (
        *(0, "in/a.csv"),
        1,
    )
    assert inputs[1] == {"file_number": 1, "path": "in/b.csv", "problem": "b.csv: damaged"}


def test_the_counts_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    cluster.show_counts(cluster.make_reports(done()))
    shown = capsys.readouterr().out.splitlines()
    assert shown[:3] == ["files: 1, parties: 1", "          1  HIT", "          0  REVIEW"]
    assert any(line.startswith("This report supports a decision") for line in shown)
