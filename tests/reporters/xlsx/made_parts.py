"""What no library writes into a workbook, and other ways to write one, as changes of its parts."""

import re
from collections.abc import Callable, Mapping

from tests.reporters.xlsx.made_rows import HEADER, ROWS

Parts = dict[str, bytes]
SHEET = "xl/worksheets/sheet1.xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NEW = "http://schemas.microsoft.com/office"
_PACKAGE = "application/vnd.openxmlformats-officedocument"


def put(made: Parts, part: str, text: str, *, owner: str, kind: str, form: str) -> str:
    """Add a part and the relation of its owner to it. Returns the id of the relation."""
    made[part] = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}'.encode()
    types = f'<Override PartName="/{part}" ContentType="{form}"/>'
    put_in(made, "[Content_Types].xml", "</Types>", types)
    return relate(made, owner, part, kind)


def relate(made: Parts, owner: str, part: str, kind: str) -> str:
    """Add a relation of the owner to a part. Returns its id."""
    folder, _, name = owner.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels"
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    before = made.setdefault(relations, f'<Relationships xmlns="{space}"></Relationships>'.encode())
    number = f"rIdMade{before.count(b'<Relationship ')}"
    line = f'<Relationship Id="{number}" Type="{kind}" Target="/{part}"/>'
    put_in(made, relations, "</Relationships>", line)
    return number


def put_in(made: Parts, part: str, before: str, text: str) -> None:
    """Add an element to a part, before one that is there."""
    assert before.encode() in made[part], (part, before)
    made[part] = made[part].replace(before.encode(), f"{text}{before}".encode(), 1)


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def pivot(made: Parts) -> None:
    """A pivot table over the rows, with its cache and records."""
    states = '<sharedItems count="2"><s v="new"/><s v="old"/></sharedItems>'
    amounts = '<sharedItems containsSemiMixedTypes="0" containsString="0" containsNumber="1"/>'
    records = put(
        made,
        "xl/pivotCache/pivotCacheDefinition1.xml",
        f'<pivotCacheDefinition xmlns="{_MAIN}" xmlns:r="{_OFFICE}" r:id="rIdMade0" '
        'refreshOnLoad="1" recordCount="5"><cacheSource type="worksheet">'
        '<worksheetSource ref="A1:E6" sheet="Customers"/></cacheSource><cacheFields count="5">'
        + "".join(
            f'<cacheField name="{name}" numFmtId="0">'
            f"{states if name == 'State' else amounts if name == 'Amount' else '<sharedItems/>'}"
            "</cacheField>"
            for name in HEADER
        )
        + "</cacheFields></pivotCacheDefinition>",
        owner="xl/workbook.xml",
        kind=f"{_OFFICE}/pivotCacheDefinition",
        form=f"{_PACKAGE}.spreadsheetml.pivotCacheDefinition+xml",
    )
    lines = "".join(
        f'<r><s v="{number}"/><s v="{country}"/><n v="{amount}"/><s v="{day}"/>'
        f'<x v="{int(state == "old")}"/></r>'
        for number, (_, country, amount, day, state) in enumerate(ROWS)
    )
    put(
        made,
        "xl/pivotCache/pivotCacheRecords1.xml",
        f'<pivotCacheRecords xmlns="{_MAIN}" count="5">{lines}</pivotCacheRecords>',
        owner="xl/pivotCache/pivotCacheDefinition1.xml",
        kind=f"{_OFFICE}/pivotCacheRecords",
        form=f"{_PACKAGE}.spreadsheetml.pivotCacheRecords+xml",
    )
    fields = "<pivotField/>" * 2 + '<pivotField dataField="1"/><pivotField/>'
    put(
        made,
        "xl/pivotTables/pivotTable1.xml",
        f'<pivotTableDefinition xmlns="{_MAIN}" name="Pivot" cacheId="9" dataCaption="Values">'
        '<location ref="J20:K23" firstHeaderRow="1" firstDataRow="1" firstDataCol="1"/>'
        f'<pivotFields count="5">{fields}<pivotField axis="axisRow"><items count="3"><item x="0"/>'
        '<item x="1"/><item t="default"/></items></pivotField></pivotFields>'
        '<rowFields count="1"><field x="4"/></rowFields><rowItems count="3"><i><x/></i>'
        '<i><x v="1"/></i><i t="grand"><x/></i></rowItems><colItems count="1"><i/></colItems>'
        '<dataFields count="1"><dataField name="Sum of Amount" fld="2"/></dataFields>'
        "</pivotTableDefinition>",
        owner=SHEET,
        kind=f"{_OFFICE}/pivotTable",
        form=f"{_PACKAGE}.spreadsheetml.pivotTable+xml",
    )
    cache = "xl/pivotCache/pivotCacheDefinition1.xml"
    relate(made, "xl/pivotTables/pivotTable1.xml", cache, f"{_OFFICE}/pivotCacheDefinition")
    caches = f'<pivotCaches><pivotCache cacheId="9" xmlns:q="{_OFFICE}" q:id="{records}"/>'
    put_in(made, "xl/workbook.xml", "</workbook>", f"{caches}</pivotCaches>")


