"""Pure: one party of OFAC's lists, from whichever file, as an entry with its listings.

OFAC puts what has no column into one text of remarks: `DOB 1 Jan 1970; POB Foo; Passport A123
(Iran); a.k.a. 'FOO'; Linked To: BAR.` (its data specification; FAQ 122-124 for the weak aliases in
single quotes). Whatever is not understood stays as a remark, word for word.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from compliance.lists.common.countries import find_spelled_country, list_countries
from compliance.lists.common.dates import read_us_date
from compliance.lists.sources.base import STATUS, ListHead
from compliance.model import (
    Address,
    Identifier,
    ListEntry,
    Listing,
    Name,
    NameKind,
    PartyKind,
    Programme,
)
from compliance.names.countries import country_code

SDN = "us-ofac-sdn"
NUMBERS = "ofac"
"""Whose numbers those of its parties are."""
PUBLISHER = "Office of Foreign Assets Control (OFAC), US Department of the Treasury"
KINDS = {
    "individual": PartyKind.PERSON,
    "": PartyKind.ORGANISATION,
    "entity": PartyKind.ORGANISATION,
    "vessel": PartyKind.VESSEL,
    "aircraft": PartyKind.AIRCRAFT,
}
TAGS = {
    "NS-PLC": "us-ofac-plc",
    "CMIC-EO13959": "us-ofac-ns-cmic",
    "UKRAINE-EO13662": "us-ofac-ssi",
    "561-Related": "us-ofac-cap",
    "561List": "us-ofac-cap",
    "FSE-IR": "us-ofac-fse",
    "FSE-SY": "us-ofac-fse",
    "FSE-WMD": "us-ofac-fse",
}
"""Programme tag in the consolidated (non-SDN) files -> the list it means there.

Any other tag there is of the Menu-Based Sanctions List: it names the order and not the list.
"""
MENU = "us-ofac-ns-mbs"
ONLY_CONSOLIDATED = {"NS-PLC", "CMIC-EO13959", "561-Related", "561List"}
"""Tags that make a file the consolidated one: of 14,965 SDN of May 2024 two bear one of them."""
MENU_DIRECTIVE = re.compile(r"Order 14024 \D*Subject to Directive (?:1a|3|4)\b")
"""Directives under E.O. 14024 that put a party on the Menu-Based Sanctions List."""
DATED = {"us-ofac-ns-cmic": "CMIC", MENU: "EO 14"}
"""List -> how the remarks name it that give its dates."""
DIRECTIVE = re.compile(
    r"^(?:alt\. )?(?:Executive Order|CAATSA Section)\b.*(?:Subject|Directive|- )"
)
MORE = "For more information"
BLOCKING = "Block"
DIRECTIVES = (
    (re.compile(r"\b13662\b"), "us-ofac-ssi"),
    (re.compile(r"\b14024\b.*\bDirective 2\b"), "us-ofac-cap"),
)
"""Which list a directive belongs to, from its order; any other belongs to the Menu-Based list."""
VESSEL = (
    "Call sign",
    "Vessel type",
    "Tonnage",
    "Gross registered tonnage",
    "Flag",
    "Vessel owner",
)
ALIAS_KINDS = {"aka": NameKind.ALIAS, "fka": NameKind.FORMER, "nka": NameKind.ALIAS}
URLS = {
    True: "https://sanctionslist.ofac.treas.gov/Home/ConsolidatedList",
    False: "https://sanctionslist.ofac.treas.gov/Home/SdnList",
}


class OfacParty(Struct, frozen=True, kw_only=True):
    """One party with all that its files say of it, each text freed of OFAC's `-0- `."""

    number: str
    name: str
    kind: str
    programmes: tuple[str, ...]
    title: str
    vessel: tuple[str, ...]
    """Call sign, type, tonnage, gross registered tonnage, flag, owner."""
    remarks: str
    aliases: tuple[tuple[str, str, str], ...]
    """Kind (`aka`, `fka`, `nka`), name, remark."""
    addresses: tuple[tuple[str, ...], ...]
    """Street, city with state and postal code, country, remark."""
    line: int


def name_list(*, consolidated: bool, as_of: str = "") -> ListHead:
    """Id, title and publisher of the SDN List or of the consolidated one."""
    return ListHead(
        id="ofac-cons" if consolidated else "ofac-sdn",
        title="OFAC consolidated non-SDN lists" if consolidated else "OFAC SDN List",
        publisher=PUBLISHER,
        as_of=as_of,
    )


def is_consolidated(tags: Iterable[str]) -> bool:
    """Whether these programme cells are of the consolidated file: most bear a tag of it alone.

    A small file counts too: SDN parties that stand on a non-SDN list as well are one in thousands.
    """
    cells = [set(cell.split("] [")) for cell in tags]
    bearing = sum(1 for cell in cells if cell & ONLY_CONSOLIDATED)
    return bearing * 20 > len(cells)


# --- The entry --------------------------------------------------------------------------------


