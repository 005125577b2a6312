"""Workbooks of many producers and with many things in them, each made by a function of its own.

Every sheet "Customers" has the same rows, of which two are listed parties; what stands around them
differs: charts, tables, filters, pictures, macros, pivot tables, slicers, other ways to write XML.
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any, Literal
from zipfile import ZIP_STORED, ZipFile

import openpyxl
import pandas
from openpyxl.chart import BarChart, LineChart, PieChart, Reference, ScatterChart, Series
from openpyxl.comments import Comment
from openpyxl.formatting import rule
from openpyxl.styles import Font, NamedStyle, PatternFill, Protection
from openpyxl.utils.dataframe import dataframe_to_rows
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.table import Table, TableStyleInfo
from xlsxwriter import Workbook

from tests.reporters.xlsx.made_parts import SHAPED, Parts
from tests.reporters.xlsx.made_rows import HEADER, ROWS

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360"
    "606060000000050001a5f645400000000049454e44ae426082"
)
"""A picture in .png."""

# --- XlsxWriter -------------------------------------------------------------------------------


def fill(book: Any, sheet: Any) -> None:
    """The rows, as XlsxWriter writes them."""
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, HEADER)
    for number, (name, country, amount, when, state) in enumerate(ROWS, start=1):
        sheet.write_row(number, 0, (name, country, amount))
        sheet.write_datetime(number, 3, when, day)
        sheet.write(number, 4, state)


def chart_of(kind: str, subtype: str = "") -> Callable[[Any, Any], None]:
    """A chart of that kind over the amounts."""

    def add(book: Any, sheet: Any) -> None:
        chart = book.add_chart({"type": kind} | ({"subtype": subtype} if subtype else {}))
        for _ in range(3 if kind == "stock" else 1):
            chart.add_series(
                {"categories": "=Customers!$A$2:$A$6", "values": "=Customers!$C$2:$C$6"}
            )
        chart.set_title({"name": "=Customers!$C$1"})
        sheet.insert_chart("J2", chart)

    return add


def combined_chart(book: Any, sheet: Any) -> None:
    column, line = (book.add_chart({"type": kind}) for kind in ("column", "line"))
    for chart in (column, line):
        chart.add_series({"values": "=Customers!$C$2:$C$6", "trendline": {"type": "linear"}})
    column.combine(line)
    sheet.insert_chart("J2", column)


def chart_sheet(book: Any, _: Any) -> None:
    pie = book.add_chart({"type": "pie"})
    pie.add_series({"values": "=Customers!$C$2:$C$6"})
    book.add_chartsheet("Picture").set_chart(pie)


def table(_: Any, sheet: Any) -> None:
    columns = [{"header": name} for name in HEADER]
    columns[2] |= {"total_function": "sum"}
    sheet.add_table("A1:E7", {"columns": columns, "total_row": True, "name": "Orders"})


def sparklines(_: Any, sheet: Any) -> None:
    sheet.add_sparkline("F2", {"range": "Customers!C2:C6", "markers": True})


def formats(_: Any, sheet: Any) -> None:
    for kind in ("2_color_scale", "3_color_scale", "data_bar"):
        sheet.conditional_format("C2:C6", {"type": kind})
    sheet.conditional_format("C2:C6", {"type": "data_bar", "data_bar_2010": True})
    sheet.conditional_format("C2:C6", {"type": "icon_set", "icon_style": "3_flags"})
    sheet.conditional_format("A2:A6", {"type": "duplicate"})
    sheet.conditional_format("A2:A6", {"type": "formula", "criteria": "=$C2>15"})


def validations(_: Any, sheet: Any) -> None:
    sheet.data_validation("E2:E6", {"validate": "list", "source": ["new", "old"]})
    sheet.data_validation("D2:D6", {"validate": "date", "criteria": ">", "value": date(2020, 1, 1)})
    sheet.data_validation("C2:C6", {"validate": "custom", "value": "=C2<100"})


def comments(_: Any, sheet: Any) -> None:
    sheet.write_comment("A3", "call them", {"author": "A. Berg", "visible": True})
    sheet.write_comment("A5", "<b>&amp;</b> and ünïcode")


def pictures(_: Any, sheet: Any) -> None:
    image = {"image_data": BytesIO(PIXEL)}
    sheet.insert_image("J2", "pixel.png", image | {"url": "https://example.org", "x_scale": 50})
    sheet.set_header("&L&G", {"image_left": "pixel.png", "image_data_left": BytesIO(PIXEL)})
    sheet.set_background(BytesIO(PIXEL))
    sheet.embed_image("F2", "pixel.png", {"image_data": BytesIO(PIXEL)})


def shapes(_: Any, sheet: Any) -> None:
    sheet.insert_textbox("J2", "A text box", {"fill": {"color": "#FFEECC"}})
    sheet.insert_button("J9", {"macro": "say_hello", "caption": "Press"})
    sheet.insert_checkbox("F2", True)


def names(book: Any, _: Any) -> None:
    book.define_name("Total", "=Customers!$C$2:$C$6")
    book.define_name("Customers!Local", "=Customers!$A$1")
    book.define_name("Rate", "=0.19")


def protected(_: Any, sheet: Any) -> None:
    sheet.protect("secret", {"autofilter": True})


def outline(_: Any, sheet: Any) -> None:
    sheet.set_row(2, 30, None, {"level": 1})
    sheet.set_row(3, None, None, {"level": 1, "hidden": True})
    sheet.set_column("C:D", 12, None, {"level": 1, "hidden": True})


def panes(_: Any, sheet: Any) -> None:
    sheet.freeze_panes(1, 1)
    sheet.set_selection("B3:C4")


def split(_: Any, sheet: Any) -> None:
    sheet.split_panes(15, 8.43)
    sheet.set_zoom(140)
    sheet.hide_gridlines(2)


def autofilter(_: Any, sheet: Any) -> None:
    sheet.autofilter("A1:E6")
    sheet.filter_column("E", "x == new")
    for row in (2, 4):
        sheet.set_row(row, None, None, {"hidden": True})


def merged(book: Any, sheet: Any) -> None:
    sheet.merge_range("G2:H4", "merged", book.add_format({"align": "center", "border": 2}))


def rich_texts(book: Any, sheet: Any) -> None:
    bold, red = book.add_format({"bold": True}), book.add_format({"font_color": "red"})
    sheet.write_rich_string("F2", "one ", bold, "two ", red, "three")


def formulas(_: Any, sheet: Any) -> None:
    sheet.write_formula("F2", "=C2*2", None, 21)
    sheet.write_formula("F3", '=IF(C3>0,"yes","no")', None, "yes")
    sheet.write_array_formula("F4:F5", "{=C4:C5*2}", None, 60.5)
    sheet.write_dynamic_array_formula("G2", "=SORT(A2:A6)", None, "x")
    sheet.write_formula("F6", "=1/0", None, "#DIV/0!")
    sheet.write_formula("H2", '=_xlfn.XLOOKUP("x",A2:A6,C2:C6)', None, "#N/A")


def links(_: Any, sheet: Any) -> None:
    for row in range(1, 6):
        sheet.write_url(row, 5, f"https://example.org/?a={row}&b=%20", string="site", tip="go")
    sheet.write_url("G2", "internal:Customers!A1")
    sheet.write_url("G3", r"external:c:\temp\other.xlsx")


def paper(_: Any, sheet: Any) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.print_area("A1:E6")
    sheet.repeat_rows(0)
    sheet.repeat_columns(0)
    sheet.set_h_pagebreaks([3])
    sheet.set_footer("&CPage &P of &N")
    sheet.fit_to_pages(1, 0)


def from_the_right(_: Any, sheet: Any) -> None:
    sheet.right_to_left()
    sheet.set_tab_color("#FF9900")
    sheet.ignore_errors({"number_stored_as_text": "A1:A9"})


def more_sheets(book: Any, sheet: Any) -> None:
    sheet.set_first_sheet()
    for number in range(12):
        other = book.add_worksheet(f"Übersicht {number} 概要")
        other.write_column(0, 0, [number] * 9)
        if number % 3 == 0:
            other.hide()
        if number == 7:
            other.very_hidden()
    other.activate()


def properties(book: Any, _: Any) -> None:
    book.set_properties({"title": "Orders", "author": "A. Berg", "keywords": "a, b"})
    book.set_custom_property("Checked by", "E10")
    book.set_custom_property("Checked", True)
    book.set_calc_mode("manual")


def macros(book: Any, _: Any) -> None:
    book.add_vba_project(BytesIO(b"\xd0\xcf\x11\xe0 not run by anything"), True)
    book.set_vba_name("ThisWorkbook")


Change = Callable[[Any, Any], None]
WRITTEN: Mapping[str, Change] = {
    **{f"chart {kind}": chart_of(kind) for kind in ("area", "bar", "column", "line", "pie")},
    **{f"chart {kind}": chart_of(kind) for kind in ("doughnut", "radar", "scatter", "stock")},
    "chart stacked": chart_of("column", "percent_stacked"),
    "charts combined": combined_chart,
    "chart sheet": chart_sheet,
    "table": table,
    "sparklines": sparklines,
    "conditional formats": formats,
    "validations": validations,
    "comments": comments,
    "pictures": pictures,
    "shapes": shapes,
    "names": names,
    "protected": protected,
    "outline": outline,
    "frozen panes": panes,
    "split panes": split,
    "filter": autofilter,
    "merged": merged,
    "rich texts": rich_texts,
    "formulas": formulas,
    "links": links,
    "paper": paper,
    "from the right": from_the_right,
    "more sheets": more_sheets,
    "properties": properties,
}
OPTIONS: Mapping[str, Mapping[str, Any]] = {
    "days since 1904": {"date_1904": True},
    "texts in their cells": {"constant_memory": True},
    "large archive": {"use_zip64": True},
}
"""Ways in which XlsxWriter writes a whole workbook."""


def write_book(path: Path, change: Change | None = None, **options: Any) -> None:
    """A workbook of XlsxWriter."""
    book = Workbook(str(path), options)
    sheet = book.add_worksheet("Customers")
    fill(book, sheet)
    if change:
        change(book, sheet)
    book.close()


# --- openpyxl ---------------------------------------------------------------------------------


def styled(book: Any, sheet: Any) -> None:
    book.add_named_style(NamedStyle(name="Money", number_format="#,##0.00 [$€-407]"))
    for row in sheet.iter_rows(min_row=2):
        row[2].style = "Money"
        row[0].font = Font(name="Arial", size=14, bold=True, color="FF00AA00")
        row[1].fill = PatternFill("darkGrid", fgColor="FFFFCC00")
        row[3].protection = Protection(locked=False)


def charted(_: Any, sheet: Any) -> None:
    for at, kind in (("H2", BarChart), ("H20", LineChart), ("P2", PieChart)):
        chart = kind()
        chart.add_data(Reference(sheet, min_col=3, min_row=1, max_row=6), titles_from_data=True)
        sheet.add_chart(chart, at)
    values = Reference(sheet, min_col=3, min_row=2, max_row=6)
    scatter = ScatterChart()
    scatter.series.append(Series(values, values))
    sheet.add_chart(scatter, "P20")


def tabled(_: Any, sheet: Any) -> None:
    made = Table(displayName="Orders", ref="A1:E6")
    made.tableStyleInfo = TableStyleInfo(name="TableStyleMedium9", showRowStripes=True)
    sheet.add_table(made)


def ruled(_: Any, sheet: Any) -> None:
    made: Any = rule  # whose functions have no types
    ends = ("min", None, "FFFF0000", None, None, None, "max", None, "FF00FF00")
    for one in (
        made.ColorScaleRule(*ends),
        made.DataBarRule("min", 0, "max", 0, "FF638EC6"),
        made.IconSetRule("3Arrows", "percent", [0, 33, 67]),
        made.FormulaRule(formula=["$C2>15"], font=Font(color="FFFF0000")),
    ):
        sheet.conditional_formatting.add("C2:C6", one)


def noted(book: Any, sheet: Any) -> None:
    sheet["A3"].comment = Comment("call them", "A. Berg")
    sheet["F2"].hyperlink = "https://example.org/a?b=c&d=e"
    sheet["F2"].value = "site"
    valid = DataValidation(type="list", formula1='"new,old"', allow_blank=True)
    valid.add("E2:E6")
    sheet.add_data_validation(valid)
    book.defined_names["Total"] = DefinedName("Total", attr_text="Customers!$C$2:$C$6")


def sheeted(book: Any, sheet: Any) -> None:
    sheet.auto_filter.ref = "A1:E6"
    sheet.auto_filter.add_filter_column(4, ["new"])
    sheet.freeze_panes = "B2"
    sheet.merge_cells("G2:H3")
    sheet.row_dimensions.group(3, 4, hidden=True)
    sheet.protection.sheet = True
    for number in range(3):
        book.create_sheet(f"Sheet {number}", 0).append([number])
    book.active = 2


def shared_formulas(_: Any, sheet: Any) -> None:
    for row in range(2, 7):
        sheet[f"F{row}"] = f"=C{row}*2"
    sheet["G2"] = ArrayFormula("G2:G6", "=C2:C6*2")


SAVED: Mapping[str, Change] = {
    "openpyxl styles": styled,
    "openpyxl charts": charted,
    "openpyxl table": tabled,
    "openpyxl conditional formats": ruled,
    "openpyxl notes": noted,
    "openpyxl sheets": sheeted,
    "openpyxl formulas": shared_formulas,
}


def save_book(path: Path, change: Change) -> None:
    """A workbook of openpyxl."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Customers"
    for row in (HEADER, *ROWS):
        sheet.append(row)
    change(book, sheet)
    book.save(path)


