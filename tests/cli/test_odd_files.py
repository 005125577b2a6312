"""What is no file, no folder and no stream: an error of one line, soon."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")


def screen(
    args: Sequence[str], folder: Path, shell: str = "", *, stdin: str = os.devnull
) -> tuple[int, str, str]:
    """Run the program in a folder, perhaps through a line of the shell around `"$@"`."""
    command = [sys.executable, "-m", "compliance", *args]
    if shell:
        command = ["sh", "-c", shell, "sh", *command]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    with Path(stdin).open("rb") as given:
        done = subprocess.run(
            command, cwd=folder, env=env, stdin=given, capture_output=True, text=True, timeout=60
        )
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.csv").write_text("Name\nHikvision\n", "utf-8")
    os.mkfifo(tmp_path / "pipe")
    return tmp_path


@POSIX
@pytest.mark.parametrize(
    "args",
    [
        ["pipe"],
        ["/dev/zero"],
        ["a.csv", "--config", "pipe"],
        ["a.csv", "--decisions", "pipe"],
        ["a.csv", "--decisions", "/dev/zero"],
        ["a.csv", "--locked", "pipe"],
        ["a.csv", "--list", "./pipe"],
        ["a.csv", "--list", "/dev/zero"],
        ["replay", "pipe"],
        ["rescreen", "a.csv", "--since", "/dev/zero"],
    ],
    ids=" ".join,
)
def test_pipes_and_devices_are_not_waited_for(args: Sequence[str], folder: Path) -> None:
    code, _, told = screen(args, folder)
    assert code == 2
    assert "this is not an ordinary file" in told
    assert "internal error" not in told


@POSIX
def test_a_device_is_no_standard_input(folder: Path) -> None:
    code, _, told = screen(["-"], folder, stdin="/dev/zero")
    assert (code, "standard input is a device" in told) == (2, True)


@POSIX
def test_a_folder_that_was_deleted_is_told(folder: Path) -> None:
    code, _, told = screen([str(folder / "a.csv")], folder, 'mkdir b; cd b; rmdir ../b; exec "$@"')
    assert (code, "no longer exists" in told) == (2, True)


@POSIX
def test_a_closed_stdout_is_told(folder: Path) -> None:
    code, _, told = screen(["a.csv", "-q"], folder, 'exec "$@" >&-')
    assert (code, "standard output is closed" in told) == (2, True)


@POSIX
def test_closed_streams_beside_stdout_change_nothing(folder: Path) -> None:
    code, shown, _ = screen(["a.csv", "-q"], folder, 'exec "$@" 2>&- <&-')
    assert code == 1
    assert "HIT" in shown


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has /dev/full")
def test_a_full_disk_behind_stdout_is_told(folder: Path) -> None:
    rows = "".join(f"Hangzhou Hikvision Digital Technology {row}\n" for row in range(500))
    (folder / "many.csv").write_text(f"name\n{rows}", "utf-8")
    for words in (["a.csv", "-q"], ["many.csv", "-q"], ["a.csv"]):
        code, _, told = screen(words, folder, 'exec "$@" > /dev/full')
        assert code == 2, words
    assert "what is printed cannot be written: No space left on device" in told


def test_control_characters_of_a_lock_file_never_reach_the_terminal(folder: Path) -> None:
    (folder / "l.lock").write_text('form = 1\n[[list]]\nid = "\\u001b[2J"\n', "utf-8")
    code, _, told = screen(["a.csv", "--locked", "l.lock"], folder)
    assert code == 2
    assert "\x1b" not in told


def test_settings_with_control_characters_are_refused(folder: Path) -> None:
    (folder / "s.toml").write_text('record = "a\\u0000b"\n', "utf-8")
    code, _, told = screen(["a.csv", "--config", "s.toml"], folder)
    assert (code, "without control characters" in told) == (2, True)


@pytest.mark.parametrize("option", ["--config", "--locked", "--decisions"])
@pytest.mark.parametrize("text", ["x = " + "[" * 5_000, "form = " + "9" * 5_000, '{"a":' * 9_000])
def test_nested_and_forged_documents_are_told(option: str, text: str, folder: Path) -> None:
    (folder / "d").write_text(text, "utf-8")
    code, _, told = screen(["a.csv", option, "d"], folder)
    assert code == 2
    assert "internal error" not in told


def test_one_file_that_is_made_to_do_harm_is_one_error_in_a_batch(folder: Path) -> None:
    (folder / "b.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 600)
    (folder / "c.xlsx").write_bytes(b"PK\x03\x04" + bytes(600))
    code, shown, told = screen(["a.csv", "b.xls", "c.xlsx", "-q"], folder)
    assert code == 1
    assert "HIT" in shown
    assert "2 of 3 files were not screened" in told
