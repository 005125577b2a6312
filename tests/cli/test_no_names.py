"""No customer's name is in a message or log, whatever goes wrong; files, sheets and columns may be.

Each case provokes another error over a file of names that nobody has. SCREEN_DEBUG=1 is the one
exception, and the message that names it says so.
"""

import errno
import json
import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from compliance.cli.main import main
from compliance.matching import Matcher
from tests.cli.conftest import LISTED
from tests.readers.building import xlsx

WORDS = (
    *("Zorblaxqui", "Quvintrelka", "Vlimpfex", "Brontzquav", "Jaxxolwyn"),
    *("Хмарожуйка", "Жыбрфлокс", "麒麟甲乙丙丁", "ゾルブラクス", "زوربلاكس", "Ζορμπλάξκι"),
)
"""Words that no list, message, header or library has: the test knows a name by them."""
FORMS = ("Ltd", "GmbH", "ООО", "有限公司", "")
NAMES = st.builds(
    lambda words, form: " ".join((*words, form)).strip(),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3),
    st.sampled_from(FORMS),
)
PARTIES = st.lists(NAMES, min_size=2, max_size=5)


def find_names(text: str) -> list[str]:
    """The words of the names that a text has, also where JSON or repr escapes them."""
    known = text.casefold() + decode_escapes(text).casefold()
    return [word for word in WORDS if word.casefold() in known]


def decode_escapes(text: str) -> str:
    r"""The text with `\u4e2d` and `<U+4E2D>` as the characters that they are."""
    pattern = r"\\u([0-9a-fA-F]{4})|<U\+([0-9A-F]{4,6})>"
    return re.sub(pattern, lambda found: chr(int(found[1] or found[2], 16)), text)


def as_csv(parties: list[str]) -> bytes:
    rows = [f'{at},"{name}","{name} Street 5",DE' for at, name in enumerate([*parties, LISTED])]
    return "\n".join(("No,Customer name,Address,Country", *rows, "")).encode()


def as_xlsx(parties: list[str]) -> bytes:
    rows = [[str(at), name, f"{name} Street 5"] for at, name in enumerate([*parties, LISTED])]
    return xlsx([["No", "Customer name", "Address"], *rows])


