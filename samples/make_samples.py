"""Write the sample workbooks beside this script: `python samples/make_samples.py`.

They look like what companies really keep: title rows, headers in two languages, several parties in
a row, mixed scripts, gaps and slips of the hand. Restricted parties, their affiliates and the chip
makers are named as in public sources (see lists/); every other party, and every street, order and
remark, is invented. The bytes are the same on every run, so that a diff shows a real change.
"""

# ruff: noqa: E501 - one record of a sample stands on one line, however long

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

HERE = Path(__file__).parent
STAMP = datetime(2026, 3, 31, 9, 0, 0)
Record = tuple[object, ...]

CUSTOMER_HEADER = (
    "Cust. no.", "Customer", "Street", "City", "Country", "Consignee", "Consignee country",
    "End-user", "End-user country", "Freight forwarder", "Last order", "Remarks",
)  # fmt: skip
CUSTOMER_WIDTHS = (10, 44, 28, 16, 15, 44, 11, 52, 10, 28, 12, 30)
ELBE, POLAR, NILS = "Elbtor Spedition GmbH", "Polarlicht Cargo AB", "Nilsson & Voss Frachtkontor"
CUSTOMERS: tuple[Record, ...] = (
    ("001", "Brunnwald Optik GmbH", "Lindenallee 14", "Jena", "DE", "", "", "", "", "", date(2026, 3, 12), ""),
    ("002", "Hangzhou Hikvision Digital Technology Co Ltd", "No. 555 Qianmo Road, Binjiang", "Hangzhou", "CN", "", "", "", "", ELBE, date(2025, 11, 4), "lens modules, order on hold"),
    ("003", "Müller & Söhne Feinmechanik KG", "Am Mühlbach 3", "Rottweil", "DE", "", "", "", "", "", date(2026, 2, 27), ""),
    ("004", "Vision Inc.", "88 Harbor Way", "Portland", "US", "", "", "", "", NILS, date(2026, 1, 15), "machine vision, framed prints"),
    ("005", "海康威视", "滨江区阡陌路555号", "杭州", "中国", "", "", "", "", "", date(2025, 9, 30), "name as on the enquiry"),
    ("006", "Société Lumivert SARL", "12 rue des Tanneurs", "Grenoble", "FR", "Lumivert Afrique SARL", "SN", "", "", "", date(2026, 3, 3), ""),
    ("007", "Windhoek Optical Supplies (Pty) Ltd", "41 Acacia Street", "Windhoek", "NA", "", "", "", "", POLAR, date(2026, 2, 2), "NA is Namibia"),
    ("008", "Hik Vision Dig. Tech.", "Binjiang District", "Hangzhou", "China", "", "", "", "", "", date(2025, 12, 19), "spelling from a phone call"),
    ("009", "Dahlia Technology GmbH", "Blumenweg 7", "Erfurt", "DE", "", "", "", "", "", date(2026, 3, 18), ""),
    ("010", "Intel Corporation", "2200 Mission College Blvd", "Santa Clara", "US", "", "", "", "", ELBE, date(2026, 1, 29), ""),
    ("011", "Ambarella, Inc.", "3101 Jay Street", "Santa Clara", "US", "", "", "", "", "", date(2026, 2, 11), ""),
    (None,) * 12,
    ("012", "Kowalczyk Automatyka Sp. z o.o.", "ul. Fabryczna 22", "Wrocław", "PL", "", "", "", "", "", date(2026, 3, 6), ""),
    ("013", "Hangzhou EZVIZ Network Co., Ltd.", "Binjiang District", "Hangzhou", "CN", "", "", "", "", "", date(2025, 10, 8), "home cameras"),
    ("014", "Tramontana Sistemas Ópticos, S.L.", "Calle del Puerto 9", "Valencia", "ES", "Tramontana Logística, S.L.", "ES", "Zhejiang Dahua Technology Co., Ltd.", "CN", "Cargas del Levante, S.A.", date(2026, 1, 22), "sample lenses"),
    ("015", "Öztürk Görüntü Sistemleri A.Ş.", "Atatürk Cad. 118", "İzmir", "TR", "", "", "Anadolu Kamera Sanayi Ltd. Şti.", "TR", "", date(2026, 2, 19), ""),
    ("016", "ООО «Северный Объектив»", "ул. Заводская, 5", "Алматы", "KZ", "", "", "", "", "", date(2025, 12, 2), ""),
    ("017", "", "Unit 4, Dockside Park", "Bristol", "GB", "", "", "", "", "", date(2026, 3, 1), "new account, name to follow"),
    ("018", "Nakamura Seimitsu Kōgaku K.K.", "2-8 Honmachi", "Okayama", "JP", "", "", "", "", "", date(2026, 2, 5), ""),
    ("019", "Huawei Device (Hong Kong) Co., Limited", "Tsim Sha Tsui", "Hong Kong", "HK", "", "", "", "", NILS, date(2025, 8, 14), ""),
    ("020", "Rossi & Figli Meccanica S.r.l.", "Via dell'Industria 41", "Brescia", "IT", "", "", "", "", "", date(2026, 3, 20), ""),
    ("021", "한빛광학 주식회사", "성수이로 88", "서울", "KR", "", "", "", "", "", date(2026, 1, 9), ""),
    ("022", "Steppe Gate Trading LLP", "Industrial zone 2", "Almaty", "KZ", "Steppe Gate Trading LLP", "KZ", "Xinjiang Uygur Autonomous Region Public Security Bureau", "CN", "Steppe Rail Forwarding LLP", date(2025, 11, 25), "traffic cameras"),
    ("023", "Vísir Sjónkerfi ehf.", "Hafnargata 30", "Akureyri", "IS", "", "", "", "", POLAR, date(2026, 2, 24), ""),
    ("024", '=Punkt Lichttechnik GmbH', "Ringstraße 60", "Bregenz", "AT", "", "", "", "", "", date(2026, 3, 11), "yes, it begins with ="),
    ("025", "Hikvison USA Inc", "City of Industry", "California", "USA", "", "", "", "", "", date(2025, 7, 3), ""),
    ("026", "Oak & Iron Instruments Ltd", "3 Foundry Lane", "Sheffield", "United Kingdom", "", "", "University of Oakmere", "GB", "", date(2026, 3, 9), ""),
    ("027", "大华技术股份有限公司", "滨安路1187号", "杭州", "CN", "", "", "", "", "", date(2025, 9, 12), ""),
    ("028", "De Vries Lenzen B.V.", "Kanaalweg 17", "Utrecht", "NL", "", "", "", "", "", date(2026, 1, 30), ""),
    ("029", "Senses Time Watches Ltd", "16 Quay Street", "Galway", "IE", "", "", "", "", "", date(2026, 2, 17), "watch crystals"),
    ("030", "Pacific Imaging Distribution Pte. Ltd.", "21 Tanjong Lane", "Singapore", "SG", "Pacific Imaging Distribution Pte. Ltd.", "SG", "Urumqi Municipal Public Security Bureau", "CN", "Straits Forwarding Pte. Ltd.", date(2026, 1, 5), "end-user statement missing"),
    ("031", "Lindqvist Kamerateknik AB", "Storgatan 5", "Linköping", "SE", "", "", "", "", POLAR, date(2026, 3, 23), ""),
    ("032", "Megvii Technology Ltd", "Haidian District", "Beijing", "CN", "", "", "", "", "", date(2025, 6, 18), ""),
    ("033", "Câmara Clara Equipamentos Lda", "Rua do Farol 8", "Aveiro", "PT", "", "", "", "", "", date(2026, 2, 13), ""),
    ("034", "Larkspur Vision Center", "500 Shoreline Dr", "Duluth", "US", "", "", "", "", "", date(2026, 1, 19), "optometrist"),
    ("035", "شركة الواحة للبصريات", "", "Muscat", "OM", "", "", "", "", "", date(2025, 12, 22), ""),
    ("036", "Shenzhen Blue Harbour Import & Export Co., Ltd.", "Luohu District", "Shenzhen", "CN", "Shenzhen Blue Harbour Import & Export Co., Ltd.", "CN", "iFlytek Co., Ltd.", "CN", NILS, date(2025, 10, 27), ""),
    ("037", "Dr. Anna Petersen", "Fjordvej 2", "Aarhus", "DK", "", "", "", "", "", date(2026, 3, 2), "private collector"),
    ("038", "Yitu Bakery & Café", "9 Market Square", "Graz", "AT", "", "", "", "", "", date(2026, 3, 16), "canteen camera"),
    ("039", "Honor Device Co., Ltd.", "Futian District", "Shenzhen", "CN", "", "", "", "", "", date(2025, 11, 11), ""),
    ("040", "Beispiel Werke AG", "Musterplatz 1", "Zürich", "CH", "Beispiel Werke AG", "CH", "Beispiel Werke AG", "CH", ELBE, date(2026, 3, 25), ""),
)  # fmt: skip

