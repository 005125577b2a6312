"""A publisher renames a field: what stood in it is gone, and that is never taken in silence."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from compliance.errors import ListError, StoreError
from compliance.lists import acceptance, catalog, contents, history
from compliance.lists.acceptance import TakeOrder, UpdateOutcome, UpdateResult
from compliance.lists.common.fields import list_fields
from compliance.lists.history import KeptFile
from compliance.lists.publishers import Publisher
from tests.lists.sources import test_un as un
from tests.lists.sources.real import real, reference
from tests.lists.sources.test_damaged_us_lists import SAMPLES as US_SAMPLES
from tests.lists.sources.test_hostile import SAMPLES as WORLD_SAMPLES

SAMPLES = {**WORLD_SAMPLES, **US_SAMPLES}
NO_FIELDS = {
    "ofac": "rows without a header; a column that is missing is refused",
    "us-dhs-uflpa": "a web page; its tables are found by their headings",
}
TIMES = ("2026-11-01T08:00:00+00:00", "2026-11-02T08:00:00+00:00")
PART = re.compile(r"[/@]")


def take(folder: Path, form: str, *versions: bytes) -> UpdateResult:
    """The last of the versions, judged beside the one before it."""
    publisher = Publisher(id="a", format=form, most_rejected=1)
    for time, data in zip(TIMES, versions, strict=False):
        about = KeptFile(name="a", sha256=hashlib.sha256(data).hexdigest(), size=len(data))
        old = history.read_history(folder, "a").current
        order = TakeOrder(folder=folder, time=time)
        result = acceptance.judge_version(publisher, old, {"a": (about, data)}, order)
    return result


def rename(data: bytes, field: str) -> bytes:
    """The file with another name for a field, wherever it is used as a name."""
    words = PART.split(field)[-1].split()  # a header may have its words on several lines
    last = rb"\s+".join(re.escape(word.encode()) for word in words)
    return re.sub(rb"(?<![\w-])" + last + rb"(?![\w-])", b"Renamed", data)


def names_of(data: bytes) -> list[str]:
    """One field for each name, so that each is renamed once."""
    return list({PART.split(one)[-1]: one for one in list_fields({"a": data})}.values())


def cases() -> Iterator[tuple[str, str]]:
    for form, data in SAMPLES.items():
        yield from ((form, one) for one in names_of(data))


@pytest.mark.parametrize("form", sorted(SAMPLES))
def test_every_form_has_fields(form: str) -> None:
    assert bool(list_fields({"a": SAMPLES[form]})) == (form not in NO_FIELDS)


@pytest.mark.parametrize(("form", "field"), list(cases()))
def test_no_renamed_field_is_taken_in_silence(form: str, field: str, tmp_path: Path) -> None:
    data = SAMPLES[form]
    try:
        result = take(tmp_path, form, data, rename(data, field))
    except ListError:
        return
    assert result.reasons or any(PART.split(field)[-1] in one for one in result.notices)


def test_same_fields_are_no_news(tmp_path: Path) -> None:
    data = SAMPLES["un"]
    result = take(tmp_path, "un", data, data.replace(b"Foo", b"Fu"))
    assert result.notices == ()


def many(parts: int) -> bytes:
    """A UN list of so many parties, each a name of two fields, an alias and a document."""
    people = (
        f"<DATAID>{at}</DATAID><FIRST_NAME>Foo {at}</FIRST_NAME>"
        f"<SECOND_NAME>Bar</SECOND_NAME><UN_LIST_TYPE>DPRK</UN_LIST_TYPE>"
        f"<LISTED_ON>2020-01-01</LISTED_ON>"
        f"<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Baz {at}</ALIAS_NAME>"
        f"</INDIVIDUAL_ALIAS>"
        f"<INDIVIDUAL_ADDRESS><CITY>Qux</CITY><COUNTRY>Cuba</COUNTRY></INDIVIDUAL_ADDRESS>"
        f"<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT>"
        f"<NUMBER>A{at:06}</NUMBER></INDIVIDUAL_DOCUMENT>"
        for at in range(parts)
    )
    return un.un(*people)


@pytest.mark.parametrize(
    ("field", "reason"),
    [
        ("ALIAS_NAME", "it lost 60 of 60 aliases, 100.0%, and at most 5.0% may go"),
        ("INDIVIDUAL_ALIAS", "it lost 60 of 120 names, 50.0%, and at most 5.0% may go"),
        ("SECOND_NAME", "it lost 60 of 300 words of names, 20.0%, and at most 5.0% may go"),
        ("INDIVIDUAL_ADDRESS", "it lost 60 of 60 addresses, 100.0%, and at most 10.0% may go"),
        ("CITY", "it lost 60 of 120 words of addresses, 50.0%, and at most 10.0% may go"),
        ("NUMBER", "it lost 60 of 60 identifiers, 100.0%, and at most 10.0% may go"),
        ("LISTED_ON", "it lost 60 of 60 dated listings, 100.0%, and at most 5.0% may go"),
    ],
)
def test_a_field_that_carried_much_is_refused(field: str, reason: str, tmp_path: Path) -> None:
    data = many(60)
    result = take(tmp_path, "un", data, rename(data, field))
    assert result.outcome is UpdateOutcome.REFUSED
    assert reason in result.reasons


def test_the_real_list_without_its_aliases_is_refused(tmp_path: Path) -> None:
    data = real("un/consolidated_2025-11-18.xml").read_bytes()
    result = take(tmp_path, "un", data, rename(data, "ALIAS_NAME"))
    assert result.outcome is UpdateOutcome.REFUSED
    assert result.new
    assert result.old
    assert any("names" in one for one in result.reasons)


def test_the_next_real_version_is_taken(tmp_path: Path) -> None:
    files = ("un/consolidated_2025-11-18.xml", "un/consolidated_2026-02-27.xml")
    result = take(tmp_path, "un", *(real(one).read_bytes() for one in files))
    assert (result.outcome, result.reasons, result.notices) == (UpdateOutcome.NEW, (), ())


def test_an_old_history_is_judged_by_the_files_it_kept(tmp_path: Path) -> None:
    data = many(60)
    take(tmp_path, "un", data)
    place = history.find_place(tmp_path, "a")
    line = place.read_text()
    place.write_text(re.sub(r'"contents":.*?"format"', '"format"', line))
    known = history.read_history(tmp_path, "a").current
    assert known
    assert (known.contents, known.fields) == ({}, ())
    result = take(tmp_path, "un", rename(data, "ALIAS_NAME"))
    assert "it lost 60 of 60 aliases, 100.0%, and at most 5.0% may go" in result.reasons
    assert any("INDIVIDUAL_ALIAS/ALIAS_NAME" in one for one in result.notices)


def test_a_list_has_its_own_share(tmp_path: Path) -> None:
    data = many(60)
    take(tmp_path, "un", data)
    old = history.read_history(tmp_path, "a").current
    for share, expected in ((0.1, True), (1.0, False)):
        publisher = Publisher(
            id="a", format="un", most_lost_of={"aliases": share, "names": 1, "words of names": 1}
        )
        new = catalog.parse("a", {"a": rename(data, "ALIAS_NAME")}, reference(), "un")
        found = acceptance.find_objections(old, new, publisher)
        assert bool(found) == expected


def test_a_share_of_what_is_not_counted_is_refused(tmp_path: Path) -> None:
    take(tmp_path, "un", many(60))
    old = history.read_history(tmp_path, "a").current
    new = catalog.parse("a", {"a": many(60)}, reference(), "un")
    publisher = Publisher(id="a", format="un", most_lost_of={"alias": 0.1})
    with pytest.raises(StoreError, match="most-lost-of has 'alias'"):
        acceptance.find_objections(old, new, publisher)


@pytest.mark.parametrize("kind", sorted(contents.read_limits()))
def test_every_limit_has_its_reason_and_is_counted(kind: str) -> None:
    new = catalog.parse("a", {"a": many(2)}, reference(), "un")
    assert contents.read_limits()[kind].reason
    assert contents.count_contents(new)[contents.WHOLE][kind]