def make_entry(
    party: OfacParty, programmes: Mapping[str, Programme], *, consolidated: bool
) -> ListEntry:
    """The party as an entry; its id is OFAC's number, which stays when all else changes."""
    numbers, rest = part_identifiers(party.remarks)
    places, asides = find_addresses(party.addresses)
    ids = find_lists(party) if consolidated else [SDN]
    return ListEntry(
        id=f"ofac-{party.number}",
        list_id=name_list(consolidated=consolidated).id,
        number=f"{NUMBERS} {party.number}",
        names=find_names(party),
        kind=KINDS.get(party.kind.casefold(), PartyKind.UNKNOWN),
        countries=list_countries(places),
        addresses=places,
        identifiers=numbers,
        listings=tuple(
            make_listing(party, programmes[id_], rest, URLS[consolidated]) for id_ in ids
        ),
        remarks=(*write_remarks(party), *rest, *asides),
        line=party.line,
    )


def find_names(party: OfacParty) -> tuple[Name, ...]:
    """The primary name, the aliases, then the weak ones of the remarks; each text once."""
    found = {party.name: NameKind.PRIMARY}
    for kind, text, remark in party.aliases:
        weak = "weak" in f"{kind} {remark}".casefold()
        known = ALIAS_KINDS.get(kind.casefold(), NameKind.ALIAS)
        if text:
            found.setdefault(text, NameKind.WEAK_ALIAS if weak else known)
    for name in find_weak_aliases(party.remarks):
        found.setdefault(name.text, name.kind)
    return tuple(Name(text=text, kind=kind) for text, kind in found.items())


def find_addresses(found: Iterable[tuple[str, ...]]) -> tuple[tuple[Address, ...], tuple[str, ...]]:
    """The addresses that say anything, and the remarks to them."""
    places, asides = [], []
    for street, city, country, remark in found:
        text = ", ".join(part for part in (street, city, country) if part)
        if text:
            places.append(Address(text=text, country=find_spelled_country(country)))
        if remark:
            asides.append(f"Address remark: {remark}")
    return tuple(places), tuple(asides)


def write_remarks(party: OfacParty) -> Iterator[str]:
    """Title and the columns of vessels, each with its label."""
    if party.title:
        yield f"Title: {party.title}"
    for label, text in zip(VESSEL, party.vessel, strict=False):
        if text:
            yield f"{label}: {text}"


# --- The listings -----------------------------------------------------------------------------


def find_lists(party: OfacParty) -> list[str]:
    """Ids of the non-SDN lists that the tags of a consolidated row mean; at least one."""
    found = list(dict.fromkeys(TAGS[tag] for tag in party.programmes if tag in TAGS))
    if not found or MENU_DIRECTIVE.search(party.remarks):
        found.append(MENU)
    return found


def belongs_to(measure: str, list_id: str) -> bool:
    """Whether a measure is one of that list: a directive restricts, and blocks nothing.

    OFAC gives a party's measures together, on whichever lists it stands.
    """
    if measure == BLOCKING:
        return list_id == SDN
    if "Directive" not in measure:
        return True
    owning = (one for pattern, one in DIRECTIVES if pattern.search(measure))
    return list_id == next(owning, MENU)


def make_listing(
    party: OfacParty, programme: Programme, rest: tuple[str, ...], url: str
) -> Listing:
    """The party's place on one list, as the file tells it.

    A directive is told of the list that it belongs to: an SDN is blocked, whatever the directive
    says under which the same party stands on another list.
    """
    directives = [part for part in rest if DIRECTIVE.match(part) and MORE not in part]
    codes = ", ".join(party.programmes)
    under = f"Listed under {codes}. " if codes else ""
    return Listing(
        programme=programme,
        official_name=party.name,
        reason=f"{under}The publisher's file gives no reason; see the publisher's page.",
        requirement="; ".join(
            directive for directive in directives if belongs_to(directive, programme.id)
        ),
        effective_date=find_effective_date(party.remarks, DATED.get(programme.id, "")),
        status=STATUS,
        source=url,
        tags=party.programmes,
    )


