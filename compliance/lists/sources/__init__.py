"""Pure: one file a list form, the bytes of a list to entries or rejected rows, and their table."""

from collections.abc import Mapping

from compliance.errors import ListError
from compliance.lists.common.files import Files
from compliance.lists.curated import curated_list
from compliance.lists.sources import (
    bis_csv,
    bis_dpl,
    bis_entity_list,
    csl,
    ddtc,
    dfat,
    dod_1286,
    eu,
    eu_older,
    meti,
    ofac_advanced,
    ofac_csv,
    ofac_xml,
    opensanctions,
    opensanctions_ftm,
    opensanctions_senzing,
    regulation_json,
    seco,
    sema,
    uk,
    un,
    us_dhs,
)
from compliance.lists.sources.base import ListSource, ParsedList, Reference

MOST_PROBLEMS_TOLD = 3


def is_curated(files: Files) -> bool:
    """Whether all files are TOML, the project's own form."""
    return bool(files) and all(name.casefold().endswith(".toml") for name in files)


def parse_curated(files: Files, reference: Reference) -> ParsedList:
    """A list in the project's own form; hand-written, so a single wrong entry refuses it all.

    Raises ListError with the first problems, or when the list holds no entry.
    """
    texts = {name: decode_text(name, data) for name, data in files.items()}
    found = curated_list.parse_list(
        texts, reference.programmes, reference.citations, reference.ownership
    )
    if found.rejected:
        first = "; ".join(row.reason for row in found.rejected[:MOST_PROBLEMS_TOLD])
        more = len(found.rejected) - MOST_PROBLEMS_TOLD
        problem = f"list {found.id!r} is broken: {first}" + (f"; and {more} more" * (more > 0))
        raise ListError(problem, curated_list.HINT)
    if not found.entries:
        raise ListError(f"list {found.id!r} holds no entry", curated_list.HINT)
    return ParsedList(
        id=found.id,
        title=found.title,
        publisher=found.publisher,
        as_of=found.as_of,
        entries=found.entries,
        stakes=found.stakes,
    )


def decode_text(name: str, data: bytes) -> str:
    """The file as text. Raises ListError when it is not UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ListError(f"{name} is not UTF-8 text", curated_list.HINT) from error


SOURCES: Mapping[str, ListSource] = {
    "csl": ListSource(
        title="Consolidated Screening List CSV", recognises=csl.recognises, parse=csl.parse
    ),
    "csl-json": ListSource(
        title="Consolidated Screening List JSON",
        recognises=csl.recognises_json,
        parse=csl.parse_json,
    ),
    "csl-compact": ListSource(
        title="Consolidated Screening List, compact JSON copy",
        recognises=csl.recognises_compact,
        parse=csl.parse_compact,
    ),
    "ofac": ListSource(
        title="OFAC SDN or consolidated CSV files",
        recognises=ofac_csv.recognises,
        parse=ofac_csv.parse,
    ),
    "ofac-xml": ListSource(
        title="OFAC enhanced XML", recognises=ofac_xml.recognises, parse=ofac_xml.parse
    ),
    "ofac-sdn-xml": ListSource(
        title="OFAC SDN or consolidated XML (sdnList)",
        recognises=ofac_xml.recognises_sdn,
        parse=ofac_xml.parse_sdn,
    ),
    "ofac-advanced": ListSource(
        title="OFAC advanced XML",
        recognises=ofac_advanced.recognises,
        parse=ofac_advanced.parse,
    ),
    "fr-rule": ListSource(
        title="Federal Register rule XML (Entity List)",
        recognises=bis_entity_list.recognises,
        parse=bis_entity_list.parse,
    ),
    "dpl": ListSource(
        title="BIS Denied Persons List", recognises=bis_dpl.recognises, parse=bis_dpl.parse
    ),
    "ddtc": ListSource(
        title="DDTC debarred parties CSV", recognises=ddtc.recognises, parse=ddtc.parse
    ),
    "entity-list-editions": ListSource(
        title="Entity List of two editions (JSON)",
        recognises=regulation_json.recognises_editions,
        parse=regulation_json.parse_editions,
    ),
    "extracted": ListSource(
        title="list taken out of a regulation (JSON with list_id)",
        recognises=regulation_json.recognises,
        parse=regulation_json.parse,
    ),
    "curated": ListSource(
        title="the project's own form (TOML, docs/lists.md)",
        recognises=is_curated,
        parse=parse_curated,
    ),
    "un": ListSource(title="UN consolidated list XML", recognises=un.recognises, parse=un.parse),
    "uk": ListSource(title="UK Sanctions List CSV", recognises=uk.recognises, parse=uk.parse),
    "uk-xml": ListSource(
        title="UK Sanctions List XML", recognises=uk.recognises_xml, parse=uk.parse_xml
    ),
    "uk-conlist": ListSource(
        title="UK consolidated list CSV (ConList)",
        recognises=uk.recognises_older,
        parse=uk.parse_older,
    ),
    "eu": ListSource(
        title="EU consolidated list XML 1.1", recognises=eu.recognises, parse=eu.parse
    ),
    "eu-csv": ListSource(
        title="EU consolidated list CSV 1.1", recognises=eu.recognises_csv, parse=eu.parse_csv
    ),
    "eu-older": ListSource(
        title="EU consolidated list XML, older schema",
        recognises=eu_older.recognises,
        parse=eu_older.parse,
    ),
    "ch": ListSource(
        title="Swiss sanctions list XML (SECO)", recognises=seco.recognises, parse=seco.parse
    ),
    "ca": ListSource(
        title="Canadian autonomous sanctions XML (SEMA)",
        recognises=sema.recognises,
        parse=sema.parse,
    ),
    "au": ListSource(
        title="Australian Consolidated List, workbook or CSV (DFAT)",
        recognises=dfat.recognises,
        parse=dfat.parse,
    ),
    "us-dhs-uflpa": ListSource(
        title="UFLPA Entity List, saved web page of DHS",
        recognises=us_dhs.recognises,
        parse=us_dhs.parse,
    ),
    "us-cbp-wro": ListSource(
        title="CBP Withhold Release Orders CSV",
        recognises=us_dhs.recognises_wro,
        parse=us_dhs.parse_wro,
    ),
    "jp-meti-eul": ListSource(
        title="Japan's End User List, workbook or CSV (METI)",
        recognises=meti.recognises,
        parse=meti.parse,
    ),
    "us-dod-1286": ListSource(
        title="section 1286 list, table copied out of the PDF",
        recognises=dod_1286.recognises,
        parse=dod_1286.parse,
    ),
    "us-bis-el": ListSource(
        title="BIS's own CSV of the Entity List",
        recognises=bis_csv.recognises,
        parse=bis_csv.parse,
    ),
    "us-bis-uvl": ListSource(
        title="BIS's own CSV of the Unverified List",
        recognises=bis_csv.recognises_uvl,
        parse=bis_csv.parse_uvl,
    ),
    "opensanctions": ListSource(
        title="OpenSanctions targets.simple.csv",
        recognises=opensanctions.recognises,
        parse=opensanctions.parse,
    ),
    "opensanctions-ftm": ListSource(
        title="OpenSanctions FollowTheMoney JSON lines",
        recognises=opensanctions_ftm.recognises,
        parse=opensanctions_ftm.parse,
    ),
    "opensanctions-senzing": ListSource(
        title="OpenSanctions Senzing JSON lines",
        recognises=opensanctions_senzing.recognises,
        parse=opensanctions_senzing.parse,
    ),
}
