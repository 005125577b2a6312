"""Write awkward.xlsx beside this script; LibreOffice made the other two from it.

python tests/readers/data/make_awkward.py
soffice --headless --convert-to xls awkward.xlsx    (and --convert-to ods)

Everything in it is what real workbooks do: a first column and rows left empty, a merged title, a
blank row, the number 7 beside the text 007, a party called None, the country NA, an error in a
name, a name merged over two rows, a hidden sheet and an empty one.
"""

from datetime import date
from pathlib import Path

from openpyxl import Workbook

CELLS: dict[str, str | int | date] = {
    "B2": "Kundenliste",
    "B4": "Nr.", "C4": "Kunde", "D4": "Land", "E4": "Seit",
    "B5": "007", "C5": "Hangzhou Hikvision Digital Technology Co Ltd", "D5": "CN",
    "E5": date(2026, 3, 31),
    "B6": 7, "C6": "Müller Optik GmbH", "D6": "NA", "E6": True,
    "B8": 8, "C8": "None", "D8": "DE",
    "B9": 9, "C9": "=NA()", "D9": "DE",
    "B10": 10, "C10": "Großhandel Nord eG", "D10": "DE",
    "B11": 11, "D11": "AT",
}  # fmt: skip


def main() -> None:
    """Write the workbook."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Kunden"
    for place, value in CELLS.items():
        sheet[place] = value
    sheet.merge_cells("B2:D2")
    sheet.merge_cells("C10:C11")
    hidden = book.create_sheet("Versteckt")
    hidden.append(["Kunde"])
    hidden.append(["x"])
    hidden.sheet_state = "hidden"
    book.create_sheet("Leer")
    book.save(Path(__file__).with_name("awkward.xlsx"))


if __name__ == "__main__":
    main()
