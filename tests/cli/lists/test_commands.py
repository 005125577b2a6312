"""`screen lists update`, `history`, `verify` and `pin`, and screening against what they keep."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest

from compliance.cli.main import main
from compliance.lists import archive
from compliance.lists.acceptance import advise
from compliance.storage.ledger import find_user
from tests.cli.conftest import Ran
from tests.lists.building import keep
from tests.lists.server import Server, sent, serving
from tests.lists.sources.csl_rows import csl

NAMES = ["Huawei Technologies", "Hangzhou Hikvision", *(f"Foo {at} Trading" for at in range(18))]
LIST = csl(*({"_id": str(at), "name": name} for at, name in enumerate(NAMES)))
SHORT = csl(*({"_id": str(at), "name": name} for at, name in enumerate(NAMES[:10])))
DAY = 86_400
NOV_1 = 1_793_520_000
"""1 November 2026, 08:00 UTC."""
CUSTOMERS = "name,country\nHuawei Technologies,CN\n"
Run = Callable[..., Ran]
Put = Callable[[str, str | bytes], Path]


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `screen` in the working folder on a day of November 2026."""
    assert folder.is_dir()
    monkeypatch.setenv("NO_PROXY", "*")

    def words(*argv: str, day: int = 1) -> Ran:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NOV_1 + (day - 1) * DAY))
        code = main(argv)
        captured = capsys.readouterr()
        return Ran(code=code, out=captured.out, err=captured.err)

    return words


@pytest.fixture
def server(put: Put) -> Iterator[Server]:
    """A publisher, and a settings file that knows it."""
    with serving(sent(LIST, etag='"1"')) as found:
        put(
            "screen.toml",
            f'data = "lists.data"\nlist = ["csl"]\n[lists.csl]\naddresses = ["{found.address}"]\n'
            'fewest = 2\ncanaries = ["Huawei"]\nsources = ["us-bis-el"]\n',
        )
        yield found


def test_a_list_is_fetched_shown_and_screened_against(run: Run, server: Server, put: Put) -> None:
    ran = run("lists", "update")
    assert (ran.code, ran.out) == (0, "csl: updated, 20 entries, 0 rows rejected\n")
    shown = run("lists", day=3).out.splitlines()
    assert f"  from       {server.address}" in shown
    assert "  fetched    2026-11-01T08:00:00+00:00" in shown
    assert "  age        2 days" in shown
    put("customers.csv", CUSTOMERS)
    ran = run("customers.csv")
    assert ran.code == 1
    words = "20 entries, 20 names, as of a date it does not state, fetched 2026-11-01"
    assert words in " ".join(ran.out.split())


def test_nothing_new(run: Run, server: Server) -> None:
    run("lists", "update")
    server.answers = [sent(b"", 304)]
    assert run("lists", "update", day=2).out == "csl: unchanged, 20 entries, 0 rows rejected\n"
    assert "  checked    2026-11-02T08:00:00+00:00, and nothing was new\n" in run("lists").out


def test_a_short_list_is_refused_until_somebody_accepts_it(run: Run, server: Server) -> None:
    run("lists", "update")
    server.answers = [sent(SHORT)]
    ran = run("lists", "update", day=2)
    assert ran.code == 3
    assert ran.out.splitlines() == [
        "csl: refused, 10 entries, 0 rows rejected (-10 entries)",
        "  it lost 10 of 20 entries, 50.0%, and at most 5.0% may go",
        "  names 20 to 10 (-10), words of names 58 to 28 (-30)",
        f"  what to do: {advise('csl')}",
        "  the version of 2026-11-01T08:00:00+00:00 stays in use, with 20 entries",
    ]
    assert "  refused    a version of 2026-11-02" in run("lists").out
    ran = run("lists", "update", "--accept-shrunk", "csl", day=3)
    assert ran.code == 0
    assert "accepted by you in spite of this:" in ran.out
    history = run("lists", "history", "csl").out.splitlines()
    assert "REFUSED: 10 entries" in history[2]
    assert history[3].strip() == "it lost 10 of 20 entries, 50.0%, and at most 5.0% may go"
    assert "accepted, in use: 10 entries" in history[4]
    assert history[5].strip() == f"accepted by {find_user()} in spite of this:"