PROJECT_GROUPS = ("", "Purchaser", "", "Intermediate consignee", "", "End-user", "")
PROJECT_HEADER = ("Project", "Name", "Country", "Name", "Country", "Name", "Country")
PROJECT_WIDTHS = (14, 34, 10, 34, 10, 36, 10)
PROJECTS: tuple[Record, ...] = (
    ("P-26-01", "Brunnwald Optik GmbH", "DE", "", "", "Institut für Lichtforschung Jena", "DE"),
    ("P-26-02", "Tramontana Sistemas Ópticos, S.L.", "ES", "", "", "Ayuntamiento de Cala Roja", "ES"),
    ("P-26-03", "Pacific Imaging Distribution Pte. Ltd.", "SG", "Huawei Cloud Hong Kong", "HK", "?", ""),
    ("P-26-04", "Öztürk Görüntü Sistemleri A.Ş.", "TR", "-", "", "Anadolu Kamera Sanayi Ltd. Şti.", "TR"),
    ("P-26-05", "De Vries Lenzen B.V.", "NL", "", "", "Xiamen Meiya Pico Information Co. Ltd.", "CN"),
)  # fmt: skip

SUPPLIER_HEADER = (
    "Lieferanten-Nr.", "Lieferant", "Straße", "PLZ", "Ort", "Land", "Hersteller", "USt-IdNr.",
    "Warengruppe", "Umsatz 2025 (EUR)",
)  # fmt: skip
SUPPLIER_WIDTHS = (15, 62, 28, 10, 16, 15, 27, 17, 21, 18)
SUPPLIERS: tuple[Record, ...] = (
    ("70001", "Glashütte Oberfeld GmbH & Co. KG", "Hüttenweg 1", "07743", "Jena", "Deutschland", "", "DE000000001", "Optisches Glas", 184250.5),
    ("70002", "Hangzhou Hikmicro Sensing Technology Co., Ltd.", "Xixing Subdistrict, Binjiang", "310052", "Hangzhou", "China", "", "", "Wärmebildmodule", 42800),
    ("70003", "Schraub & Partner e.K.", "Gewerbering 8", "78532", "Tuttlingen", "Deutschland", "", "DE000000003", "Normteile", 9120.75),
    ("70004", "HiSilicon Technologies Co., Ltd", "Bantian, Longgang", "518129", "Shenzhen", "China", "", "", "Bildprozessoren", 67000),
    ("70005", "Sapin Vert Emballages SAS", "Zone artisanale", "39200", "Saint-Claude", "Frankreich", "", "FR00000000005", "Verpackung", 15400),
    ("70006", "Elektronik-Kontor Bergmann GmbH", "Hafenstraße 21", "20457", "Hamburg", "Deutschland", "Zhejiang Dahua Technology", "DE000000006", "Kameras (Handelsware)", 73990),
    ("70007", "Formosa Clear Lens Co., Ltd.", "Daya District", "428", "Taichung", "Taiwan", "", "", "Linsen", 120310.2),
    ("70008", "中兴通讯股份有限公司", "南山区高新技术产业园", "518057", "深圳", "China", "", "", "Netzwerktechnik", 8800),
    ("70009", "Intel Corporation", "2200 Mission College Blvd", "95054", "Santa Clara", "USA", "", "", "Prozessoren", 254000),
    ("70010", "Norrsken Sensorer AB", "Gruvvägen 4", "981 32", "Kiruna", "Schweden", "", "SE000000000010", "Sensoren", 38760),
    ("70011", "Fabbrica Ottica Lago S.p.A.", "Via Lungolago 3", "22100", "Como", "Italien", "", "IT00000000011", "Fassungen", 51200),
    ("70012", "Seagate Technology LLC", "47488 Kato Road", "94538", "Fremont", "USA", "", "", "Festplatten", 19900),
    ("70013", "Hytera Communications Corp. Ltd", "Nanshan District", "518057", "Shenzhen", "China", "", "", "Funkgeräte", 3300),
    ("70014", "Praha Jemná Mechanika s.r.o.", "Dílenská 12", "150 00", "Praha", "Tschechien", "", "CZ00000014", "Drehteile", 27450),
    ("70015", "Büro Blitz Handels GmbH", "Marktgasse 2", "99084", "Erfurt", "Deutschland", "EZVIZ", "DE000000015", "Bürobedarf", 2980.4),
    ("70016", "Senstar Blick UG (haftungsbeschränkt)", "Am Anger 5", "07743", "Jena", "Deutschland", "", "DE000000016", "Gehäuse", 7650),
    ("70017", "SZ DJI Technology Co., Ltd.", "Nanshan District", "518057", "Shenzhen", "China", "", "", "Drohnen (Werksfotos)", 4100),
    ("70018", "東亜光学精機株式会社", "北区3-1", "530-0001", "大阪", "Japan", "", "", "Präzisionsoptik", 88120),
    ("70019", "Yellow Sea Fasteners Co., Ltd.", "Jiaozhou Road 77", "266000", "Qingdao", "China", "", "", "Normteile", 6230),
    ("70020", "Ambarella, Inc.", "3101 Jay Street", "95054", "Santa Clara", "USA", "", "", "Bildprozessoren", 99000),
    ("70021", "Hüppi & Hasler Werkzeuge AG", "Industriestrasse 9", "8400", "Winterthur", "Schweiz", "", "CHE000000021", "Werkzeuge", 14300),
    ("70022", "Beijing Sensetime Technology Development Co., Ltd.", "Haidian District", "100084", "Beijing", "China", "", "", "Software", 12500),
    ("70023", "Kaolin Keramik GmbH", "Töpferweg 30", "01662", "Meißen", "Deutschland", "", "DE000000023", "Keramik", 10880),
    ("70024", "Hana Blossom Garden Supplies", "12 Orchard Row", "CB1 2AB", "Cambridge", "Großbritannien", "", "", "Sonstiges", 640),
    ("70025", "Xinjiang Production and Construction Corps Public Security Bureau", "", "830002", "Urumqi", "China", "", "", "Fehlbuchung?", 0),
)  # fmt: skip

