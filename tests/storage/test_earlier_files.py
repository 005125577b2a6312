"""Files that version 0.2.0 wrote, before the log and the hashes had one place, still verify."""

import shutil
from pathlib import Path

from compliance.audit import journal, run_record
from compliance.audit.journal import JournalEntry
from compliance.decisions.record_file import read_verified_record
from compliance.model import Question
from compliance.storage.fingerprints import (
    fingerprint_entry,
    fingerprint_party,
    hash_entry,
    hash_pair,
    hash_party_key,
    hash_question,
)
from tests.decisions.building import BAKERY, another, decided, written
from tests.reporters.factory import HIKVISION

EARLIER = Path(__file__).parent / "earlier"


def copied(folder: Path) -> Path:
    return Path(shutil.copytree(EARLIER, folder / "earlier"))


def test_decisions_of_two_branches_verify_and_are_added_to(tmp_path: Path) -> None:
    path = copied(tmp_path) / "decisions.jsonl"
    before = path.read_bytes()
    record = read_verified_record(path)
    assert len(record.decisions) == 5
    assert record.heads == ("c9796304035a0cbb27d48b1f1a13fd406e3b7ea50eaf6cb46d926394a273fa2f",)
    written(path, decided(another(name="Fifth")))
    assert path.read_bytes().startswith(before)
    assert read_verified_record(path).decisions[-1].parents == record.heads


def test_the_journal_and_its_records_verify_and_are_added_to(tmp_path: Path) -> None:
    folder = copied(tmp_path) / "data"
    before = (folder / journal.FILE).read_bytes()
    known = journal.read_journal(folder)
    assert not known.faults
    for entry in known.entries:
        assert run_record.read_record(journal.locate_record(folder, entry)).sha256 == entry.record
    entry = JournalEntry(time="2026-11-24", file="", record="0" * 64, until="2036-11-24")
    journal.append_entry(folder, folder.parent / "records" / "new.json", entry)
    assert (folder / journal.FILE).read_bytes().startswith(before)
    assert not journal.read_journal(folder).faults


def test_fingerprints_are_what_they_were() -> None:
    """What records and decisions hold: with others, every decision would reopen."""
    asked = Question(file="a.xlsx", sheet="S", row=7, party=BAKERY)
    assert (hash_question(asked), hash_party_key(asked), hash_entry(HIKVISION)) == (
        "43e402b53e94a0da722b6d92989fdae2",
        "2dff9a3957fbfea918752170b015ce82",
        "0b8e51b0eec0ab39d87f09ba25996381",
    )
    party, entry = fingerprint_party(BAKERY), fingerprint_entry(HIKVISION)
    assert (party.name, party.address, party.country, party.identifiers) == (
        "f6b31837dad77bb7",
        "25a4d86abf7ce67c",
        "6814ef46f686990c",
        "e3b0c44298fc1c14",
    )
    assert (entry.names, entry.addresses, entry.identifiers, entry.listings, entry.leads) == (
        "3:673f4b0fa3663806",
        "1:74f78b956a3da671",
        "1:92e70ccdcc253c32",
        "2:8a22d2e0b78f500c",
        "0:e3b0c44298fc1c14",
    )
    assert hash_pair(party, "csl", "1") == "5c8e373df367ef06"