@pytest.fixture
def tell(folder: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """Run `screen` against the short list: its exit code and standard error."""

    def run(*words: str, lists: bool = True) -> tuple[int, str]:
        capsys.readouterr()
        more = ("--list", str(folder.parent / "list.csv")) if lists else ()
        code = main([*words, *more])
        return code, capsys.readouterr().err

    return run


Tell = Callable[..., tuple[int, str]]
property_test = settings(
    phases=[Phase.generate],  # a name is as good as another
    max_examples=2,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
)


def check(told: tuple[int, str], *codes: int) -> None:
    code, err = told
    assert code in (codes or (0, 1, 2, 3)), err
    assert not find_names(err), err


# --- Files ------------------------------------------------------------------------------------


def cut_short(data: bytes) -> bytes:
    return data[: len(data) // 2]


def spoil_encoding(data: bytes) -> bytes:
    return data.replace(b",DE", b",\xff\xfe\x81")


def open_quote(data: bytes) -> bytes:
    return data + b'9,"never closed,\n'


def lose_header(data: bytes) -> bytes:
    return data.partition(b"\n")[2]


def rename_header(data: bytes) -> bytes:
    return data.replace(b"Customer name", b"Colour").replace(b"Address", b"Shade")


def add_nul(data: bytes) -> bytes:
    return data.replace(b",DE", b"\0,DE")


def lengthen(data: bytes) -> bytes:
    return data.replace(b" Street 5", b" Street 5" * 4000)


@property_test
@given(PARTIES, st.sampled_from([(), ("--log", "json"), ("-q",), ("--long",)]))
def test_an_ordinary_run(tell: Tell, folder: Path, parties: list[str], more: list[str]) -> None:
    (folder / "a.csv").write_bytes(as_csv(parties))
    (folder / "a.xlsx").write_bytes(as_xlsx(parties))
    files = ("-o", "r.xlsx", "-o", "r.html", "-o", "r.jsonl", "--record", "run.json")
    check(tell("a.csv", *files, *more), 1)
    check(tell("a.xlsx", "a.csv", "--processes", "2", *more), 1)


@pytest.mark.parametrize(
    "spoil", [spoil_encoding, open_quote, lose_header, rename_header, add_nul, lengthen, cut_short]
)
@property_test
@given(parties=PARTIES)
def test_a_table_that_is_spoilt(
    tell: Tell, folder: Path, spoil: Callable[[bytes], bytes], parties: list[str]
) -> None:
    (folder / "a.csv").write_bytes(spoil(as_csv(parties)))
    for more in ((), ("--log", "json"), ("--column", "name=Nobody"), ("--sheet", "Nobody")):
        check(tell("a.csv", *more))
    check(tell("in", "a.csv", "-o", "out/"))
    check(tell("review", "import", "a.csv", lists=False))
    check(tell("lists", "import", "a.csv", "--id", "own", "--data", "data", lists=False))
    check(tell("a.csv", "--owners", "a.csv"))
    check(tell("a.csv", "--list", "a.csv"))
    check(tell("a.csv", "--config", "a.csv"))
    check(tell("a.csv", "--locked", "a.csv"))
    check(tell("a.csv", "--decisions", "a.csv"))
    check(tell("replay", "a.csv", lists=False))
    check(tell("rescreen", "a.csv", "--since", "a.csv"))


@property_test
@given(parties=PARTIES, at=st.integers(1, 60), value=st.integers(0, 255))
def test_a_workbook_that_is_spoilt(
    tell: Tell, folder: Path, parties: list[str], at: int, value: int
) -> None:
    data = bytearray(as_xlsx(parties))
    data[len(data) * at // 61] ^= value
    (folder / "a.xlsx").write_bytes(data)
    (folder / "b.xlsx").write_bytes(cut_short(as_xlsx(parties)))
    (folder / "c.xlsx").write_bytes(as_csv(parties))
    check(tell("a.xlsx", "b.xlsx", "c.xlsx"))
    check(tell("a.xlsx", "--column", "name=Nobody"))
    check(tell("a.xlsx", "--sheet", "Nobody"))


# --- The disk, and what stops a run -----------------------------------------------------------


def refuse(number: int) -> Callable[..., NoReturn]:
    def fail(*_: object, **__: object) -> NoReturn:
        raise OSError(number, "refused")

    return fail


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO])
@property_test
@given(parties=PARTIES)
def test_a_disk_that_takes_nothing(
    tell: Tell, folder: Path, number: int, parties: list[str]
) -> None:
    (folder / "a.csv").write_bytes(as_csv(parties))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("os.fsync", refuse(number))
        check(tell("a.csv", "-o", "r.xlsx"), 2)
        check(tell("a.csv", "-o", "out/", "--log", "json"), 2)
        check(tell("a.csv", "--record", "run.json"), 2)
        check(tell("baseline", "a.csv", "--reviewer", "Berg"), 2)


@pytest.mark.parametrize("number", [errno.EACCES, errno.EIO, errno.ETXTBSY])
@property_test
@given(parties=PARTIES)
def test_a_file_that_cannot_be_read(
    tell: Tell, folder: Path, number: int, parties: list[str]
) -> None:
    (folder / "a.csv").write_bytes(as_csv(parties))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "open", refuse(number))
        check(tell("a.csv"), 2)


@pytest.mark.parametrize(
    "where", ["compliance.screening.run_file.screen_file", "compliance.reporters.console.show"]
)
@pytest.mark.parametrize(
    "error", [ValueError, KeyError, RecursionError, MemoryError, KeyboardInterrupt]
)
def test_an_error_that_quotes_a_name(
    tell: Tell,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    where: str,
    error: type[BaseException],
) -> None:
    (folder / "a.csv").write_bytes(as_csv([*WORDS]))
    monkeypatch.setattr(where, quote_names(error))
    check(tell("a.csv", "--long"), 2, 130)
    check(tell("a.csv", "--log", "json", "--long"), 2, 130)


