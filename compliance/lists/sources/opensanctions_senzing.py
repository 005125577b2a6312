"""OpenSanctions in the form of Senzing (`senzing.json`): one JSON object a line, for a party.

Written from the published exporter and its test (github opensanctions/opensanctions,
`zavod/exporters/senzing.py`), in both of its shapes: features in arrays by kind (`NAMES`,
`ADDRESSES`, ...), and since 2026 all in one array `FEATURES`. The form tells neither the listings
nor which names are weak: of a target it says only what risk it is (`TOPIC`), and whoever has none
is no target and no entry.
"""

import json
from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from compliance.errors import ListError
from compliance.lists.common.countries import find_countries, find_country
from compliance.lists.common.csv_rows import NOTHING_SCREENED, decode_text
from compliance.lists.common.dates import read_date
from compliance.lists.common.files import Files, read_beginning, take_only_file
from compliance.lists.common.names import KindedName, collect_names, is_native
from compliance.lists.common.texts import fold_spaces, label_texts
from compliance.lists.sources.base import (
    STATUS,
    ParsedList,
    Reference,
    collect_list,
    find_programme,
)
from compliance.lists.sources.opensanctions import (
    HEAD,
    IDENTIFIERS,
    LIST_ID,
    NO_REASON,
    PROGRAMME,
    make_identifier,
    make_programme,
)
from compliance.model import (
    Address,
    Identifier,
    ListEntry,
    Listing,
    NameKind,
    PartyKind,
    Programme,
    Rejected,
)

KINDS = {
    "PERSON": PartyKind.PERSON,
    "ORGANIZATION": PartyKind.ORGANISATION,
    "VESSEL": PartyKind.VESSEL,
    "AIRCRAFT": PartyKind.AIRCRAFT,
}
NAME_KEYS = ("NAME_FULL", "NAME_ORG")
NUMBERS = {
    "PASSPORT_NUMBER": ("passport", "PASSPORT_COUNTRY", ""),
    "NATIONAL_ID_NUMBER": ("national id", "NATIONAL_ID_COUNTRY", "NATIONAL_ID_TYPE"),
    "TAX_ID_NUMBER": ("tax id", "TAX_ID_COUNTRY", "TAX_ID_TYPE"),
    "SSN_NUMBER": ("social security number", "", ""),
    "LEI_NUMBER": ("lei", "", ""),
    "DUNS_NUMBER": ("duns", "", ""),
    "IMO_NUMBER": ("imo", "", ""),
    "MMSI_NUMBER": ("mmsi", "", ""),
    "CALL_SIGN": ("call sign", "", ""),
    "ISIN_NUMBER": ("isin", "", ""),
    "OTHER_ID_NUMBER": ("", "", "OTHER_ID_TYPE"),
}
"""Key of a number -> its kind, the key of its country, the key that tells its kind more closely."""
COUNTRIES = ("COUNTRY_OF_ASSOCIATION", "NATIONALITY", "CITIZENSHIP", "REGISTRATION_COUNTRY")
REMARKS = {
    "DATE_OF_BIRTH": "Date of birth",
    "DATE_OF_DEATH": "Date of death",
    "PLACE_OF_BIRTH": "Place of birth",
    "NATIONALITY": "Nationality",
    "CITIZENSHIP": "Citizenship",
    "GENDER": "Gender",
    "REGISTRATION_DATE": "Registration date",
    "WEBSITE_ADDRESS": "Website",
    "EMAIL_ADDRESS": "Email",
    "PHONE_NUMBER": "Phone",
    "TOPIC": "Topic",
    "OFAC_ID": "OFAC number",
    "SOURCE_URL": "Source",
    "REL_POINTER_ROLE": "Link",
    "TRUSTED_ID_NUMBER": "Wikidata",
}
HEADS = {"DATA_SOURCE", "RECORD_ID", "RECORD_TYPE", "LAST_CHANGE", "URL"}
NOT_TOLD = {
    *NAME_KEYS,
    *NUMBERS,
    *COUNTRIES,
    *(key for _, *keys in NUMBERS.values() for key in keys if key),
    *("NAME_TYPE", "ADDR_FULL", "ADDR_TYPE", "TRUSTED_ID_TYPE", "RECORD_TYPE"),
    *("REL_POINTER_DOMAIN", "REL_POINTER_KEY", "REL_ANCHOR_DOMAIN", "REL_ANCHOR_KEY"),
}
"""Keys that are no remarks: they stand elsewhere, or say nothing of the party."""
OWN_NUMBER = "OPEN_SANCTIONS"
NAMELESS = "it holds no name"
NO_TARGET = "no target: it names no risk"


class SenzingRecord(Struct, frozen=True, kw_only=True):
    """One line: what it says once, and its features."""

    line: int
    once: Mapping[str, str]
    features: tuple[Mapping[str, str], ...]

    def list_values(self, *keys: str) -> list[str]:
        """What the features say under these keys, each once."""
        found = (feature[key] for feature in self.features for key in keys if key in feature)
        return list(dict.fromkeys(found))


