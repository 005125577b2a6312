"""What a column can be: the names that `--column role=Header` takes, and what each means."""

from msgspec import Struct

from compliance.model import PartyKind


class Role(Struct, frozen=True, kw_only=True):
    """One thing a column can hold."""

    meaning: str
    """For the user, in a few words."""
    is_party: bool = False
    """Whether every name in the column is screened."""
    kind: PartyKind = PartyKind.UNKNOWN
    """What the parties in the column are."""
    identifier: str = ""
    """Kind of identifier in the model's words, for columns of identifiers."""


ROLES: dict[str, Role] = {
    "name": Role(meaning="customer, company or other party", is_party=True),
    "purchaser": Role(meaning="purchaser, buyer, sold-to or bill-to party", is_party=True),
    "consignee": Role(meaning="consignee, ship-to party, receiver of the goods", is_party=True),
    "intermediate_consignee": Role(meaning="intermediate consignee", is_party=True),
    "end_user": Role(meaning="end-user", is_party=True),
    "forwarder": Role(meaning="freight forwarder, carrier, broker", is_party=True),
    "supplier": Role(meaning="supplier, vendor, seller, shipper", is_party=True),
    "manufacturer": Role(meaning="manufacturer", is_party=True),
    "importer": Role(meaning="importer", is_party=True),
    "exporter": Role(meaning="exporter", is_party=True),
    "notify_party": Role(meaning="notify party", is_party=True),
    "agent": Role(meaning="agent or representative", is_party=True),
    "owner": Role(meaning="owner, shareholder, parent company", is_party=True),
    "bank": Role(meaning="bank", is_party=True),
    "contact": Role(meaning="contact person, director", is_party=True, kind=PartyKind.PERSON),
    "vessel": Role(meaning="vessel", is_party=True, kind=PartyKind.VESSEL),
    "alias": Role(meaning="another name of the party", is_party=True),
    "first_name": Role(meaning="given name; joined with the last name"),
    "last_name": Role(meaning="family name; joined with the first name"),
    "id": Role(meaning="your own key for the row or the party"),
    "country": Role(meaning="country of the party"),
    "address": Role(meaning="street or whole address"),
    "city": Role(meaning="city"),
    "state": Role(meaning="state or province"),
    "postcode": Role(meaning="postal code"),
    "lei": Role(meaning="Legal Entity Identifier", identifier="lei"),
    "uscc": Role(meaning="Unified Social Credit Code", identifier="uscc"),
    "tax_id": Role(meaning="tax or VAT number", identifier="tax id"),
    "registration_number": Role(
        meaning="company register number", identifier="registration number"
    ),
    "swift": Role(meaning="SWIFT/BIC code", identifier="swift"),
    "iban": Role(meaning="bank account number (IBAN)", identifier="iban"),
    "imo": Role(meaning="IMO number of a vessel", identifier="imo"),
    "mmsi": Role(meaning="MMSI number of a vessel", identifier="mmsi"),
    "call_sign": Role(meaning="radio call sign of a vessel", identifier="call sign"),
    "aircraft": Role(meaning="tail number of an aircraft", identifier="aircraft tail number"),
    "passport": Role(meaning="passport number", identifier="passport"),
    "national_id": Role(meaning="national identity number", identifier="national id"),
    "wallet": Role(meaning="address of a digital currency", identifier="digital currency address"),
    "legal_form": Role(meaning="legal form; joined with the name"),
    "birth_date": Role(meaning="date or year of birth"),
    "nationality": Role(meaning="nationality; the country where no column gives one"),
    "gender": Role(meaning="gender of a person"),
    "destination": Role(meaning="country or place of destination of the goods"),
}
PARTY_ROLES = frozenset(role for role, each in ROLES.items() if each.is_party)
IDENTIFIER_ROLES = frozenset(role for role, each in ROLES.items() if each.identifier)
ADDRESS_ROLES = ("address", "city", "state", "postcode")
PERSON_PARTS = ("first_name", "last_name")
NAME_PARTS = (*PERSON_PARTS, "legal_form")
"""Roles of columns that make up a name with others."""
