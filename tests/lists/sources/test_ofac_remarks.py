"""OFAC's remarks: numbers, weak aliases and dates out of one text, the rest word for word."""

import pytest

from compliance.lists.sources.ofac_party import (
    find_effective_date,
    find_weak_aliases,
    part_identifiers,
    part_remarks,
    read_number,
)
from compliance.model import NameKind

REMARKS = (
    "DOB 19 Apr 1947; POB Nahia, Egypt; Passport A123 (Egypt) issued 1 Jan 2001; "
    "a.k.a. 'THE DOCTOR'; f.k.a. 'OLD NAME'; Linked To: FOO GROUP."
)


def test_a_text_of_remarks_is_taken_apart() -> None:
    found, rest = part_identifiers(REMARKS)
    assert [(one.kind, one.value, one.country) for one in found] == [("passport", "A123", "EG")]
    assert rest == (
        "DOB 19 Apr 1947",
        "POB Nahia, Egypt",
        "Passport A123 (Egypt) issued 1 Jan 2001",
        "Linked To: FOO GROUP",
    )
    assert [(one.text, one.kind) for one in find_weak_aliases(REMARKS)] == [
        ("THE DOCTOR", NameKind.WEAK_ALIAS),
        ("OLD NAME", NameKind.FORMER),
    ]


@pytest.mark.parametrize(
    ("part", "kind", "value"),
    [
        ("Vessel Registration Identification IMO 7406784", "imo", "7406784"),
        ("Identification Number IMO 9187629", "imo", "9187629"),
        ("MMSI 422026100", "mmsi", "422026100"),
        ("Tax ID No. 7702070139 (Russia)", "tax id", "7702070139"),
        ("alt. Passport N004871 (Iran)", "passport", "N004871"),
        ("SWIFT/BIC VTBRRUMM", "swift", "VTBRRUMM"),
        ("Legal Entity Number 253400V1H6ART1UQ0N98", "lei", "253400V1H6ART1UQ0N98"),
        (
            "Unified Social Credit Code (USCC) 91110000100001043E (China)",
            "uscc",
            "91110000100001043E",
        ),
        ("Registration Number 1027700132195 (Russia)", "registration number", "1027700132195"),
        ("Company Number IMO 5860158", "imo company number", "5860158"),
    ],
)
def test_numbers_have_the_kind_that_screening_compares(part: str, kind: str, value: str) -> None:
    found = read_number(part)
    assert found is not None
    assert (found.kind, found.value) == (kind, value)


@pytest.mark.parametrize(
    "part",
    [
        "License holder for all of the following in 2020 and 2021 and also in the year after that",
        "Passport unknown",
        "DOB 1962",
        "nationality Iran",
        "Registration pending 5",
    ],
)
def test_what_only_begins_like_a_number_is_a_remark(part: str) -> None:
    assert read_number(part) is None
    assert part_identifiers(part)[1] == (part,)


def test_dates_of_a_restriction() -> None:
    text = "Listing Date (CMIC): 03 Jun 2021; Effective Date (CMIC): 02 Aug 2021"
    assert find_effective_date(text, "CMIC") == "2021-08-02"
    assert find_effective_date("Listing Date (CMIC): 03 Jun 2021", "CMIC") == "2021-06-03"
    assert find_effective_date(text, "EO 14") == find_effective_date(text, "") == ""


def test_no_remarks() -> None:
    assert (part_remarks(""), part_identifiers(""), list(find_weak_aliases(""))) == (
        [],
        ((), ()),
        [],
    )