def test_a_publisher_that_is_gone(run: Run, server: Server) -> None:
    server.answers = [sent(b"", 404)]
    ran = run("lists", "update")
    assert ran.code == 2
    assert "csl: failed\n" in ran.out
    assert "404 Not Found (the list has moved: " in ran.out
    assert "no version of it is stored, so it cannot be used yet" in ran.out


def test_some_lists_fail_and_some_do_not(run: Run, server: Server, folder: Path) -> None:
    text = (folder / "screen.toml").read_text()
    more = '[lists.own]\naddresses = ["own.csv"]\n'
    (folder / "screen.toml").write_text(text + more)
    ran = run("lists", "update", "own", "csl")
    assert ran.code == 3
    assert ran.out.index("own: failed") < ran.out.index("csl: updated")
    assert "own.csv cannot be read: No such file" in ran.out
    assert server.asked


def test_what_cannot_be_updated(run: Run) -> None:
    ran = run("lists", "update")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error: no list is named, and none is stored yet (there are csl, ")
    ran = run("lists", "update", "martian")
    assert ran.err.startswith("error: no publisher is known of a list 'martian' (there are csl, ")


def test_an_id_that_was_not_fetched(run: Run, put: Put) -> None:
    put("customers.csv", CUSTOMERS)
    ran = run("customers.csv", "--list", "csl")
    assert ran.code == 2
    assert ran.err.startswith("error: list 'csl' was not fetched yet (screen lists update csl ")


def test_verify_names_what_is_damaged(run: Run, server: Server, folder: Path) -> None:
    run("lists", "update")
    data = folder / "lists.data"
    ran = run("lists", "verify")
    assert ran.code == 0
    assert ran.out.endswith("lists.data: lists 1, contents 1: all as they were stored\n")
    [sha] = archive.list_hashes(data)
    archive.find_place(data, sha).write_bytes(b"rotten")
    ran = run("lists", "verify")
    assert ran.code == 3
    assert ran.out.splitlines()[0] == f"stored content {sha[:12]} cannot be read"
    assert run("lists").code == 2
    assert server.asked


def test_history_of_nothing(run: Run) -> None:
    ran = run("lists", "history")
    assert (ran.code, ran.out) == (0, "")
    assert "no list is stored in " in ran.err
    assert "list 'csl' was never fetched" in run("lists", "history", "csl").err


# --- Age --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "code", "word"), [(8, 0, ""), (9, 0, "notice"), (31, 0, "notice"), (32, 3, "warning")]
)
def test_age_in_every_output(
    run: Run, server: Server, put: Put, folder: Path, day: int, code: int, word: str
) -> None:
    run("lists", "update")
    assert server.asked
    put("customers.csv", "name\nInnocent Bakery\n")
    said = f"it was last checked {day - 1} days ago, on 2026-11-01"
    ran = run("customers.csv", day=day)
    assert ran.code == code
    assert (said in " ".join(ran.out.split())) == bool(word)
    ran = run("customers.csv", "-q", day=day)
    assert (f"{word}: list list.csv: {said}" in ran.err) == bool(word)
    ran = run("customers.csv", "--format", "json", "-o", "-", day=day)
    [listed] = json.loads(ran.out)["manifest"]["lists"]
    assert any(said in text for text in listed["warnings"]) == (word == "warning")
    assert any(said in text for text in listed["notices"]) == (word == "notice")
    assert (listed["fetched"], listed["origin"]) == ("2026-11-01T08:00:00+00:00", server.address)
    run("customers.csv", "-o", "report.xlsx", day=day)
    sheet = openpyxl.load_workbook(folder / "report.xlsx")["Coverage"]
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert any(said in text for text in cells) == bool(word)
    assert any(f"fetched 2026-11-01T08:00:00+00:00 from {server.address}" in one for one in cells)
    assert run("lists", day=day).code == code