CSV_HEADER = "vendor_id,vendor_name,country,category"
CSV_ROWS = (
    "007,Glashütte Oberfeld GmbH & Co. KG,DE,optical glass",
    "008,Norrsken Sensorer AB,SE,sensors",
    "009,Formosa Clear Lens Co. Ltd.,TW,lenses",
    '010,"Hangzhou Hikvision Digital Technology Co., Ltd.",CN,cameras',
    "011,Windhoek Optical Supplies (Pty) Ltd,NA,distribution",
    '012,"Fabbrica Ottica Lago S.p.A.",IT,frames',
)


def main() -> None:
    """Write customers.xlsx, suppliers.xlsx and suppliers.csv beside this script."""
    save(customers(), HERE / "customers.xlsx")
    save(suppliers(), HERE / "suppliers.xlsx")
    text = "\n".join((CSV_HEADER, *CSV_ROWS)) + "\n"
    (HERE / "suppliers.csv").write_text(text, encoding="utf-8", newline="\n")


def customers() -> Workbook:
    """A customer master of an invented optics maker: a ledger, open projects, a hidden lookup."""
    book = Workbook()
    sheet = first_sheet(book, "Customers")
    title(sheet, "Brunnwald Kamera AG · Customer master data", "Exported from ERP on 31 March 2026")
    table(sheet, 4, CUSTOMER_HEADER, CUSTOMERS, CUSTOMER_WIDTHS)
    projects = book.create_sheet("Open projects")
    table(projects, 2, PROJECT_HEADER, PROJECTS, PROJECT_WIDTHS)
    groups(projects, PROJECT_GROUPS)
    lookup = book.create_sheet("Lookup")
    for line in (("Code", "Meaning"), ("NA", "Namibia"), ("KZ", "Kazakhstan")):
        lookup.append(line)
    lookup.sheet_state = "hidden"
    return book


