"""No party of a sheet is lost: it is asked, or its row is named as not asked; the sums close.

Sheets are made of layouts, names that look like headers, gaps, titles, several tables below and
beside each other, forms and totals; whatever comes out, every name must be asked.
"""

import random
from collections.abc import Callable, Sequence

import pytest

from compliance.columns import SheetLayout, ask_rows, find_layout, summarise_sheet
from compliance.model import Row
from tests.columns.building import asked, names, rows

TRICKY = [
    "Carrier", "Agent Co", "Bank of China", "Sky Trade Company", "Buyer GmbH", "Country Garden",
    "Name Brands Inc", "Address 15", "Neve", "Day Bank", "First Bank", "Partner", "Client Earth",
    "Supplier Park Ltd", "The Company", "Code Corporation", "Intel Corporation", "Target",
    "Consignee Logistics", "City National Bank", "Title Company of Ohio", "State Street", "Type",
]  # fmt: skip
"""Names that are, or begin with, words of headers."""
PLAIN = [
    "Hangzhou Hikvision Digital Technology Co., Ltd.", "Bosch GmbH", "Siemens AG",
    "Вега Строй ООО", "杭州海康威视数字技术股份有限公司", "John Smith", "Li Wei", "Acme Widgets",
    "LIMITED LIABILITY COMPANY KISMET CONSULTING", "Müller & Söhne KG", "3M", "O'Brien Ltd",
    "ZTE Corporation", "Almaz Plant", "Fastwel", "Al Furqan", "Rossi S.r.l.", "Nova Chem Inc",
    "Tandem Works",
]  # fmt: skip
COUNTRIES = "CN DE GB US RU IR AE NA NO IT China Germany Iran Namibia".split()
ROLE_WORDS = "Supplier Customer Agent Carrier Bank Broker Forwarder".split()
Cell = Callable[[random.Random], str]


def country(rng: random.Random) -> str:
    return rng.choice(COUNTRIES)


def role(rng: random.Random) -> str:
    return rng.choice(ROLE_WORDS)


def city(rng: random.Random) -> str:
    return rng.choice("Berlin Moscow Shenzhen Dubai Reading Nice".split())


def number(rng: random.Random) -> str:
    return str(rng.randrange(1, 9999))


def state(_: random.Random) -> str:
    return "active"


def remark(rng: random.Random) -> str:
    return rng.choice(["ok", "", "name changed", "see contract"])


HEADERS: list[tuple[str, tuple[Cell, ...]]] = [
    ("Name|Country", (country,)),
    ("Customer|Country|City", (country, city)),
    ("Company|Ort", (city,)),
    ("Supplier|Amount", (number,)),
    ("Name|Role", (role,)),
    ("Partner|Type|Country", (role, country)),
    ("Name|Status", (state,)),
    ("CardName|Country", (country,)),
    ("NAME1|LAND1|ORT01", (country, city)),
    ("客户名称|国家", (country,)),
    ("Firma|Bemerkung", (remark,)),
    ("Name|Zuständig seit|Country", (number, country)),
    ("Vendor Name|Invoice", (number,)),
]