# --- Pins -------------------------------------------------------------------------------------


@pytest.fixture
def pinned(run: Run, server: Server, put: Put) -> None:
    """A list that was fetched and pinned, and then a newer one."""
    assert server.asked == []
    run("lists", "update")
    put("customers.csv", CUSTOMERS)
    ran = run("lists", "pin")
    assert ran.code == 0
    assert ran.out.startswith("csl: 20 entries, sha256 ")
    server.answers = [sent(LIST + LIST.splitlines(keepends=True)[-1].replace(b"19", b"20"))]
    assert "updated, 21 entries" in run("lists", "update", day=2).out


@pytest.mark.usefixtures("pinned")
def test_a_run_beside_a_lock_file_uses_what_it_pins(run: Run, folder: Path) -> None:
    assert "20 entries" in run("customers.csv").out
    assert "20 entries" in run("lists").out
    assert (
        "21 entries"
        in run("customers.csv", "--no-config", "--data", "lists.data", "--list", "csl").out
    )
    (folder / "screen.lock").rename(folder / "other.lock")
    assert "21 entries" in run("customers.csv").out
    assert "20 entries" in run("customers.csv", "--locked", "other.lock").out


@pytest.mark.usefixtures("pinned")
def test_a_pinned_list_that_is_not_there_stops_the_run(run: Run, tmp_path: Path) -> None:
    ran = run("customers.csv", "--data", str(tmp_path / "elsewhere"))
    assert ran.code == 2
    assert "pins" in ran.err
    assert "screen lists pin --vendor" in ran.err


@pytest.mark.usefixtures("pinned")
def test_a_vendored_list_needs_no_data_folder(run: Run, folder: Path, tmp_path: Path) -> None:
    before = (folder / "screen.lock").read_bytes()
    ran = run("lists", "pin", "csl", "--vendor")
    assert ran.code == 0
    assert (folder / "screen.lock").read_bytes() != before
    ran = run("customers.csv", "--data", str(tmp_path / "elsewhere"))
    assert "21 entries" in ran.out
    copy = folder / "lists.vendor" / "csl" / "list.csv"
    copy.write_bytes(copy.read_bytes() + b"\n")
    ran = run("customers.csv")
    assert ran.code == 2
    assert "lists.vendor/csl/list.csv is not what screen.lock pins" in ran.err


def test_without_lists_the_bundled_one_is_pinned(run: Run, folder: Path) -> None:
    ran = run("lists", "pin")
    assert ran.out.startswith("curated: ")
    text = (folder / "screen.lock").read_text()
    assert 'source = "bundled"' in text
    assert run("lists").code == 0


def test_files_of_ones_own_need_no_pin(run: Run, put: Put, folder: Path) -> None:
    put("own.csv", LIST)
    put("screen.toml", 'list = ["own.csv"]\n')
    ran = run("lists", "pin")
    assert ran.code == 2
    assert "files of yours, which need no pin (to pin another one, name it: curated)" in ran.err
    assert not (folder / "screen.lock").exists()


def test_only_what_is_bundled_or_kept_can_be_pinned(run: Run, put: Put) -> None:
    put("own.csv", LIST)
    ran = run("lists", "pin", "own.csv")
    assert ran.code == 2
    assert "list 'own.csv' is neither bundled nor stored" in ran.err


def test_a_file_is_used_beside_pinned_lists(run: Run, put: Put, folder: Path) -> None:
    keep(folder / "d", "csl", {"list.csv": LIST}, "2026-11-01T08:00:00+00:00", entries=20)
    put("own.csv", SHORT)
    put("customers.csv", CUSTOMERS)
    run("lists", "pin", "--data", "d")
    ran = run("customers.csv", "--data", "d", "--list", "own.csv", "--list", "csl")
    assert ran.code == 1
    assert "10 entries" in ran.out
    assert "20 entries" in ran.out
