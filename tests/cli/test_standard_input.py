"""`screen -`: standard input is screened as a file is, and nothing of it is left behind."""

import io
import json
import os
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from compliance.cli import options
from compliance.cli.inputs import INPUT_FORMATS, PRIVATE_FOLDER, STANDARD_INPUT, clean_path
from compliance.cli.main import main
from tests.cli.conftest import LISTED, Ran, Screen

ROOT = Path(__file__).parents[2]
TABLE = f"Customer,Country\n{LISTED},CN\nBakery Zimmermann,DE\n"

Pipe = Callable[..., Ran]


@pytest.fixture
def pipe(screen: Screen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Pipe:
    """Run `screen` with this on standard input; whatever it kept must be gone."""
    spool = tmp_path / "spool"
    spool.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(spool))

    def run(given: str | bytes, *words: str) -> Ran:
        data = given.encode() if isinstance(given, str) else given
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
        ran = screen(*words)
        assert not [*spool.iterdir()]
        return ran

    return run


def test_a_table_is_screened_as_from_a_file_of_that_name(
    pipe: Pipe, screen: Screen, folder: Path
) -> None:
    (folder / STANDARD_INPUT).write_text(TABLE, encoding="utf-8")
    words = ("--format", "json", "-o", "-")
    piped, from_file = pipe(TABLE, "-", *words), screen(STANDARD_INPUT, *words)
    assert piped.code == from_file.code == 1
    first, second = json.loads(piped.out), json.loads(from_file.out)
    for report in (first, second):
        del report["manifest"]["time"]
        report["manifest"].pop("run", None)
    assert first == second
    assert first["manifest"]["input"]["name"] == STANDARD_INPUT


def test_a_workbook_is_screened_and_copied_into_the_report(pipe: Pipe, folder: Path) -> None:
    workbook = (ROOT / "samples" / "customers.xlsx").read_bytes()
    ran = pipe(workbook, "-", "-o", "report.xlsx")
    assert ran.code == 1
    assert f"{STANDARD_INPUT}: " in ran.out
    assert (folder / "report.xlsx").stat().st_size > len(workbook)


def test_the_report_in_a_folder_is_named_after_it(pipe: Pipe, folder: Path) -> None:
    (folder / "out").mkdir()
    assert pipe(TABLE, "-", "-o", "out", "--format", "csv").code == 1
    assert [path.name for path in (folder / "out").iterdir()] == [f"{STANDARD_INPUT}-screened.csv"]


def test_standard_input_and_files_are_one_run(
    pipe: Pipe, put: Callable[[str, str | bytes], Path]
) -> None:
    put("clean.csv", "Customer\nBakery Zimmermann\n")
    ran = pipe(TABLE, "clean.csv", "-", "-", "-q")
    assert ran.code == 1
    assert [line.partition(":")[0] for line in ran.out.splitlines()] == [STANDARD_INPUT]


def test_nothing_on_the_lists_ends_with_0(pipe: Pipe) -> None:
    assert pipe("Customer\nBakery Zimmermann\n", "-").code == 0


def test_empty_input_has_screened_nothing(pipe: Pipe) -> None:
    ran = pipe("", "-")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"error: {STANDARD_INPUT}: the file is empty (export or save it again)\n"


def test_closed_input_is_said(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    ran = screen("-")
    expected = f"error: {STANDARD_INPUT} is closed (for example: screen - < customers.csv)\n"
    assert (ran.code, ran.err) == (2, expected)


def test_input_that_cannot_be_kept_is_said(
    screen: Screen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken(io.BytesIO):
        def read(self, _size: int | None = -1, /) -> bytes:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(Broken()))
    ran = screen("-")
    assert ran.code == 2
    assert ran.err.endswith("No space left on device (TMPDIR names another folder)\n")
    assert not [*tmp_path.glob(f"{PRIVATE_FOLDER}*")]


def test_what_it_is_can_be_said(pipe: Pipe) -> None:
    table = "Customer, seat\tCountry\nBakery, Bonn\tDE\nMill, Ulm\tDE\n"
    assert "seat Country (B)" in pipe(table, "-", "--show-mapping").out
    ran = pipe(table, "-", "--input-format", "tsv", "--show-mapping")
    assert ran.code == 0
    assert " Country (B)" in ran.out
    assert ran.out.startswith(f"{STANDARD_INPUT}\n")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("-", "--input-format", "doc"), "there is no input format 'doc'"),
        (("a.csv", "--input-format", "csv"), "--input-format says what standard input is"),
        (("-", "--engine", "spark", "-o", "new"), "the engine spark reads files"),
    ],
)
def test_what_cannot_be_is_refused(pipe: Pipe, words: tuple[str, ...], message: str) -> None:
    ran = pipe(TABLE, *words)
    assert ran.code == 2
    assert ran.err.startswith(f"error: {message}")


def test_the_help_names_every_format() -> None:
    said = options.InputFormat.__metadata__[0].help  # type: ignore[attr-defined]
    assert sorted(said.partition(": ")[2].rstrip(".").replace(" or ", ", ").split(", ")) == sorted(
        INPUT_FORMATS
    )


def test_a_recorded_run_can_be_done_again_with_a_copy(
    pipe: Pipe, put: Callable[[str, str | bytes], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert pipe(TABLE, "-", "--record", "run.json").code == 1
    put("copy.csv", TABLE)
    main(["replay", "run.json"])
    assert f"{STANDARD_INPUT} is not where it was" in capsys.readouterr().err


def test_rescreen_takes_it_too(pipe: Pipe) -> None:
    assert pipe(TABLE, "-", "--record", "run.json").code == 1
    ran = pipe(TABLE, "rescreen", "-", "--since", "run.json")
    assert ran.code == 1
    assert f"{STANDARD_INPUT}: 2 parties" in ran.out


def test_a_file_called_like_the_mark_is_a_file_by_its_path(
    screen: Screen, put: Callable[[str, str | bytes], Path]
) -> None:
    put("-", TABLE)
    assert screen("./-").code == 1


def test_warnings_name_it_and_no_folder(pipe: Pipe) -> None:
    ran = pipe("Customer,Country\n,CN\nBakery,DE\n", "-")
    assert ran.code == 3
    assert f"warning: {STANDARD_INPUT}: 1 of 2 parties could not be screened" in ran.err
    assert PRIVATE_FOLDER not in ran.out + ran.err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other signals and no modes")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_is_private_and_goes_when_the_run_is_stopped(
    tmp_path: Path, number: signal.Signals
) -> None:
    environment = {**os.environ, "TMPDIR": str(tmp_path), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "compliance", "-", "--no-config"]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    ) as run:
        assert run.stdin
        assert run.stderr
        file = wait_for(tmp_path)
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
        run.send_signal(number)
        assert run.stderr.read() == b"interrupted; no report was left half written\n"
        assert run.wait() == 130
    assert not [*tmp_path.iterdir()]


def wait_for(folder: Path) -> Path:
    """The private file, once it is there."""
    for _ in range(600):
        for file in folder.glob(f"{PRIVATE_FOLDER}*/*"):
            return file
        time.sleep(0.05)
    raise AssertionError("nothing was kept")


def test_the_mapping_of_it_is_shown_by_its_name(pipe: Pipe) -> None:
    assert pipe(TABLE, "-", "--show-mapping").out.startswith(f"{STANDARD_INPUT}\n")
    assert clean_path(Path("folder") / STANDARD_INPUT) == str(Path("folder") / STANDARD_INPUT)
