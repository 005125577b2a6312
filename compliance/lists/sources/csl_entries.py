"""Pure: one row of the Consolidated Screening List, from its CSV or its JSON, as an entry."""

import re
from collections.abc import Iterator, Mapping

from compliance.lists.common.csv_rows import Row
from compliance.lists.sources import csl_values, ofac_party, ofac_remarks
from compliance.lists.sources.base import STATUS, hash_id
from compliance.model import ListEntry, Listing, PartyKind, Programme

LIST_ID = "csl"
TITLE = "Consolidated Screening List"
PUBLISHER = "US Departments of Commerce, State and the Treasury"
TREASURY = "Treasury Department"
"""How the `source` of a list of OFAC ends."""
KINDS = {
    "Individual": PartyKind.PERSON,
    "Entity": PartyKind.ORGANISATION,
    "Vessel": PartyKind.VESSEL,
    "Aircraft": PartyKind.AIRCRAFT,
}
PLAIN_REMARKS = {
    "title": "Title",
    "dates_of_birth": "Date of birth",
    "places_of_birth": "Place of birth",
    "call_sign": "Call sign",
    "vessel_type": "Vessel type",
    "vessel_flag": "Flag",
    "vessel_owner": "Vessel owner",
    "gross_tonnage": "Gross tonnage",
    "gross_registered_tonnage": "Gross registered tonnage",
    "remarks": "Publisher's remark",
}


def made(row: Row, line: int, known: Mapping[str, Programme]) -> ListEntry:
    """One row as an entry with one listing.

    `countries` is no column of the publisher's: it is filled for files that give no addresses.
    """
    places = csl_values.addresses(row["addresses"])
    numbers, asides = csl_values.identifiers(row["ids"])
    return ListEntry(
        id=row.get("_id", "").strip() or made_id(row),
        list_id=LIST_ID,
        number=own_number(row),
        names=csl_values.names(row["name"], row["alt_names"]),
        kind=KINDS.get(row["type"].strip(), PartyKind.UNKNOWN),
        countries=csl_values.countries(
            places, row["citizenships"], row["nationalities"], row.get("countries", "")
        ),
        addresses=places,
        identifiers=numbers,
        listings=(listing(row, known),),
        remarks=(*plain_remarks(row), *asides),
        line=line,
    )


def own_number(row: Row) -> str:
    """The number that Treasury gives a party, the same on all its lists; empty for others."""
    number = row["entity_number"].strip()
    treasury = number and row["source"].strip().endswith(TREASURY)
    return f"{ofac_party.NUMBERS} {number}" if treasury else ""


def made_id(row: Row) -> str:
    """An id from what stays when the publisher amends the entry, for files without `_id`.

    Treasury numbers its parties, and `_id` is that number; of others, the list, the name and the
    place stay.
    """
    number = row["entity_number"].strip()
    place = row["addresses"] or row.get("countries", "")
    return number or hash_id("csl", row["source"], row["name"], place)


def listing(row: Row, known: Mapping[str, Programme]) -> Listing:
    """The row's place on its list, as the publisher words it."""
    programme = known.get(row["source"].strip()) or unknown_programme(row)
    return Listing(
        programme=programme,
        official_name=row["name"].strip(),
        reason=reason(row),
        requirement=row["license_requirement"].strip(),
        policy=row["license_policy"].strip(),
        citation=row["federal_register_notice"].strip(),
        effective_date=row["start_date"].strip() or dated_in_ids(row, programme),
        status=STATUS,
        notes=tuple(notes(row)),
        source=row["source_list_url"].strip() or row["source_information_url"].strip(),
        tags=tuple(csl_values.split(row["programs"])),
    )


def dated_in_ids(row: Row, programme: Programme) -> str:
    """Since when a restriction holds that is dated among the numbers alone; empty for none.

    `Effective Date (CMIC), 2021-08-02; Listing Date (EO 14024 Directive 3):, 24 Feb 2022`.
    """
    return ofac_remarks.effective_date(row["ids"], ofac_party.DATED.get(programme.id, ""))


def unknown_programme(row: Row) -> Programme:
    """A list that this program does not describe: "Name - Publisher" is all that is known of it."""
    name, _, publisher = row["source"].strip().rpartition(" - ")
    return Programme(
        id=re.sub(r"\W+", "-", row["source"].strip().casefold()).strip("-"),
        name=name or publisher,
        publisher=publisher if name else "",
        authority="",
        restricts="Not described in this program; read the publisher's page before you decide.",
        source=row["source_information_url"].strip(),
    )


def reason(row: Row) -> str:
    """All that the file says about why: its programme codes, if any, and no reason in words."""
    codes = ", ".join(csl_values.split(row["programs"]))
    under = f"Listed under {codes}. " if codes else ""
    where = "the citation" if row["federal_register_notice"].strip() else "the publisher's page"
    return f"{under}The publisher's file gives no reason; see {where}."


def notes(row: Row) -> Iterator[str]:
    """What to know about the listing. An end date does not end it: the file still lists it."""
    if row["end_date"].strip():
        yield f"End date in the publisher's file: {row['end_date'].strip()}."
    if row["standard_order"].strip():
        yield f"Standard denial order: {row['standard_order'].strip().upper()}."


def plain_remarks(row: Row) -> Iterator[str]:
    """The descriptive columns, each with its label."""
    for column, label in PLAIN_REMARKS.items():
        if row[column].strip():
            yield f"{label}: {row[column].strip()}"
