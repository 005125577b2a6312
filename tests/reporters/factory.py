"""Reports built by hand: small parts with sensible defaults, and one with everything in it."""

from msgspec.structs import replace

from compliance.model import (
    Address,
    Change,
    Decision,
    Evidence,
    Identifier,
    InputFile,
    Lead,
    ListEntry,
    ListInfo,
    Listing,
    Manifest,
    Match,
    Name,
    NameKind,
    Party,
    Programme,
    Question,
    Rejected,
    Report,
    RowResult,
    Settings,
    SheetSummary,
    Since,
)

ENTITY_LIST = Programme(
    id="us-bis-el",
    name="Entity List",
    publisher="Bureau of Industry and Security",
    authority="15 CFR 744.16, Supplement No. 4 to Part 744",
    restricts="Exports, reexports and transfers to the party as purchaser, consignee or end-user.",
    source="15 CFR 744.11",
)
PURCHASE_BAN = Programme(
    id="us-ndaa-889",
    name="NDAA section 889",
    publisher="Congress",
    authority="Public Law 115-232",
    restricts="Purchases by US federal agencies and their contractors; no export rule.",
    source="Public Law 115-232, section 889",
)
ON_ENTITY_LIST = Listing(
    programme=ENTITY_LIST,
    official_name="Hangzhou Hikvision Digital Technology Co., Ltd.",
    reason="Surveillance in Xinjiang: implicated in the repression of Muslim minorities.",
    requirement="For all items subject to the EAR.",
    policy="Case-by-case review for some items; presumption of denial for all others.",
    citation="84 FR 54002",
    effective_date="2019-10-09",
    status="listed (CSL 2026-07-31)",
    amendments=("2020-06-05: address added (85 FR 34503)",),
    notes=("One article speaks of 20 bureaus; the rule lists 18.",),
    source="84 FR 54002, Supplement No. 4 to Part 744",
)
ON_PURCHASE_BAN = Listing(
    programme=PURCHASE_BAN,
    reason="Named in the act.",
    citation="132 Stat. 1917",
    effective_date="2018-08-13",
    status="in force",
    source="Public Law 115-232",
)
HIKVISION = ListEntry(
    id="hikvision",
    list_id="curated",
    names=(
        Name(text="Hangzhou Hikvision Digital Technology Co., Ltd.", kind=NameKind.PRIMARY),
        Name(text="Hikvision", source="84 FR 54002"),
        Name(text="杭州海康威视数字技术股份有限公司", kind=NameKind.NATIVE),
    ),
    countries=("CN",),
    addresses=(Address(text="555 Qianmo Road, Binjiang District, Hangzhou", country="CN"),),
    identifiers=(Identifier(kind="uscc", value="91330000733796106P"),),
    listings=(ON_ENTITY_LIST, ON_PURCHASE_BAN),
)
EZVIZ = ListEntry(
    id="ezviz",
    list_id="curated",
    names=(Name(text="Hangzhou EZVIZ Network Co., Ltd.", kind=NameKind.PRIMARY),),
    leads=(
        Lead(
            to_entry="hikvision",
            to_name="Hangzhou Hikvision Digital Technology Co., Ltd.",
            relation="subsidiary of",
            stake="48 %",
            as_of="2024-12",
            confidence="high",
            source="annual report 2024",
        ),
    ),
)
SUNDOWNER = ListEntry(
    id="sundowner",
    list_id="curated",
    names=(Name(text="Sundowner Telecom Ltd", kind=NameKind.PRIMARY),),
    listings=(
        Listing(
            programme=ENTITY_LIST,
            reason="Reexports.",
            citation="81 FR 12004",
            effective_date="2016-03-08",
            end_date="2017-03-29",
            status="removed (82 FR 15461)",
            source="82 FR 15461",
        ),
    ),
)
CHIPMAKER = ListEntry(
    id="chipmaker",
    list_id="curated",
    names=(Name(text="Chipmaker Corp", kind=NameKind.PRIMARY),),
    not_restricted="Named in an article as a supplier; on no list (article of 2019-10-08).",
)


def match(
    entry: ListEntry = HIKVISION,
    score: float = 0.9312,
    band: Decision = Decision.HIT,
    name: int = 1,
) -> Match:
    """A match by the entry's name at that position (the last one if it has fewer)."""
    matched = entry.names[min(name, len(entry.names) - 1)]
    note = "Both names share the distinctive word."
    said = Evidence(rule="core", score=0.8, asked="asked", listed=matched.text, note=note)
    return Match(entry=entry, matched_name=matched, score=score, band=band, evidence=(said,))


