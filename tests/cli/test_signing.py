"""Signed run records, journal and decisions: what is changed, missing or foreign is told."""

import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console

from compliance.audit import journal
from compliance.cli.choices import resolve_choices
from compliance.cli.main import main
from compliance.cli.review.walk import ReviewDesk, walk_file
from compliance.configuration import Choices
from compliance.signing import load_signing_key
from tests.cli.conftest import LISTED, Ran
from tests.cli.test_recording import CUSTOMERS
from tests.signing.test_keys import signer_line, write_key

Put = Callable[[str, str | bytes], Path]
Run = Callable[..., Ran]
SETTINGS = 'data = "data"\nlist = ["../list.csv"]\n[record]\njournal = true\n'
SIGNED = f'{SETTINGS}[signing]\nkey = "key"\nsigners = "signers"\n'
BOOK, KEYBOARD = "data/decisions.baseline.jsonl", "data/keyboard.jsonl"


@pytest.fixture
def run(
    folder: Path, put: Put, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Run:
    """Run `screen` where a key and two signers are named, and a customer file is."""
    put("screen.toml", SIGNED)
    put("customers.csv", CUSTOMERS)
    keys = [write_key(folder), write_key(folder, "other", seed=2), write_key(folder, "foe", seed=3)]
    names = zip(keys[:2], ("berg", "nightly"), strict=True)
    put("signers", "".join(signer_line(load_signing_key(key), name) for key, name in names))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1793520000")

    def words(*argv: str) -> Ran:
        code = main(argv)
        captured = capsys.readouterr()
        return Ran(code=code, out=captured.out, err=captured.err)

    return words


def record(run: Run, name: str = "a.json") -> Ran:
    ran = run("customers.csv", "--record", name, "-q")
    assert ran.code == 1, ran.err
    return ran


def decide(run: Run, days: str = "30") -> Ran:
    return run("baseline", "customers.csv", "--reviewer", "A. Berg", "--days", days)


def use_foreign_key(folder: Path) -> None:
    """Sign with a key that the officers do not know, as somebody who alters things would."""
    (folder / "screen.toml").write_text(
        SIGNED.replace('"key"', '"foe"').replace('"signers"', '"all"')
    )
    foe = load_signing_key(folder / "foe")
    (folder / "all").write_text(signer_line(foe, "foe") + (folder / "signers").read_text())


def use_no_key(folder: Path) -> None:
    (folder / "screen.toml").write_text(SETTINGS)


def use_signers(folder: Path) -> None:
    (folder / "screen.toml").write_text(SIGNED)


# --- Records and the journal ------------------------------------------------------------------


def test_signed_records_verify_and_name_their_signers(run: Run, folder: Path) -> None:
    record(run)
    (folder / "screen.toml").write_text(SIGNED.replace('"key"', '"other"'))
    record(run, "b.json")
    ran = run("records", "verify")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[:3] == [
        "records that are what was written: 2",
        "signed by berg: 1",
        "signed by nightly: 1",
    ]
    assert run("records", "verify", "a.json").out.splitlines()[1] == "signed by berg: 1"


def test_a_signed_run_leaves_the_same_bytes_twice(run: Run, folder: Path) -> None:
    for name in ("a.json", "b.json"):
        record(run, name)
        shutil.rmtree(folder / "data")
    assert (folder / "a.json.sig").read_bytes() == (folder / "b.json.sig").read_bytes()


@pytest.mark.parametrize("words", [(), ("a.json",)])
def test_a_missing_signature_of_a_record(run: Run, folder: Path, words: tuple[str, ...]) -> None:
    record(run)
    (folder / "a.json.sig").unlink()
    ran = run("records", "verify", *words)
    assert ran.code == 3
    assert ran.out.splitlines()[0] == "a.json is not signed: a.json.sig is missing"


def test_a_signature_of_another_record(run: Run, folder: Path) -> None:
    record(run)
    (folder / "customers.csv").write_text(f'id,name\n1,"{LISTED}"\n', "utf-8")
    record(run, "b.json")
    shutil.copy(folder / "a.json.sig", folder / "b.json.sig")
    ran = run("records", "verify", "b.json")
    assert ran.code == 3
    assert "b.json does not fit its signature: it was changed after signing" in ran.out


def test_a_damaged_signature(run: Run, folder: Path) -> None:
    record(run)
    (folder / "a.json.sig").write_bytes(b"\xff\x00")
    ran = run("records", "verify", "a.json")
    assert ran.code == 3
    assert "a.json has a damaged signature, a.json.sig: it is no signature" in ran.out


@pytest.mark.parametrize("words", [(), ("a.json",)])
def test_a_record_forged_with_another_key(run: Run, folder: Path, words: tuple[str, ...]) -> None:
    use_foreign_key(folder)
    record(run)
    use_signers(folder)
    ran = run("records", "verify", *words)
    assert ran.code == 3
    assert "is signed with a key of nobody in the signers file: SHA256:" in ran.out


def test_a_record_sealed_anew_is_refused_by_what_rests_on_it(run: Run, folder: Path) -> None:
    record(run)
    use_no_key(folder)
    record(run)
    use_signers(folder)
    for words in (("rescreen", "customers.csv", "--since", "a.json"), ("replay", "a.json")):
        (folder / "a.json.sig").unlink(missing_ok=True)
        ran = run(*words)
        assert ran.code == 2
        assert "error: a.json is not signed: a.json.sig is missing (to sign it: ssh-keygen" in (
            ran.err
        )


def test_records_from_before_the_first_signature_need_none(run: Run, folder: Path) -> None:
    use_no_key(folder)
    record(run)
    use_signers(folder)
    assert "line 1 of the journal is not signed" in run("records", "verify").out
    record(run, "b.json")
    ran = run("records", "verify")
    assert ran.code == 0, ran.out
    use_no_key(folder)
    record(run, "c.json")
    use_signers(folder)
    ran = run("records", "verify")
    assert ran.code == 3
    assert "line 3 of the journal is not signed" in ran.out


def test_a_line_whose_signature_was_taken_from_another(run: Run, folder: Path) -> None:
    record(run)
    path = folder / "data" / "records.jsonl"
    [first] = journal.read_journal(folder / "data").entries
    path.write_text(path.read_text().replace(first.until, "2027-01-01"))
    ran = run("records", "verify")
    assert ran.code == 3
    assert "line 1 of the journal does not fit its signature" in ran.out


def test_a_record_that_a_stopped_run_left_unsigned_is_not_vouched_for(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(run)
    with monkeypatch.context() as patch:

        def stop(*_: object) -> None:
            raise KeyboardInterrupt

        patch.setattr("compliance.cli.signing.Signing.sign_record", stop)
        run("customers.csv", "--record", "b.json", "-q")
    for lock in (folder / "data" / "records.open").glob("*.lock"):
        lock.unlink()
    record(run, "c.json")
    assert [one.file for one in journal.read_journal(folder / "data").entries] == [
        "a.json",
        "c.json",
    ]
    ran = run("records", "verify")
    assert ran.code == 3
    assert "was stopped before the journal had its record" in ran.out


def test_signatures_that_nobody_checks_are_told(run: Run, folder: Path) -> None:
    record(run)
    use_no_key(folder)
    for words in ((), ("a.json",)):
        ran = run("records", "verify", *words)
        assert ran.code == 0
        assert "signatures were not checked: [signing] of the settings names no signers" in ran.out


# --- Decisions --------------------------------------------------------------------------------


@pytest.fixture
def book(run: Run, folder: Path) -> Path:
    """A record of decisions with one signed line."""
    assert decide(run).code == 0
    return folder / BOOK


def verify(run: Run) -> Ran:
    return run("review", "verify", "--decisions", BOOK)


def test_signed_decisions_verify(run: Run, book: Path) -> None:
    assert verify(run).code == 0
    assert run("customers.csv", "-q").code == 1
    assert b'"signature":"U1NIU0lH' in book.read_bytes()


def test_decisions_made_at_the_keyboard_are_signed(run: Run, folder: Path) -> None:
    """One key at a time in `screen review`, which shares the desk's texts with no terminal here."""
    typed = iter(("Another firm, in another town.", "") * 9)
    desk = ReviewDesk(
        console=Console(file=io.StringIO()), key=lambda: "f", ask=lambda _: next(typed, "")
    )
    choices = resolve_choices(Choices(decisions=KEYBOARD), None, ignored=False)
    assert walk_file(folder / "customers.csv", choices, "A. Berg", desk) == 0
    assert b'"signature":"U1NIU0lH' in (folder / KEYBOARD).read_bytes()
    assert run("review", "verify", "--decisions", KEYBOARD).code == 0


def test_a_decision_without_signature_is_refused_wherever_it_would_count(
    run: Run, folder: Path, book: Path
) -> None:
    use_no_key(folder)
    assert decide(run, "60").code == 0
    (folder / "customers.csv").write_text(f'id,name\n7,"{LISTED}"\n', "utf-8")
    assert decide(run, "60").code == 0
    use_signers(folder)
    ran = verify(run)
    assert ran.code == 2
    told, error = ran.err.splitlines()
    assert told.startswith("decisions.baseline.jsonl: decision ")
    assert told.endswith("is not signed")
    assert error.startswith("error: decisions.baseline.jsonl: 1 decision is not vouched for (")
    for words in (("customers.csv", "-q"), ("review", "lint", BOOK)):
        ran = run(*words)
        assert ran.code == 2
        assert "is not signed (screen review verify; bring back the signed version" in ran.err
    before = book.read_bytes()
    assert decide(run, "70").code == 2
    assert book.read_bytes() == before


def test_a_decision_signed_with_a_foreign_key(run: Run, folder: Path) -> None:
    use_foreign_key(folder)
    assert decide(run).code == 0
    use_signers(folder)
    ran = verify(run)
    assert ran.code == 2
    assert "is signed with a key of nobody in the signers file: SHA256:" in ran.err


def test_a_signature_that_was_changed(run: Run, book: Path) -> None:
    text = book.read_text("utf-8")
    at = text.rindex('"}')
    book.write_text(text[: at - 5] + ("B" if text[at - 5] == "A" else "A") + text[at - 4 :])
    ran = verify(run)
    assert ran.code == 2
    assert "decision " in ran.err
    assert "signature" in ran.err


def test_decisions_from_before_the_first_signature_need_none(run: Run, folder: Path) -> None:
    use_no_key(folder)
    assert decide(run).code == 0
    text = (folder / "customers.csv").read_text("utf-8").replace("Zimmermann Bakery", LISTED)
    (folder / "screen.toml").write_text(SIGNED.replace('signers = "signers"\n', ""))
    (folder / "customers.csv").write_text(text, "utf-8")
    assert decide(run).code == 0
    assert len((folder / BOOK).read_text().splitlines()) == 2
    use_signers(folder)
    assert verify(run).code == 0


# --- Settings ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "problem"),
    [
        ('key = "none"', "none' cannot be read: No such file or directory (check [signing]"),
        (
            'key = "key"\nsigners = "none"',
            "none' cannot be read: No such file or directory (check [signing]",
        ),
        ('key = "foe"\nsigners = "signers"', "is of nobody in the signers file (add its .pub"),
        ('keys = "key"', "signing has an unknown key 'keys', did you mean 'key'?"),
    ],
)
def test_what_is_wrong_is_said_before_the_work(
    run: Run, folder: Path, table: str, problem: str
) -> None:
    (folder / "screen.toml").write_text(f"{SETTINGS}[signing]\n{table}\n")
    ran = run("customers.csv", "--record", "a.json")
    assert (ran.code, ran.out) == (2, "")
    assert problem in ran.err
    assert len(ran.err.splitlines()) == 1
    assert not (folder / "a.json").exists()