def slicer(made: Parts) -> None:
    """A slicer of a table, with its cache."""
    fourteen = f"{_NEW}/spreadsheetml/2009/9/main"
    cache = put(
        made,
        "xl/slicerCaches/slicerCache1.xml",
        f'<slicerCacheDefinition xmlns="{fourteen}" name="Slicer_State" sourceName="State"/>',
        owner="xl/workbook.xml",
        kind=f"{_NEW}/2007/relationships/slicerCache",
        form="application/vnd.ms-excel.slicerCache+xml",
    )
    shown = put(
        made,
        "xl/slicers/slicer1.xml",
        f'<slicers xmlns="{fourteen}"><slicer name="State" cache="Slicer_State" caption="State" '
        'rowHeight="241300"/></slicers>',
        owner=SHEET,
        kind=f"{_NEW}/2007/relationships/slicer",
        form="application/vnd.ms-excel.slicer+xml",
    )
    for part, end, uri, inside in (
        (
            "xl/workbook.xml",
            "</workbook>",
            "{BBE1A952-AA13-448e-AADC-164F8A28A991}",
            f'<x14:slicerCaches><x14:slicerCache q:id="{cache}"/></x14:slicerCaches>',
        ),
        (
            SHEET,
            "</worksheet>",
            "{A8765BA9-456A-4dab-B4F3-ACF838C121DE}",
            f'<x14:slicerList><x14:slicer q:id="{shown}"/></x14:slicerList>',
        ),
    ):
        put_in(
            made,
            part,
            end,
            f'<extLst><ext uri="{uri}" xmlns:x14="{fourteen}" xmlns:q="{_OFFICE}">{inside}</ext>'
            "</extLst>",
        )


def threaded_comments(made: Parts) -> None:
    """A conversation beside a cell, and the people in it."""
    space = f"{_NEW}/spreadsheetml/2018/threadedcomments"
    put(
        made,
        "xl/persons/person.xml",
        f'<personList xmlns="{space}"><person displayName="A. Berg" id="{{1}}" userId="a"/>'
        "</personList>",
        owner="xl/workbook.xml",
        kind=f"{_NEW}/2017/10/relationships/person",
        form="application/vnd.ms-excel.person+xml",
    )
    put(
        made,
        "xl/threadedComments/threadedComment1.xml",
        f'<ThreadedComments xmlns="{space}"><threadedComment ref="A3" personId="{{1}}" '
        'id="{2}"><text>Who is this?</text></threadedComment></ThreadedComments>',
        owner=SHEET,
        kind=f"{_NEW}/2017/10/relationships/threadedComment",
        form="application/vnd.ms-excel.threadedcomments+xml",
    )


def external_link(made: Parts) -> None:
    """Values of another workbook that formulas refer to."""
    number = put(
        made,
        "xl/externalLinks/externalLink1.xml",
        f'<externalLink xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><externalBook r:id="rId1">'
        '<sheetNames><sheetName val="Prices"/></sheetNames></externalBook></externalLink>',
        owner="xl/workbook.xml",
        kind=f"{_OFFICE}/externalLink",
        form=f"{_PACKAGE}.spreadsheetml.externalLink+xml",
    )
    made["xl/externalLinks/_rels/externalLink1.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/externalLinkPath" Target="prices.xlsx" '
        'TargetMode="External"/></Relationships>'
    ).encode()
    refers = f'<externalReferences><externalReference xmlns:q="{_OFFICE}" q:id="{number}"/>'
    put_in(made, "xl/workbook.xml", "<calcPr", f"{refers}</externalReferences>")