ALSO_KNOWN = re.compile(r"(?:alt\. )?(?P<kind>[afn])\.k\.a\. ['‘\"](?P<name>.+)['’\"]")
LABELS = {
    "vessel registration identification imo": "imo",
    "identification number imo": "imo",
    "company number imo": "imo company number",
    "mmsi": "mmsi",
    "swift/bic": "swift",
    "legal entity number": "lei",
    "unified social credit code (uscc)": "uscc",
    "uscc:": "uscc",
    "tax id no.": "tax id",
    "passport": "passport",
    "national id no.": "national id",
    "identification number": "identification number",
    "registration id": "registration number",
    "registration number": "registration number",
    "business registration number": "registration number",
    "public registration number": "registration number",
    "commercial registry number": "registration number",
    "central registration system number": "registration number",
    "company number": "registration number",
    "chamber of commerce number": "registration number",
    "c.r. no.": "registration number",
    "economic register number (cbls)": "registration number",
    "government gazette number": "government gazette number",
    "folio mercantil no.": "folio mercantil no.",
    "matricula mercantil no": "matricula mercantil no",
    "trade license no.": "trade license no.",
    "license": "license",
    "v.a.t. number": "vat",
    "cedula no.": "cedula no.",
    "nit #": "nit",
    "ruc #": "ruc",
    "rif #": "rif",
    "d.n.i.": "dni",
    "c.u.r.p.": "curp",
    "r.f.c.": "rfc",
    "ssn": "ssn",
    "birth certificate number": "birth certificate number",
    "driver's license no.": "driver's license no.",
    "d-u-n-s number": "duns",
    "isin": "isin",
    "bik (ru)": "bik",
    "aircraft tail number": "aircraft tail number",
    "aircraft manufacturer's serial number (msn)": "aircraft serial number",
}
"""What a remark begins with, in lower case -> the kind of number that follows."""
WALLET = "digital currency address"
"""Kind of number and, with the currency behind it, label of an address of a digital currency."""
WITHOUT_DIGITS = frozenset(("swift", "aircraft tail number"))
"""Kinds whose numbers may be letters alone: EP-GOM is the tail number of an Iranian aircraft."""
NUMBER = re.compile(
    r"(?:alt\. )?(?P<label>"
    + "|".join(re.escape(label) for label in sorted(LABELS, key=len, reverse=True))
    + rf"|{WALLET} - [a-z0-9]+)\s*(?P<value>\S.*)",
    re.IGNORECASE,
)
LONGEST, LONGEST_WALLET = 40, 120
"""Characters of a number; what is longer is a sentence. Addresses of Monero have 95."""
AFTER = re.compile(r"(?:\s*\([^()]*\)|\s+(?:issued|expires|born)\b.*)+\s*$")
"""The country, and the dates of a paper, behind a number."""
ISSUER = re.compile(r"\(([^()]*)\)")
"""What stands in brackets behind a number: `Passport A123 (Iran)`."""
DAY = re.compile(
    r"(?P<kind>Effective|Listing) Date \((?P<what>[^()]*)\):?,? "
    r"(?P<day>\d{1,2} \w{3} \d{4}|\d{4}-\d{2}-\d{2})"
)


def part_remarks(remarks: str) -> list[str]:
    """The single remarks, without the point at the end."""
    text = " ".join(remarks.split()).removesuffix(".")
    return [part.strip() for part in text.split("; ") if part.strip()]


def find_weak_aliases(remarks: str) -> Iterator[Name]:
    """The aliases in a text of remarks: weak ones, as OFAC has its others in a file of their own.

    A former name is told as such even though OFAC calls it weak too.
    """
    for part in part_remarks(remarks):
        if found := ALSO_KNOWN.fullmatch(part.removesuffix(".")):
            former = found["kind"] == "f"
            kind = NameKind.FORMER if former else NameKind.WEAK_ALIAS
            yield Name(text=found["name"].strip(), kind=kind)


def part_identifiers(remarks: str) -> tuple[tuple[Identifier, ...], tuple[str, ...]]:
    """The numbers in a text of remarks, and every remark that is neither a number nor a name.

    A number with a country or dates behind it stays among the remarks as well.
    """
    found: dict[Identifier, None] = {}
    rest: list[str] = []
    for part in part_remarks(remarks):
        one = read_number(part)
        if one:
            found[one] = None
        if not ALSO_KNOWN.fullmatch(part) and not (one and part.endswith(one.value)):
            rest.append(part)
    return tuple(found), tuple(rest)


def read_number(part: str) -> Identifier | None:
    """The number that one remark gives; None when it gives none."""
    match = NUMBER.fullmatch(part)
    if not match:
        return None
    label = match["label"].casefold()
    kind = LABELS.get(label, WALLET)
    value = AFTER.sub("", match["value"]).strip()
    most = LONGEST_WALLET if kind == WALLET else LONGEST
    if kind not in WITHOUT_DIGITS and not any(map(str.isdigit, value)):
        return None
    if len(value) > most:
        return None
    return Identifier(kind=kind, value=value, country=find_issuer(match["value"]))


def find_issuer(value: str) -> str:
    """The code of the country in brackets behind a number; empty where there is none."""
    codes = (country_code(text) for text in ISSUER.findall(value))
    return next(filter(None, codes), "")


def find_effective_date(remarks: str, what: str) -> str:
    """The earliest day from which a restriction holds, or else was listed; empty when none.

    `what` is how the name of the restriction begins: `CMIC`, `EO 14024 Directive 3`, ...
    """
    if not what:
        return ""
    found = [one for one in DAY.finditer(remarks) if one["what"].startswith(what)]
    for kind in ("Effective", "Listing"):
        days = [read_us_date(one["day"]) for one in found if one["kind"] == kind]
        if day := min((day for day in days if day), default=""):
            return day
    return ""