def quote_names(error: type[BaseException]) -> Callable[..., NoReturn]:
    def fail(*_: object, **__: object) -> NoReturn:
        raise error(" ".join(WORDS))

    return fail


def test_a_comparison_that_fails_is_told_by_its_row(
    tell: Tell, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "a.csv").write_bytes(as_csv([*WORDS]))
    search, calls = Matcher.search, 0

    def fail(self: Matcher, asked: Sequence[Any], *more: Any, **options: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls > 1:  # the first is that of the run's own canaries
            raise ValueError(" ".join(WORDS))
        return search(self, asked, *more, **options)

    monkeypatch.setattr(Matcher, "search", fail)
    check(tell("a.csv", "-o", "r.json"), 3)
    assert "the comparison failed (ValueError)" in (folder / "r.json").read_text("utf-8")


# --- Decisions and records --------------------------------------------------------------------


@property_test
@given(parties=PARTIES)
def test_decisions_that_cannot_be_taken(tell: Tell, folder: Path, parties: list[str]) -> None:
    shutil.rmtree(folder / "data", ignore_errors=True)
    named = [f"{name} {LISTED}" for name in parties]
    (folder / "a.csv").write_bytes(as_csv(named))
    check(tell("a.csv", "-o", "r.xlsx"), 1)
    book = openpyxl.load_workbook(folder / "r.xlsx")
    sheet = book["Hits"]
    header = {str(cell.value): cell.column or 0 for cell in sheet[4]}
    for row, said in enumerate(("nonsense", "false positive", "true match"), start=5):
        sheet.cell(row, header["Officer's decision"]).value = said
    sheet.cell(6, header["Reason"]).value = parties[0]
    book.save(folder / "r.xlsx")
    check(tell("review", "import", "r.xlsx", lists=True), 2)


@property_test
@given(parties=PARTIES, at=st.integers(1, 99))
def test_decisions_that_were_changed(tell: Tell, folder: Path, parties: list[str], at: int) -> None:
    (folder / "a.csv").write_bytes(as_csv([f"{name} {LISTED}" for name in parties]))
    record = folder / "book.jsonl"
    beside = folder / "book.baseline.jsonl"
    beside.unlink(missing_ok=True)
    book = ("--decisions", str(record))
    check(tell("baseline", "a.csv", "--reviewer", parties[0][:3], *book), 0)
    data = bytearray(beside.read_bytes())
    data[len(data) * at // 100] ^= 1
    beside.write_bytes(data)
    check(tell("a.csv", *book), 1, 2)
    check(tell("review", "verify", "--decisions", str(beside), lists=False), 0, 2)
    check(tell("review", "list", "--decisions", str(beside), lists=False), 0, 2)


@property_test
@given(parties=PARTIES)
def test_a_replay_that_differs(tell: Tell, folder: Path, parties: list[str]) -> None:
    (folder / "a.csv").write_bytes(as_csv(parties))
    check(tell("a.csv", "--record", "run.json"), 1)
    assert not find_names((folder / "run.json").read_text("utf-8"))
    (folder / "a.csv").write_bytes(as_csv([*parties, "Zorblaxqui Hikvision"]))
    check(tell("replay", "run.json", lists=False), 3)
    check(tell("rescreen", "a.csv", "--since", "run.json"), 1)


# --- The exception ----------------------------------------------------------------------------


def test_debugging_is_the_exception_and_says_so(
    tell: Tell, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "a.csv").write_bytes(as_csv([*WORDS]))
    monkeypatch.setattr("compliance.screening.run_file.screen_file", quote_names(ValueError))
    _, err = tell("a.csv")
    assert "SCREEN_DEBUG=1 shows more, which may hold names from your file" in err
    monkeypatch.setenv("SCREEN_DEBUG", "1")
    _, err = tell("a.csv")
    assert find_names(err) == [*WORDS]


def test_the_test_would_find_a_name() -> None:
    for word in WORDS:
        assert find_names(f"error: row 3, {word.upper()} Ltd") == [word]
        assert find_names(json.dumps(word)) == [word]