def custom_xml(made: Parts) -> None:
    """Data of a document management system, and the settings of a printer."""
    put(
        made,
        "customXml/item1.xml",
        '<p:properties xmlns:p="urn:example:documents"><p:id>7</p:id></p:properties>',
        owner="xl/workbook.xml",
        kind=f"{_OFFICE}/customXml",
        form="application/xml",
    )
    put(
        made,
        "xl/printerSettings/printerSettings1.bin",
        "DEVMODE",
        owner=SHEET,
        kind=f"{_OFFICE}/printerSettings",
        form=f"{_PACKAGE}.spreadsheetml.printerSettings",
    )


def calculation_chain(made: Parts) -> None:
    """The order in which formulas are computed."""
    cell = '<c r="F2"><f>C2*2</f><v>21</v></c></row><row r="3"'
    made[SHEET] = made[SHEET].replace(b'</row><row r="3"', cell.encode(), 1)
    put(
        made,
        "xl/calcChain.xml",
        f'<calcChain xmlns="{_MAIN}"><c r="F2" i="1"/></calcChain>',
        owner="xl/workbook.xml",
        kind=f"{_OFFICE}/calcChain",
        form=f"{_PACKAGE}.spreadsheetml.calcChain+xml",
    )


def without_places(made: Parts) -> None:
    """Rows and cells that leave it to be counted where they are."""
    made[SHEET] = re.sub(rb'(<(?:row|c)) r="[A-Z0-9]+"', rb"\1", made[SHEET])


def with_prefix(made: Parts) -> None:
    """A prefix before all names of a sheet."""
    bare = re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", made[SHEET])
    made[SHEET] = bare.replace(b" xmlns=", b" xmlns:x=", 1)


def with_absolute_targets(made: Parts) -> None:
    """Relations that name their parts from the root on, as web services write them."""
    name = "xl/_rels/workbook.xml.rels"
    made[name] = re.sub(rb'Target="(?!/)', rb'Target="/xl/', made[name])


def with_marks(made: Parts) -> None:
    """A byte order mark before the XML, comments in it, and lines that are indented."""
    text = (
        made[SHEET].replace(b"<row ", b"\n  <row ").replace(b"<sheetData>", b"<sheetData><!-- -->")
    )
    made[SHEET] = b"\xef\xbb\xbf" + text


def in_utf_16(made: Parts) -> None:
    """A sheet in another encoding."""
    text = made[SHEET].decode("utf-8").replace("UTF-8", "UTF-16")
    made[SHEET] = text.encode("utf-16")


def without_properties(made: Parts) -> None:
    """Nothing but what a workbook needs, as small exporters write it."""
    for name in ("docProps/app.xml", "docProps/core.xml"):
        del made[name]
        override = rb'<Override PartName="/' + name.encode() + rb'"[^>]*/>'
        made["[Content_Types].xml"] = re.sub(override, b"", made["[Content_Types].xml"])
    made["_rels/.rels"] = re.sub(rb"<Relationship [^>]*docProps[^>]*/>", b"", made["_rels/.rels"])


def elsewhere(made: Parts) -> None:
    """Parts under other names than usual."""
    made["xl/worksheets/Blatt-7.xml"] = made.pop(SHEET)
    for name in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
        made[name] = made[name].replace(b"worksheets/sheet1.xml", b"worksheets/Blatt-7.xml")


SHAPED: Mapping[str, Callable[[Parts], None]] = {
    "pivot table": pivot,
    "slicer": slicer,
    "threaded comments": threaded_comments,
    "external link": external_link,
    "custom XML": custom_xml,
    "calculation chain": calculation_chain,
    "cells without places": without_places,
    "prefixed names": with_prefix,
    "absolute targets": with_absolute_targets,
    "marks and indents": with_marks,
    "UTF-16": in_utf_16,
    "without properties": without_properties,
    "parts elsewhere": elsewhere,
}