def suppliers() -> Workbook:
    """A German creditor list with a total below it."""
    book = Workbook()
    sheet = first_sheet(book, "Kreditoren")
    title(sheet, "Kreditorenliste", "Stand 31.03.2026 · Buchungskreis 1000")
    table(sheet, 4, SUPPLIER_HEADER, SUPPLIERS, SUPPLIER_WIDTHS)
    total = sum(float(str(record[-1])) for record in SUPPLIERS)
    last = sheet.max_row + 1
    for column, value in ((2, "Summe"), (len(SUPPLIER_HEADER), total)):
        sheet.cell(last, column, value).font = Font(bold=True)
    for row in sheet.iter_rows(min_row=5, min_col=10, max_col=10):
        row[0].number_format = "#,##0.00"
    return book


def first_sheet(book: Workbook, name: str) -> Worksheet:
    """The sheet that a new workbook already has, named."""
    sheet = book.worksheets[0]
    sheet.title = name
    return sheet


def title(sheet: Worksheet, text: str, below: str) -> None:
    """Two title rows and an empty one."""
    sheet.cell(1, 1, text).font = Font(bold=True, size=14)
    sheet.cell(2, 1, below).font = Font(italic=True, color="666666")


def table(
    sheet: Worksheet, top: int, header: Sequence[str], rows: Sequence[Record], widths: Sequence[int]
) -> None:
    """A header and its rows from row `top` on, filtered, frozen, set to print in landscape."""
    for column, text in enumerate(header, 1):
        head(sheet.cell(top, column, text))
    sheet.row_dimensions[top].height = 30
    for number, record in enumerate(rows, top + 1):
        for column, value in enumerate(record, 1):
            put(sheet.cell(number, column), value)
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = f"C{top + 1}"
    sheet.auto_filter.ref = f"A{top}:{get_column_letter(len(header))}{top + len(rows)}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{top}:{top}"