# --- pandas -----------------------------------------------------------------------------------


def frame_book(path: Path, engine: Literal["openpyxl", "xlsxwriter"]) -> None:
    """A frame as pandas writes it, by one of its engines."""
    frame = pandas.DataFrame(ROWS, columns=HEADER)
    with pandas.ExcelWriter(path, engine=engine) as writer:
        frame.to_excel(writer, sheet_name="Customers", index=False)
        frame.groupby("State").agg({"Amount": ["sum", "mean"]}).to_excel(writer, sheet_name="Sums")


def rows_book(path: Path) -> None:
    """A frame, streamed row by row into a workbook that is only written."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Customers")
    for row in dataframe_to_rows(pandas.DataFrame(ROWS, columns=HEADER), index=False):
        sheet.append(row)
    book.save(path)


def shape_book(path: Path, change: Callable[[Parts], None]) -> None:
    """A workbook whose parts are changed after it was written."""
    write_book(path)
    with ZipFile(path) as archive:
        made = {name: archive.read(name) for name in archive.namelist()}
    change(made)
    with ZipFile(path, "w", ZIP_STORED) as archive:
        for name, data in made.items():
            archive.writestr(name, data)


# --- All of them ------------------------------------------------------------------------------

Maker = Callable[[Path], None]


def makers() -> dict[str, Maker]:
    """Name of each workbook -> what writes it to a path."""
    return {
        **{name: partial(write_book, change=change) for name, change in WRITTEN.items()},
        **{name: partial(write_book, **options) for name, options in OPTIONS.items()},
        "macros": partial(write_book, change=macros),
        **{name: partial(save_book, change=change) for name, change in SAVED.items()},
        "pandas with openpyxl": partial(frame_book, engine="openpyxl"),
        "pandas with XlsxWriter": partial(frame_book, engine="xlsxwriter"),
        "pandas, row by row": rows_book,
        **{name: partial(shape_book, change=change) for name, change in SHAPED.items()},
    }
