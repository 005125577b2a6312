"""The parts of a cell with several parties, and cells that are one name."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.names import cell_parts as module
from compliance.names.cell_parts import cell_parts

A, B = "Blue River Ltd", "Green Hill GmbH"
BETWEEN = (
    # signs
    "{a} / {b}",
    "{a}/{b}",
    "{a}／{b}",
    "{a} \\ {b}",
    "{a} // {b}",
    "{a}; {b}",
    "{a}；{b}",
    "{a} | {b}",
    "{a}｜{b}",
    "{a}\n{b}",
    "{a}\r\n\r\n{b}",
    "{a}\t{b}",
    "{a}_x000D_\n{b}",
    "{a}<br/>{b}",
    "• {a} • {b}",
    "- {a}\n- {b}",
    "① {a} ② {b}",
    "1) {a} 2) {b}",
    "1. {a} 2. {b}",
    "(1) {a} (2) {b}",
    "a) {a}, b) {b}",
    "(i) {a}; (ii) {b}",
    "{a} - {b}",
    "{a} – {b}",
    "{a} + {b}",
    "{a}, {b}",
    "{a}，{b}",
    "{a}、{b}",
    "{a} & {b}",
    # brackets
    "{a} ({b})",
    "{a}({b})",
    "{a} [{b}]",
    "{a} {{{b}}}",
    "{a} <{b}>",
    "{a}（{b}）",
    "{a}【{b}】",
    "{a}〔{b}〕",
    "{a} ({b}",
    # English
    "{a}, formerly {b}",
    "{a} (formerly known as {b})",
    "{a} f/k/a {b}",
    "{a} F.K.A. {b}",
    "{a} fka {b}",
    "{a}, n/k/a {b}",
    "{a} a.k.a. {b}",
    "{a} AKA {b}",
    "{a} DBA {b}",
    "{a} d/b/a: {b}",
    "{a} trading as {b}",
    "{a} t/a {b}",
    "{a} c/o {b}",
    "{a} C/O: {b}",
    "{a}, Attn: {b}",
    "{a} ATTN {b}",
    "{a} on behalf of {b}",
    "{a} o/b/o {b}",
    "{a} represented by {b}",
    "{a} via {b}",
    "{a} (ex {b})",
    "{a} and {b}",
    "{a} and/or {b}",
    "Consignee: {a}, Notify party: {b}",
    "{a}, a subsidiary of {b}",
    # German
    "{a} z.Hd. {b}",
    "{a} z. Hd. {b}",
    "{a} i.A. {b}",
    "{a} i. V. von {b}",
    "{a} im Auftrag von {b}",
    "{a} vertreten durch {b}",
    "{a}, ehemals {b}",
    "{a} (vormals {b})",
    "{a} und {b}",
    # French, Spanish, Italian, Portuguese, Dutch, Turkish
    "{a}, anciennement {b}",
    "{a} pour le compte de {b}",
    "{a} et {b}",
    "{a}, antes {b}",
    "{a} (antes {b})",
    "{a} en nombre de {b}",
    "{a} y {b}",
    "{a}, già {b}",
    "{a} per conto di {b}",
    "{a}, antigamente {b}",
    "{a} voorheen {b}",
    "{a} t.a.v. {b}",
    "{a}, eski adı {b}",
    # Russian, Ukrainian, Arabic, Persian
    "{a}, бывш. {b}",
    "{a} (ранее {b})",
    "{a} от имени {b}",
    "{a} и {b}",
    "{a} раніше {b}",
    "{a} نيابة عن {b}",
    "{a} معروف به {b}",
    # Chinese, Japanese, Korean
    "{a}（原名：{b}）",
    "{a}，曾用名{b}",
    "{a}（以下简称“{b}”）",
    "{a}（原{b}）",
    "{a}（旧社名：{b}）",
    "{a}（旧{b}）",
    "{a} 気付 {b}",
    "{a} (구 상호 {b})",
)


@pytest.mark.parametrize("written", BETWEEN)
def test_two_parties_in_a_cell(written: str) -> None:
    assert cell_parts(written.format(a=A, b=B)) == (A, B)


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("华为技术有限公司／海康威视有限公司", ("华为技术有限公司", "海康威视有限公司")),
        ("深圳甲有限公司和北京乙有限公司", ("深圳甲有限公司", "北京乙有限公司")),
        ("株式会社アルファ（旧社名：株式会社ベータ）", ("株式会社アルファ", "株式会社ベータ")),
        ("OOO Romashka, OOO Vasilek", ("OOO Romashka", "OOO Vasilek")),
        ("ООО Ромашка и ООО Василёк", ("ООО Ромашка", "ООО Василёк")),
        ("John Smith/Jane Doe", ("John Smith", "Jane Doe")),
        ("Smith, John / Doe, Jane", ("Smith, John", "Doe, Jane")),
        ("AT&T / Verizon", ("AT&T", "Verizon")),
        ("c/o Blue River Ltd", ("Blue River Ltd",)),
        ("Attn: John Smith", ("John Smith",)),
        ("1) Blue River", ("Blue River",)),
        ("“Blue River” / “Green Hill”", ("Blue River", "Green Hill")),
        ("Blue River Co., Ltd., Green Hill, Inc.", ("Blue River Co., Ltd.", "Green Hill, Inc.")),
        ("Blue River Corporation (BRC)", ("Blue River Corporation", "BRC")),
        ("Blue River Ltd (Whirlpool)", ("Blue River Ltd", "Whirlpool")),
        (
            "Blue River (formerly Green Hill; now Red Rock)",
            ("Blue River", "Green Hill; now Red Rock", "Green Hill", "Red Rock"),
        ),
        (
            "Blue River Ltd on behalf of Green Hill, c/o Red Rock",
            ("Blue River Ltd", "Green Hill", "Red Rock"),
        ),
        ("Blue River (Green Hill Ltd) Co., Ltd.", ("Blue River Co., Ltd.", "Green Hill Ltd")),
    ],
)
def test_parts_in_their_order(cell: str, parts: tuple[str, ...]) -> None:
    assert cell_parts(cell) == parts


@pytest.mark.parametrize(
    "name",
    [
        "Blue River Ltd",
        "Novo Nordisk A/S",
        "A/S",
        "Padtec S/A",
        "Dynamic Ratings P/L",
        "NINGBO MORE INTEREST I/E CO., LTD.",
        "KOREA RYENHA MACHINERY J/V CORPORATION",
        "M/V Ocean Star",
        "Pole/Zero Corporation",
        "Bosch/Siemens JV",
        "24/7 Solutions",
        "China Machinery Import/Export Corporation",
        "7TH OF TIR INDUSTRIES OF ISFAHAN/ESFAHAN",
        "LORD'S RESISTANCE MOVEMENT/ARMY",
        "AT&T",
        "Blue River GmbH & Co. KG",
        "Blue River GmbH &amp;Co. KG",
        "Smith & Sons Ltd",
        "Research and Production Enterprise Foo JSC",
        "Smith, John",
        "Li, Wei",
        "Company, Inc.",
        "Blue River Co., Ltd.",
        "BLUEWAY ELECTRONIC CO;LTD",
        "China State Shipbuilding Corporation, Limited",
        "Sichuan University, Qingdao Research Institute",
        "SCI Systems (Kunshan) Co., Ltd.",
        "Tingyi (Cayman Islands) Holding Corp.",
        "Foo (Liyang) Co., Ltd.",
        "Sunlight (1977) Holdings Limited",
        "DX (Group) plc",
        "Wavetrend Technologies (Pty) Limited",
        "Blue River Ltd (Sales Dept)",
        "Blue River Ltd - Dubai Branch",
        "Blue River Ltd (HW)",
        "Institute No. 13",
        "St. Petersburg University",
        "I.V. Petrov",
        "Now Technologies Inc",
        "Via Technologies Inc",
        "ООО «Ромашка»",
        'ООО "Ромашка"',
        "华为技术有限公司",
        "弗拉基米尔·普京",
        "驻北京代表处",
        "",
        "...",
        "/",
        "Blue River Ltd / ",
        "()",
        "((((",
    ],
)
def test_one_name_is_not_parted(name: str) -> None:
    assert cell_parts(name) == ()


@given(st.text(max_size=60))
def test_any_text_is_parted_into_pieces_of_itself(text: str) -> None:
    letters = set(text)
    for part in cell_parts(text):
        assert part.strip()
        assert part != text
        assert set(part) <= letters | {" "}


@pytest.mark.parametrize("text", ["(" * 50_000, "a; " * 50_000, "via, " * 20_000, "a/b " * 20_000])
def test_a_very_long_cell_is_parted_in_no_time(text: str) -> None:
    start = time.process_time()
    cell_parts(text)
    assert time.process_time() - start < 10


_WORDS = (
    "Blue River and formerly c/o A&B & a.Alpha b.Beta 2) (BR) - / ; Inc. GmbH Co., Ltd. S.A. aka"
)


@given(
    st.lists(st.sampled_from(_WORDS.split()), min_size=1, max_size=5),
    st.sampled_from(
        ("Inc.", "Ltd", "GmbH & Co. KG", "Berlin", "", "Ltd;", "S.A. - Dubai", "and Co")
    ),
)
def test_a_comma_before_a_form_is_passed_over_where_nothing_else_parts(
    words: list[str], last: str
) -> None:
    text = f"{' '.join(words)}, {last}"
    with pytest.MonkeyPatch.context() as patching:
        patching.setattr(module, "_without_comma", lambda whole: whole)
        looked_at = cell_parts(text)
    assert cell_parts(text) == looked_at


_SIGNS_OF_PARTS = (
    "Alpha Beta. GmbH, Ltd AG and y и as trading Trading company Company: bank known formerly fka "
    "f/k/a f.k.a. c/o a b. 1) 2) (BR) [x & &Co A&B + / - – · ; ООО «Ромашка» 公司和 株式会社 旧"
)


@given(st.lists(st.sampled_from(_SIGNS_OF_PARTS.split()), max_size=6).map(" ".join))
def test_what_is_told_of_the_words_is_true_of_the_text(text: str) -> None:
    with pytest.MonkeyPatch.context() as patching:
        patching.setattr(module, "is_one_name", lambda _: False)
        looked_at = cell_parts(text)
    assert cell_parts(text) == looked_at