def groups(sheet: Worksheet, texts: Sequence[str]) -> None:
    """Group headings over the header, each merged over its two columns."""
    for column, text in enumerate(texts, 1):
        head(sheet.cell(1, column, text or None))
        if text:
            sheet.merge_cells(start_row=1, end_row=1, start_column=column, end_column=column + 1)


def head(cell: Cell | MergedCell) -> None:
    """Dress a header cell."""
    cell.font = Font(bold=True, color="FFFFFF")
    cell.fill = PatternFill("solid", fgColor="1F4E5F")
    cell.alignment = Alignment(wrap_text=True, vertical="center")


def put(cell: Cell | MergedCell, value: object) -> None:
    """Write a value; a text that begins with = stays a text."""
    cell.border = Border(bottom=Side(style="hair", color="BBBBBB"))
    if value in ("", None):
        return
    cell.value = value  # type: ignore[assignment]
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = value.startswith("=")
    if isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"


def save(book: Workbook, path: Path) -> None:
    """Save with fixed dates, so that the same content has the same bytes."""
    book.properties.creator = "Brunnwald Kamera AG (invented)"
    book.properties.created = STAMP
    raw = io.BytesIO()
    book.save(raw)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in parts(raw):
            info = zipfile.ZipInfo(name, date_time=(2026, 3, 31, 9, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, data)


def parts(raw: io.BytesIO) -> Iterator[tuple[str, bytes]]:
    """The parts of a saved workbook, the moment of saving replaced."""
    with zipfile.ZipFile(raw) as source:
        for name in source.namelist():
            data = source.read(name)
            if name == "docProps/core.xml":
                start = data.index(b"<dcterms:modified")
                end = data.index(b"</dcterms:modified>")
                begin = data.index(b">", start) + 1
                data = data[:begin] + STAMP.isoformat().encode() + b"Z" + data[end:]
            yield name, data


if __name__ == "__main__":
    main()
