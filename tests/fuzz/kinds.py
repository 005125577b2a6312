"""What is fuzzed: for each kind how an input is made, and what the program does with it.

Whatever is made, the program must return, or raise a ScreenError of one line.
"""

import gzip
import json
import tempfile
import warnings
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from compliance import configuration, reporters
from compliance.audit import journal, run_record
from compliance.decisions import chain, lines, row_keys
from compliance.decisions.record_file import chain_decisions
from compliance.library.loading import Lists, ListWarning, load_lists
from compliance.lists import catalog, history, http_answers, list_files, pins
from compliance.lists.sources.base import Reference
from compliance.model import Party, Question, Report, Settings
from compliance.ownership.holdings import read_sheets
from compliance.readers import read
from compliance.screening import run_file
from compliance.screening.screen import screen_questions
from compliance.signing import (
    MalformedSignature,
    SignatoryTable,
    SigningKey,
    load_signatories,
    load_signing_key,
)
from compliance.signing.ssh_signature import armour, strip_armour
from tests.audit.building import MATCH, answer, head
from tests.decisions.building import BAKERY, RUN, decided, matched
from tests.fuzz.mutations import (
    Mutation,
    choose,
    make_text,
    some,
    spoil_archive,
    spoil_bytes,
    spoil_markup,
    spoil_records,
)
from tests.readers.building import xlsx

ROOT = Path(__file__).parents[2]
READERS_DATA = ROOT / "tests" / "readers" / "data"
FORMS = ("jsonl", "csv", "xlsx", "json")
"""Of reports."""
NAMES = (
    "Hangzhou Hikvision Digital Technology Co., Ltd.",
    "杭州海康威视数字技术股份有限公司",
    "Bosch GmbH / Siemens AG",
    "ООО «Ромашка»",
    "삼성전자 주식회사",
)
LINES = tuple(f"{name},CN,1 Main Street" for name in NAMES)
TABLE = "\n".join(("Name,Country,Address", *LINES)).encode()


KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))
SIGNING_KEY = SigningKey(KEY)
SIGNERS = SignatoryTable({SIGNING_KEY.public: "berg"})
SIGNATURE = SIGNING_KEY.sign(b"a record", "party-screen-record")
SIGNED = {
    "signature": armour(SIGNATURE).encode(),
    "signers": b"# officers\nberg ssh-ed25519 " + b64encode(SIGNING_KEY.public) + b" comment\n",
    "key": KEY.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of input."""

    make: Callable[[Random], bytes]
    try_out: Callable[[bytes], str]
    """Has the program take it; says what came of it. Anything but ScreenError is a fault."""


class NothingLostError(AssertionError):
    """Something was neither answered nor told."""


@cache
def lists() -> Lists:
    """The bundled list, ready."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ListWarning)  # the bundled list is of some day
        return load_lists()


# --- Files of parties -------------------------------------------------------------------------


def screen_bytes(suffix: str) -> Callable[[bytes], str]:
    """Screen a file of these bytes, and write a report."""

    def try_out(data: bytes) -> str:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"a{suffix}"
            path.write_bytes(data)
            report = run_file.screen_file(path, lists().setup(Settings()))
            check_sums(report)
            form = FORMS[len(data) % len(FORMS)]
            reporters.write(report, Path(folder) / f"report.{form}", form)
            return ", ".join(sorted({str(one.decision) for one in report.results})) or "no parties"

    return try_out


def check_sums(report: Report) -> None:
    """One answer a question, and sums that close."""
    results = list(report.results)
    if len(results) != sum(report.manifest.counts.values()):
        raise NothingLostError
    if not all(sheet.closes for sheet in report.manifest.input.sheets):
        raise NothingLostError


def make_names(chance: Random) -> bytes:
    """Names, one a line of JSON, so that every character can be one."""
    names = [make_text(chance, 60) for _ in range(some(chance, 5))]
    return json.dumps(names).encode()


def try_names(data: bytes) -> str:
    """Ask for names as they are, in every role of a cell."""
    questions = []
    for at, name in enumerate(json.loads(data)):
        country, address = name[at::7], name[::-1]
        party = Party(name=name, country=country, address=address, destination=country)
        questions.append(Question(file="", sheet="", row=at, party=party))
    setup = lists().setup(Settings())
    found = [
        setup.locate(one) for one in screen_questions(questions, setup.matcher, setup.settings)
    ]
    if [one.question for one in found] != questions:
        raise NothingLostError
    broken = [one for one in found if "comparison failed" in one.reason]
    if broken:
        raise NothingLostError(broken[0].reason)
    return ", ".join(sorted({str(one.decision) for one in found}))


def make_table(chance: Random) -> bytes:
    """A text table, spoilt, or of cells of any characters, in any encoding."""
    if chance.randrange(3):
        return spoil_bytes(TABLE, chance)
    mark = choose(chance, (",", ";", "\t", "|"))
    rows = [
        mark.join(make_text(chance, 20) for _ in range(some(chance, 5)))
        for _ in range(some(chance, 8))
    ]
    text = choose(chance, ("\n", "\r\n", "\r")).join(("Name", *rows))
    encoding = choose(chance, ("utf-8", "utf-16", "gb18030", "cp1251", "shift-jis", "utf-32"))
    return text.encode(encoding, "replace")


@cache
def sample(name: str) -> bytes:
    """A sound file to begin with."""
    if name == ".xlsx":
        return xlsx([["Name", "Country"], *([name, "CN"] for name in NAMES), [], ["Total", 5.5]])
    if name == "samples":
        return (ROOT / "samples" / "suppliers.xlsx").read_bytes()
    return (READERS_DATA / f"awkward{name}").read_bytes()


def spoiler(names: tuple[str, ...], spoil: Mutation) -> Callable[[Random], bytes]:
    """Makes one of the samples, spoilt."""
    return lambda chance: spoil(sample(choose(chance, names)), chance)


# --- Documents --------------------------------------------------------------------------------

SETTINGS = b"""list = ["curated"]
column = { name = "Firma" }
min-score = 0.5
max-matches = 5
record = "runs"
[lists.own]
addresses = "a.csv"
warn-after-days = 9
[review]
expiry-days = 365
[rules.bis-affiliates]
state = "suspended"
from = 2026-11-20
name = "A"
date = "2026-01-01"
source = "B"
"""
LOCK = b"""form = 1
[[list]]
id = "csl"
title = "A"
as_of = "2026-11-01"
fetched = "2026-11-01T08:00:00+00:00"
entries = 3
[[list.file]]
name = "a.csv"
sha256 = "00"
size = 12
source = "bundled"
"""
JOURNAL = b'{"file": "a.json", "previous": "00", "record": "00", "time": "x", "until": "y"}\n'
HISTORY = (
    b'{"version":{"time":"2026-11-01","accepted":true,"files":[{"name":"a","sha256":"00","size":1}],'
    b'"as_of":"","entries":1,"names":1,"rows":1,"rejected":0}}\n'
)
OWNERS = b"company,owner,share\nFoo Ltd,Hikvision,51\nBar Ltd,Foo Ltd,\nBaz,Foo;Bar,50 %\n"


@cache
def decision() -> bytes:
    """The line of a decision."""
    (made,) = chain_decisions([decided()], chain.record_of(b""))
    return lines.encode_line(made)


@cache
def make_run_record() -> bytes:
    """A run record as the program writes it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "run.json"
        run_record.write_record(path, head(), [answer(2, MATCH), answer(3)])
        return path.read_bytes()


def ticket() -> bytes:
    """The ticket of a match."""
    return row_keys.make_row_key(BAKERY, matched(), RUN, BAKERY.name, 0.9).encode()


def make_document(document: bytes | Callable[[], bytes]) -> Callable[[Random], bytes]:
    """A document, spoilt, nested too deeply, or with a huge number."""

    def make(chance: Random) -> bytes:
        way = chance.randrange(12)
        sound = document if isinstance(document, bytes) else document()
        spoilt = spoil_bytes(sound * some(chance, 3), chance)
        if way == 0:
            return spoilt + choose(chance, (b"[", b'{"a":', b"x = [", b"[[")) * 50_000
        if way == 1:
            return spoilt.replace(b"1", b"9" * 5_000)
        if way == 2:
            bits = choose(
                chance, (b"[" * 20_000, b"9" * 5_000, b"null", b"[]", b"{}", b'"\\ud800"')
            )
            return spoilt.replace(b'"a"', bits).replace(b"1", bits)
        return spoilt

    return make


def with_file(name: str, take: Callable[[Path], object]) -> Callable[[bytes], str]:
    """Have the program read a file of that name."""

    def try_out(data: bytes) -> str:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            path.parent.mkdir(exist_ok=True, parents=True)
            path.write_bytes(data)
            take(path)
        return "read"

    return try_out


def try_owners(path: Path) -> None:
    """Read a file of owners."""
    source = read(path)
    read_sheets("own", source.name, {one.name: one.rows for one in source.sheets})


def try_ticket(data: bytes) -> str:
    """Read a ticket as a report brings it back."""
    try:
        row_keys.read_row_key(data.decode("utf-8", "replace"))
    except row_keys.BadRowKey:
        return "refused"
    return "read"


def make_answer(chance: Random) -> bytes:
    """An answer of a server: packed or not, spoilt, or far larger than it is."""
    way = chance.randrange(6)
    if way == 0:
        return gzip.compress(bytes(1 << choose(chance, (20, 26, 28))), 1)
    packed = gzip.compress(TABLE * some(chance, 50))
    return spoil_bytes(packed if way < 4 else TABLE, chance)


def try_answer(data: bytes) -> str:
    """Take an answer apart as the update does."""
    for encoding in ("gzip", ""):
        try:
            http_answers.refuse_foreign(http_answers.decompress(data, encoding, 1 << 29), "a.csv")
        except (ValueError, http_answers.TooMuchError):
            continue
    return "taken"


# --- Lists ------------------------------------------------------------------------------------


@cache
def reference() -> Reference:
    """What the lists refer to."""
    return catalog.load_reference(list_files.find_bundled_folder())


@cache
def list_samples() -> Mapping[str, bytes]:
    """A small file of each form of list, by the form's name."""
    from tests.lists.sources.test_hostile import SAMPLES

    made: dict[str, bytes] = dict(SAMPLES)
    folder = list_files.find_bundled_folder() / "curated"
    made |= {f"curated {path.name}": path.read_bytes() for path in sorted(folder.glob("*.toml"))}
    return made


def make_list(chance: Random) -> bytes:
    """A list, spoilt; its form in front."""
    form = choose(chance, sorted(list_samples()))
    data = list_samples()[form]
    spoilt = (spoil_markup if data.lstrip()[:1] == b"<" else spoil_bytes)(data, chance)
    return form.split()[0].encode() + b"\n" + spoilt


def try_list(data: bytes) -> str:
    """Parse a list in its form."""
    form, _, text = data.partition(b"\n")
    suffix = {"curated": ".toml"}.get(form.decode(), ".csv")
    return str(len(catalog.parse("a", {f"a{suffix}": text}, reference(), form.decode()).entries))


# --- Signatures -------------------------------------------------------------------------------


def make_signature(chance: Random) -> bytes:
    """A signature, a file of signers or a private key, spoilt; which of them in front."""
    what = choose(chance, sorted(SIGNED))
    return what.encode() + b"\n" + spoil_bytes(SIGNED[what], chance)


def load_key(path: Path) -> SigningKey:
    """The private key of a file that is its owner's alone."""
    path.chmod(0o600)
    return load_signing_key(path)


def try_signature(data: bytes) -> str:
    """Check it, or load it. Whatever counts as the signature is the one that was made."""
    what, _, rest = data.partition(b"\n")
    if what != b"signature":
        return with_file("file", load_key if what == b"key" else load_signatories)(rest)
    try:
        text = strip_armour(rest.decode("utf-8", "replace"))
    except MalformedSignature:
        return "damaged"
    if SIGNERS.check(b"a record", "party-screen-record", text).name:
        if text != SIGNATURE:
            raise NothingLostError("another signature than the one that was made counts")
        return "counts"
    return "does not count"


KINDS: Mapping[str, Kind] = {
    "names": Kind(make=make_names, try_out=try_names),
    "text tables": Kind(make=make_table, try_out=screen_bytes(".csv")),
    ".xlsx": Kind(
        make=spoiler((".xlsx", ".xlsx", "samples"), spoil_archive), try_out=screen_bytes(".xlsx")
    ),
    ".ods": Kind(make=spoiler((".ods",), spoil_archive), try_out=screen_bytes(".ods")),
    ".xls": Kind(make=spoiler((".xls",), spoil_records), try_out=screen_bytes(".xls")),
    "lists": Kind(make=make_list, try_out=try_list),
    "settings": Kind(
        make=make_document(SETTINGS), try_out=with_file("screen.toml", configuration.load)
    ),
    "lock files": Kind(make=make_document(LOCK), try_out=with_file("screen.lock", pins.read_lock)),
    "decisions": Kind(
        make=make_document(decision), try_out=lambda data: str(len(chain.record_of(data).faults))
    ),
    "tickets": Kind(make=make_document(ticket), try_out=try_ticket),
    "journals": Kind(
        make=make_document(JOURNAL),
        try_out=with_file(journal.FILE, lambda path: journal.read_journal(path.parent)),
    ),
    "histories": Kind(
        make=make_document(HISTORY),
        try_out=with_file(
            f"{history.FOLDER}/own.jsonl",
            lambda path: history.read_history(path.parent.parent, "own"),
        ),
    ),
    "run records": Kind(
        make=make_document(make_run_record), try_out=with_file("run.json", run_record.read_record)
    ),
    "owners": Kind(make=make_document(OWNERS), try_out=with_file("owners.csv", try_owners)),
    "signatures": Kind(make=make_signature, try_out=try_signature),
    "HTTP answers": Kind(make=make_answer, try_out=try_answer),
}