def result(
    name: str = "Hik Vision Dig. Tech.",
    *matches: Match,
    row: int = 2,
    sheet: str = "Customers",
    decision: Decision | None = None,
    reason: str = "",
    role: str = "name",
    key: str = "C-017",
) -> RowResult:
    """An answer; its decision is that of the best match, or CLEAR."""
    party = Party(name=name, role=role, id=key, country="China")
    question = Question(file="customers.xlsx", sheet=sheet, row=row, party=party)
    found = decision or (matches[0].band if matches else Decision.CLEAR)
    why = reason or f"The reason for {found}."
    return RowResult(question=question, decision=found, reason=why, matches=matches)


def unscreened(row: int = 5, reason: str = "The name cell is empty.", **place: str) -> RowResult:
    """A row that could not be screened."""
    return result("", row=row, decision=Decision.UNSCREENED, reason=reason, **place)


def sheet_summary(name: str = "Customers", asked_rows: int = 4, note: str = "") -> SheetSummary:
    """A sheet with a header in row 1."""
    return SheetSummary(
        name=name,
        hidden=False,
        rows=asked_rows + 2,
        blank_rows=1,
        filled_rows=asked_rows + 1,
        heading_rows=1,
        title_rows=0,
        asked_rows=asked_rows,
        not_asked_rows=0,
        header_rows=(1,),
        mapping=(("name", "Customer name"), ("id", "No.")),
        note=note,
    )


def report(
    *results: RowResult, path: str = "customers.xlsx", sheets: tuple[SheetSummary, ...] = ()
) -> Report:
    """A report of these answers."""
    counts = {decision: sum(r.decision is decision for r in results) for decision in Decision}
    source = InputFile(
        name=path.rsplit("/", 1)[-1],
        path=path,
        sha256="a" * 64,
        size=12345,
        sheets=sheets or (sheet_summary(),),
    )
    listed = ListInfo(
        id="curated",
        title="Curated list",
        publisher="this project",
        as_of="2026-07-31",
        file="curated.toml",
        sha256="b" * 64,
        entries=312,
        names=845,
        rows=313,
        rejected=(Rejected(line=17, reason="no name"),),
        warnings=("The data is 113 days old.",),
    )
    manifest = Manifest(
        version="0.1.0",
        time="2026-11-22T06:30:00+00:00",
        input=source,
        lists=(listed,),
        settings=Settings(columns=(("name", "Customer name"),)),
        review_threshold=0.75,
        hit_threshold=0.9,
        counts=counts,
    )
    return Report(manifest=manifest, results=results)


HOSTILE_NAMES = (
    '=HYPERLINK("http://x","y")',
    "+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "[red]Alarm[/red]",
    "\x1b[31mred\x1b[0m\x07",
    "evil\u202egpj.exe",
    "zero\u200bwidth\ufeff",
    "half \ud800 pair",
    "non\uffffcharacter",
    "_x0041_ escaped",
    "two\r\nlines\vand\fmore",
    "N" * 10_000,
    "شركة هيكفيجن",
    "#N/A",
)
"""Names that some output could take for something else than text."""


def full_report(path: str = "customers.xlsx") -> Report:
    """Every kind of answer once, and hostile names."""
    hostile = (result(name, row=20 + i, key=name[:40]) for i, name in enumerate(HOSTILE_NAMES))
    return report(
        result("Hangzhou Hikvision Digital Technology Co Ltd", match(score=1.0, name=0), row=2),
        result("Hik Vision", match(score=0.8, band=Decision.REVIEW), row=3, role="consignee"),
        result("EZVIZ", match(EZVIZ, 0.97), row=3, role="end_user"),
        result("Sundowner", match(SUNDOWNER, 0.95, Decision.REVIEW), row=4),
        unscreened(5),
        result("Chipmaker", match(CHIPMAKER, 1.0, Decision.CLEAR), row=6),
        result("Bakery Ltd", row=7),
        *hostile,
        path=path,
    )


def rescreened(answers: Report) -> Report:
    """The report of a run that screened only what had changed since another."""
    party = HOSTILE_NAMES[0]
    changes = (
        Change(
            kind="new",
            where="Customers row 3",
            party=party,
            list="csl",
            entry="12",
            listed="Hikvision",
            band=Decision.HIT,
            why="the party is new",
        ),
        Change(
            kind="gone",
            where="Customers row 9",
            party="",
            list="csl",
            entry="13",
            listed="Dahua",
            band=Decision.REVIEW,
            why="the party is not in the file any more",
        ),
    )
    since = Since(
        time="2026-11-16T06:30:00+00:00",
        record="0" * 64,
        screened=7,
        carried=1200,
        how="the lists are the same",
        changes=changes,
    )
    return Report(manifest=replace(answers.manifest, since=since), results=answers.results)