class SheetMaker:
    """Makes a sheet of several parts and remembers the names that it wrote."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)  # noqa: S311
        self.lines: list[list[str]] = []
        self.names: list[str] = []

    def name(self) -> str:
        pool = TRICKY if self.rng.random() < 0.35 else PLAIN
        chosen = self.rng.choice(pool)
        self.names.append(chosen)
        return chosen

    def table(self, *, headed: bool = True, at: int = 0, reorder: bool = False) -> None:
        """A table; without a header its names have a legal form, or nobody could tell them."""
        header, makers = self.rng.choice(HEADERS)
        heads = header.split("|")
        order = list(range(len(heads)))
        if reorder:
            self.rng.shuffle(order)
        left = [""] * at
        if headed:
            self.lines.append([*left, *(heads[column] for column in order)])
        for _ in range(self.rng.randrange(1, 9)):
            name = self.name()
            if not headed and name in (*TRICKY, "3M"):
                self.names[-1] = name = f"{name} Ltd"
            line = [name, *(make(self.rng) for make in makers)]
            self.lines.append([*left, *(line[column] for column in order)])

    def titles(self) -> None:
        """Up to three lines above a table."""
        title = "Supplier list 2026|Customers|Stand: 31.03.2026|Export from ERP|Page 1".split("|")
        self.lines += [[self.rng.choice(title)] for _ in range(self.rng.randrange(0, 3))]

    def gap(self, least: int = 1) -> None:
        self.lines += [[] for _ in range(self.rng.randrange(least, 4))]

    def form(self) -> None:
        label = self.rng.choice(["Supplier name:", "Customer", "Company name", "Consignee:"])
        name = f"{self.name()} Ltd"
        self.names[-1] = name
        self.lines += [[label, name], ["Address", "Main Street 1"], ["Country:", country(self.rng)]]

    def sheet(self) -> list[Row]:
        return [
            Row(sheet="S", number=at, cells=tuple(line)) for at, line in enumerate(self.lines, 1)
        ]


def check(maker: SheetMaker) -> None:
    """Every name is asked in a row of its own, and the sums close."""
    table = maker.sheet()
    found = find_layout(table)
    assert isinstance(found, SheetLayout), (found, maker.lines)
    questions = [question.party.name for question in ask_rows("f", table, found)]
    summary = summarise_sheet("S", table, found)
    assert summary.closes, (summary.sums, maker.lines)
    lost = [name for name in maker.names if not any(name in asked for asked in questions)]
    assert not lost, (lost, maker.lines)
    assert all(maker.names.count(name) <= questions.count(name) + 2 for name in TRICKY)


@pytest.mark.parametrize("seed", range(150))
def test_one_table(seed: int) -> None:
    maker = SheetMaker(seed)
    maker.titles()
    if maker.rng.random() < 0.5:
        maker.gap(0)
    maker.table()
    check(maker)


@pytest.mark.parametrize("seed", range(150))
def test_tables_below_each_other(seed: int) -> None:
    maker = SheetMaker(seed)
    for _ in range(maker.rng.randrange(2, 4)):
        maker.table(reorder=True)
        maker.gap()
        maker.titles()
    check(maker)


@pytest.mark.parametrize("seed", range(60))
def test_a_table_without_a_header(seed: int) -> None:
    maker = SheetMaker(seed)
    maker.table(headed=False)
    check(maker)


@pytest.mark.parametrize("seed", range(60))
def test_tables_side_by_side(seed: int) -> None:
    left, right = SheetMaker(seed), SheetMaker(seed + 1000)
    for maker in (left, right):
        maker.lines += [[] for _ in range(maker.rng.randrange(0, 3))]
        maker.table()
    width = max(map(len, left.lines)) + 1
    height = max(len(left.lines), len(right.lines))
    for maker in (left, right):
        maker.lines += [[] for _ in range(height - len(maker.lines))]
    lines = [
        [*a, *[""] * (width - len(a)), *b] for a, b in zip(left.lines, right.lines, strict=True)
    ]
    left.lines, left.names = lines, [*left.names, *right.names]
    check(left)


@pytest.mark.parametrize("seed", range(60))
def test_forms_and_tables(seed: int) -> None:
    maker = SheetMaker(seed)
    for _ in range(maker.rng.randrange(1, 4)):
        maker.form()
        maker.gap()
    if maker.rng.random() < 0.6:
        maker.table()
    check(maker)


@pytest.mark.parametrize("name", TRICKY)
@pytest.mark.parametrize("header", ["Name | Country", "Name | Role", "Customer | Status", "Name"])
def test_names_that_are_words_of_headers(name: str, header: str) -> None:
    beside = {"Name | Country": "US", "Name | Role": "Supplier", "Customer | Status": "active"}
    for position in range(3):
        parties = ["Bosch GmbH", "Acme", "Zeta Inc"]
        parties[position] = name
        value = beside.get(header)
        table = rows(header, *(f"{each} | {value}" if value else each for each in parties))
        assert [each for _, _, each in names(asked(table))] == parties


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("Carrier | US", "Bosch GmbH | DE", "Acme | GB"), ["Carrier", "Bosch GmbH", "Acme"]),
        (("Bank of China | CN", "Carrier | US", "Bosch GmbH | DE"), ["Bank of China", "Carrier"]),
        (("Carrier", "Bosch GmbH", "Siemens AG"), ["Carrier", "Bosch GmbH", "Siemens AG"]),
        (("Agent Co | active", "Bosch GmbH | active"), ["Agent Co", "Bosch GmbH"]),
        (("100 | Huawei Ltd | individual", "101 | ZTE Ltd | company"), ["Huawei Ltd", "ZTE Ltd"]),
    ],
)
def test_no_header_at_all(lines: Sequence[str], expected: list[str]) -> None:
    found = [each for _, _, each in names(asked(rows(*lines)))]
    assert set(expected) <= set(found)


@pytest.mark.parametrize(
    "header",
    [
        "NAME1 | Contact", "CardName | Contact", "VENDNAME | Contact", "CUSTNAME | Owner",
        "DisplayName | First name", "Facility | Director", "Site name | Director",
        "business_enterprise | Contact", "Works at | Contact", "Zulieferwerk | Ansprechpartner",
        "Fertigungspartner XY | Contact",
    ],
)  # fmt: skip
def test_a_column_that_is_found_does_not_stop_the_search(header: str) -> None:
    table = rows(header, "Huawei Technologies | Li Wei", "ZTE Corporation | Max Muster")
    found = [each for _, _, each in names(asked(table))]
    assert {"Huawei Technologies", "ZTE Corporation", "Li Wei", "Max Muster"} <= set(found)


@pytest.mark.parametrize("seed", range(60))
def test_groups_over_columns(seed: int) -> None:
    """Merged cells over two or three columns each, as a reader gives them: the first is filled."""
    maker = SheetMaker(seed)
    maker.titles()
    groups = maker.rng.sample(["Consignee", "End user", "Purchaser", "Supplier"], 2)
    heads = ["Name", "Country", "City"][: maker.rng.randrange(2, 4)]
    merged = [""] * (len(heads) - 1)
    maker.lines.append(["No.", *(cell for group in groups for cell in (group, *merged))])
    maker.lines.append(["", *heads, *heads])
    if maker.rng.random() < 0.3:
        maker.lines.append(["", *["text"] * len(heads), *["text"] * len(heads)])
    for number in range(maker.rng.randrange(1, 6)):
        line = [str(number)]
        for _ in groups:
            line += [maker.name(), country(maker.rng), city(maker.rng)][: len(heads)]
        maker.lines.append(line)
    check(maker)


def test_rows_below_a_long_gap() -> None:
    lines = [
        "Name | Country",
        "Alpha | DE",
        *[""] * 500,
        "Beta | FR",
        *[""] * 5,
        "Country | Name",
        "CN | Gamma",
    ]
    found = [(row, name) for row, _, name in names(asked(rows(*lines)))]
    assert found == [(2, "Alpha"), (503, "Beta"), (510, "Gamma")]
