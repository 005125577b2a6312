"""`lists/places.toml`, read and checked; this is its one reader."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from compliance.errors import ListError
from compliance.lists.curated.toml_tables import TomlTable, list_repeated, read_toml
from compliance.model.text_pattern import TextPattern
from compliance.names.countries import is_territory_code, whole_country_code
from compliance.places.rules import REVIEW, PlaceRule, PlaceRules, Postcodes, Region, RuleKind

FILE = "places.toml"
_DAY = len("2026-01-31")
_HEEDED = {REVIEW: "", "note": ""}
_RANGE = TextPattern(r"([A-Z]{2}) (\d{4,6})-(\d{4,6})")


@lru_cache(maxsize=4)
def load_rules(folder: Path) -> PlaceRules:
    """The rules that came with the program. Raises ListError with every problem."""
    return parse_rules((folder / FILE).read_text(encoding="utf-8"))


def parse_rules(text: str, file: str = FILE) -> PlaceRules:
    """All kinds, regions and rules of the file. Raises ListError with every problem."""
    document = TomlTable(read_toml(text, file))
    kinds = []
    for table in document.tables("kind"):
        kind = RuleKind(
            id=table.text("id", required=True),
            name=table.text("name", required=True),
            heeded=table.choice("heeded", _HEEDED, "note"),
        )
        table.finish()
        kinds.append(kind)
    regions = tuple(_region(table) for table in document.tables("region"))
    known = {region.id for region in regions}
    ids = {kind.id for kind in kinds}
    rules = tuple(_rule(table, known, ids) for table in document.tables("rule"))
    document.finish()
    problems = list(document.problems)
    for several in (kinds, regions, rules):
        problems += list_repeated(one.id for one in several)
    if problems or not rules:
        raise ListError(
            f"{file}: {'; '.join(problems) or 'holds no rule'}",
            "see docs/places.md for the form of a rule",
        )
    return PlaceRules(kinds=tuple(kinds), regions={one.id: one for one in regions}, rules=rules)


def _region(table: TomlTable) -> Region:
    found = Region(
        id=table.text("id", required=True),
        name=table.text("name", required=True),
        code=table.text("code"),
        within=table.text("within", required=True),
        also=table.texts("also"),
        names=table.texts("names"),
        towns=table.texts("towns"),
        outside=table.texts("outside"),
        unless=table.texts("unless"),
        postcodes=tuple(_postcodes(table)),
    )
    _refuse_codes(table, "within", (found.within,))
    _refuse_codes(table, "also", found.also)
    if found.code and not is_territory_code(found.code):
        table.problem("code", f"is no code of a territory: {found.code}")
    if not (found.names or found.towns):
        table.problem("names", "and towns are missing: nothing can be found")
    table.finish()
    return found


def _postcodes(table: TomlTable) -> Iterator[Postcodes]:
    for text in table.texts("postcodes"):
        parts = _RANGE.fullmatch(text)
        if not parts or len(parts[2]) != len(parts[3]) or parts[2] > parts[3]:
            table.problem("postcodes", f"must be a country and a range, UA 95000-98999: {text}")
            continue
        yield Postcodes(
            country=parts[1], digits=len(parts[2]), first=int(parts[2]), last=int(parts[3])
        )


def _rule(table: TomlTable, regions: set[str], kinds: set[str]) -> PlaceRule:
    found = PlaceRule(
        id=table.text("id", required=True),
        name=table.text("name", required=True),
        kind=table.text("kind", required=True),
        countries=table.texts("countries"),
        regions=table.texts("regions"),
        restricts=table.text("restricts", required=True),
        citation=table.text("citation", required=True),
        since=table.date("from"),
        until=table.date("until"),
        verified_until=table.date("verified_until"),
        source=table.text("source", required=True),
    )
    _refuse_codes(table, "countries", found.countries)
    for unknown in (one for one in found.regions if one not in regions):
        table.problem("regions", f"names no region of the file: {unknown}")
    if found.kind not in kinds:
        table.problem("kind", f"names no kind of the file: {found.kind}")
    if not (found.countries or found.regions):
        table.problem("countries", "and regions are missing")
    for key, day in (("from", found.since), ("verified_until", found.verified_until)):
        if len(day) != _DAY:
            table.problem(key, "must be a day, such as 2026-01-31")
    if found.until and not (len(found.until) == _DAY and found.since <= found.until):
        table.problem("until", "must be a day, and none before `from`")
    table.finish()
    return found


def _refuse_codes(table: TomlTable, key: str, codes: tuple[str, ...]) -> None:
    for unknown in (code for code in codes if whole_country_code(code) != code):
        table.problem(key, f"is no ISO code of a country: {unknown}")
