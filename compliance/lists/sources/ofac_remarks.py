"""Pure: the remarks of OFAC's lists, taken apart: numbers, weak aliases, dates, and the rest.

OFAC puts what has no column into one text: `DOB 1 Jan 1970; POB Foo; Passport A123 (Iran); a.k.a.
'FOO'; Linked To: BAR.` (its data specification; FAQ 122-124 for the weak aliases in single quotes).
Whatever is not understood stays as a remark, word for word.
"""

import re
from collections.abc import Iterator

from compliance.lists.common.dates import read_us_date
from compliance.model import Identifier, Name, NameKind

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
DAY = re.compile(
    r"(?P<kind>Effective|Listing) Date \((?P<what>[^()]*)\):?,? "
    r"(?P<day>\d{1,2} \w{3} \d{4}|\d{4}-\d{2}-\d{2})"
)


def parts(remarks: str) -> list[str]:
    """The single remarks, without the point at the end."""
    text = " ".join(remarks.split()).removesuffix(".")
    return [part.strip() for part in text.split("; ") if part.strip()]


def names(remarks: str) -> Iterator[Name]:
    """The aliases in a text of remarks: weak ones, as OFAC has its others in a file of their own.

    A former name is told as such even though OFAC calls it weak too.
    """
    for part in parts(remarks):
        if found := ALSO_KNOWN.fullmatch(part.removesuffix(".")):
            former = found["kind"] == "f"
            kind = NameKind.FORMER if former else NameKind.WEAK_ALIAS
            yield Name(text=found["name"].strip(), kind=kind)


def identifiers(remarks: str) -> tuple[tuple[Identifier, ...], tuple[str, ...]]:
    """The numbers in a text of remarks, and every remark that is neither a number nor a name.

    A number with a country or dates behind it stays among the remarks as well.
    """
    found: dict[Identifier, None] = {}
    rest: list[str] = []
    for part in parts(remarks):
        one = number(part)
        if one:
            found[one] = None
        if not ALSO_KNOWN.fullmatch(part) and not (one and part.endswith(one.value)):
            rest.append(part)
    return tuple(found), tuple(rest)


def number(part: str) -> Identifier | None:
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
    return Identifier(kind=kind, value=value) if len(value) <= most else None


def effective_date(remarks: str, what: str) -> str:
    """The earliest day from which a restriction holds, or else was listed; empty when none.

    `what` is how the name of the restriction begins: `CMIC`, `EO 14024 Directive 3`, ...
    """
    found = [one for one in DAY.finditer(remarks) if what and one["what"].startswith(what)]
    for kind in ("Effective", "Listing"):
        days = [read_us_date(one["day"]) for one in found if one["kind"] == kind]
        if day := min((day for day in days if day), default=""):
            return day
    return ""