def recognises(files: Files) -> bool:
    """Whether it is one file whose first line begins a record of this form."""
    start = read_beginning(files).lstrip()
    return start.startswith("{") and '"DATA_SOURCE"' in start and '"RECORD_ID"' in start


def parse(files: Files, reference: Reference) -> ParsedList:
    """The whole list, every line an entry or rejected.

    Raises ListError when the file is not UTF-8, when a line is no record, or when there is no
    target.
    """
    name, data = take_only_file(files)
    base = find_programme(reference, PROGRAMME)
    records = list(read_records(decode_text(data, name), name))
    rated = any(record.list_values("TOPIC") for record in records)
    found = [judge_record(record, base, name, rated=rated) for record in records]
    seen = max((read_date(record.once.get("LAST_CHANGE", "")) for record in records), default="")
    return collect_list(replace(HEAD, as_of=seen), name, found, len(records))


def read_records(text: str, name: str) -> Iterator[SenzingRecord]:
    """The record of each line. Raises ListError for a line that is none."""
    for line, row in enumerate(text.split("\n"), start=1):
        if row.strip():
            try:
                yield make_record(json.loads(row), line)
            except (ValueError, TypeError, AttributeError, RecursionError) as error:
                problem = f"{name}: line {line} is no Senzing record in JSON"
                raise ListError(problem, NOTHING_SCREENED) from error


def make_record(data: Mapping[str, object], line: int) -> SenzingRecord:
    """One JSON object as a record, in whichever shape. Raises TypeError or ValueError for none."""
    if not isinstance(data.get("RECORD_ID"), str):
        raise TypeError("no RECORD_ID")
    arrays = (value for value in data.values() if isinstance(value, list))
    features = [list_own_texts(one) for value in arrays for one in value if isinstance(one, dict)]
    once = list_own_texts(data)
    return SenzingRecord(line=line, once=once, features=(*features, once))


def list_own_texts(data: Mapping[str, object]) -> Mapping[str, str]:
    """The texts and numbers of an object, folded; empty ones are left out."""
    plain = ((key, value) for key, value in data.items() if isinstance(value, str | int | float))
    return {key: said for key, value in plain if (said := fold_spaces(str(value)))}


def judge_record(
    one: SenzingRecord, base: Programme, name: str, *, rated: bool
) -> ListEntry | Rejected:
    """A record as an entry or rejected; where no record of the file is rated, all are targets."""
    why = NO_TARGET if rated and not one.list_values("TOPIC") else ""
    why = why or ("" if one.list_values(*NAME_KEYS) else NAMELESS)
    return Rejected(line=one.line, reason=why, file=name) if why else make_entry(one, base)


def make_entry(one: SenzingRecord, base: Programme) -> ListEntry:
    """One target as an entry with one listing, for what the form tells no more of."""
    every = sorted(find_names(one), key=lambda name: name[1] is not NameKind.PRIMARY)
    (primary, _), *others = every
    kind = next(iter(one.list_values("RECORD_TYPE")), "")
    source = one.once.get("DATA_SOURCE", "").removeprefix("OS_").casefold()
    return ListEntry(
        id=one.once["RECORD_ID"],
        list_id=LIST_ID,
        names=collect_names(primary, others),
        kind=KINDS.get(kind, PartyKind.UNKNOWN),
        countries=find_countries(one.list_values(*COUNTRIES)),
        addresses=tuple(Address(text=text) for text in one.list_values("ADDR_FULL")),
        identifiers=tuple(dict.fromkeys(find_identifiers(one))),
        listings=(
            Listing(
                programme=make_programme(base, source or "dataset not named"),
                reason=NO_REASON,
                requirement="; ".join(one.list_values("TOPIC")),
                status=STATUS,
                source=one.once.get("URL") or base.source,
            ),
        ),
        remarks=write_remarks(one),
        line=one.line,
    )


def find_names(one: SenzingRecord) -> Iterator[KindedName]:
    """Every name; the first primary one in Latin letters alone is one."""
    primary = False
    for feature in one.features:
        for text in (feature[key] for key in NAME_KEYS if key in feature):
            first = feature.get("NAME_TYPE") == "PRIMARY" and not primary
            kind = NameKind.PRIMARY if first else NameKind.ALIAS
            primary = primary or first
            yield text, NameKind.NATIVE if is_native(text) and not first else kind


def find_identifiers(one: SenzingRecord) -> Iterator[Identifier]:
    """The numbers of a party, with who issued them; the publisher's own number is none."""
    for feature in one.features:
        for key, (kind, country, type_key) in NUMBERS.items():
            if key in feature and feature.get(type_key) != OWN_NUMBER:
                closer = IDENTIFIERS.get(feature.get(type_key, ""), "")
                found = make_identifier(closer or kind, feature[key])
                yield replace(found, country=find_country(feature.get(country, "")))


def write_remarks(one: SenzingRecord) -> tuple[str, ...]:
    """Every other feature with its label; a key that is new is told under its own name."""
    keys = dict.fromkeys(key for feature in one.features for key in feature)
    return label_texts(
        (REMARKS.get(key, key.replace("_", " ").capitalize()), text)
        for key in keys
        if key in REMARKS or key not in NOT_TOLD | HEADS
        for text in one.list_values(key)
    )
