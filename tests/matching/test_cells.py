"""What is asked of one cell, and that a listed name beside another text is found as it is alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.matching import Matcher, cells, evidence
from compliance.matching.cells import MOST_PARTS, asked_parts, least_score, read_cell
from compliance.matching.scoring import REVIEW_FROM
from compliance.model import ListEntry, Name, NameKind, Party, PartyKind
from tests.matching.building import IN_FORCE, entry, watchlist
from tests.matching.oracle import exhaustive
from tests.matching.postal.test_address_beginnings import ADDRESSES
from tests.names.test_cell_parts import BETWEEN


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("Blue River Ltd", ()),
        ("Blue River Ltd / Green Hill GmbH", ("Blue River Ltd", "Green Hill GmbH")),
        ("Blue River Ltd, 12 Main Street, London", ("Blue River Ltd",)),
        ("Blue River Ltd\n12 Main Street\nLondon", ("Blue River Ltd",)),
        ("Blue River Ltd (12 Main Street, London)", ("Blue River Ltd",)),
        (
            "Blue River Ltd / Green Hill GmbH, Hauptstr. 4, 70173 Stuttgart",
            (
                "Blue River Ltd / Green Hill GmbH",
                "Blue River Ltd",
                "Green Hill GmbH, Hauptstr. 4, 70173 Stuttgart",
                "Green Hill GmbH",
            ),
        ),
        ("Blue River Ltd / Sales Dept", ("Blue River Ltd",)),
        ("Blue River Ltd / Shanghai", ("Blue River Ltd",)),
        ("Blue River Ltd; Ltd", ()),
        ("Blue River Ltd / Focus", ("Blue River Ltd",)),
        ("Blue River Ltd / Smith", ("Blue River Ltd",)),
        ("Blue River Ltd / SMIC", ("Blue River Ltd", "SMIC")),
        ("Blue River Ltd / Hikvision", ("Blue River Ltd", "Hikvision")),
        ("Blue River Ltd / 华为", ("Blue River Ltd", "华为")),
        ("Blue River Corporation (BRC)", ("Blue River Corporation",)),
        ("Blue River Ltd, Attn: Mr. Smith", ("Blue River Ltd",)),
        ("Blue River Ltd, Attn: John Smith", ("Blue River Ltd", "John Smith")),
    ],
)
def test_parts_that_are_asked(cell: str, parts: tuple[str, ...]) -> None:
    found = asked_parts(cell)
    assert (found.parts, found.left_out) == (parts, 0)


def test_the_whole_cell_is_read_first() -> None:
    found = read_cell("Blue River Ltd / M/V Green Hill")
    assert [(one.name.raw, one.part) for one in found] == [
        ("Blue River Ltd / M/V Green Hill", ""),
        ("Blue River Ltd", "Blue River Ltd"),
        ("M/V Green Hill", "M/V Green Hill"),
        ("Green Hill", "M/V Green Hill"),
    ]


@pytest.mark.parametrize("names", [MOST_PARTS + 20, 1_000])
def test_no_more_parts_are_asked_than_the_most_and_the_others_are_counted(names: int) -> None:
    found = asked_parts("; ".join(f"Sunrise{at} Valley Ltd" for at in range(names)))
    assert found.parts == tuple(f"Sunrise{at} Valley Ltd" for at in range(MOST_PARTS))
    assert found.left_out == names - MOST_PARTS


def test_a_part_counts_from_review_on() -> None:
    assert (least_score(""), least_score("Blue River")) == (0, REVIEW_FROM)


# --- Found as alone ---------------------------------------------------------------------------

HIKVISION = "Hangzhou Hikvision Digital Technology Co., Ltd."
PERSON = ListEntry(
    id="person",
    list_id="own",
    names=(Name(text="KUZNETSOV, Yevgeniy Borisovich"),),
    kind=PartyKind.PERSON,
    listings=(IN_FORCE,),
)
LISTED = watchlist(
    HIKVISION,
    "Zhejiang Dahua",
    "Institute No. 13",
    entry("Tiandy", kind=NameKind.WEAK_ALIAS),
    PERSON,
)
MATCHER, ORACLE = Matcher(LISTED), exhaustive(LISTED)
ASKED = (HIKVISION, "Zhejiang Dahua", "Zhejiang Dahuaa", "Tiandy", "Yevgeniy Kuznetsov", "Li, Wei")
WITH_FORM = (
    "{a}, {b}",
    "{a}，{b}",
    "{a}、{b}",
    "{a}/{b}",
    "{a}／{b}",
    "{a} & {b}",
    "{a} ({b}",
    "{a}. {b}",
)
"""Separators that part firms with a legal form only, or names of several words."""
STRONG = tuple(
    one
    for one in BETWEEN
    if one not in WITH_FORM and not {"and", "and/or", "und", "et", "y", "и", "via"} & {*one.split()}
)


def found(cell: str) -> dict[str, tuple[int, str]]:
    """Entry -> place of its band, HIT first, and part; the exhaustive matcher must say the same."""
    (ours,), (theirs,) = MATCHER.search([Party(name=cell)]), ORACLE.search([Party(name=cell)])
    assert ours == theirs
    return {match.entry.id: (evidence.BANDS.index(match.band), match.part) for match in ours}


@pytest.mark.parametrize("written", BETWEEN)
def test_a_listed_name_is_found_under_every_separator(written: str) -> None:
    other = "Zumtobel Lighting GmbH"
    for cell in (written.format(a=HIKVISION, b=other), written.format(a=other, b=HIKVISION)):
        assert found(cell)[HIKVISION] == (0, HIKVISION), cell


INNOCENT = (
    "Novo Nordisk A/S",
    "Bosch GmbH",
    "Thrane & Thrane",
    "Smith, John",
    "DX (Group) plc",
    "深圳大疆创新科技有限公司",
)
WORDS = st.lists(st.text("abcdefghijklmnoprstuvz", min_size=4, max_size=9), min_size=2, max_size=4)


@settings(max_examples=300, deadline=None)
@given(
    asked=st.sampled_from(ASKED),
    other=st.one_of(st.sampled_from(INNOCENT), WORDS.map(" ".join)),
    written=st.sampled_from(STRONG),
    first=st.booleans(),
)
def test_beside_any_text_a_name_has_at_least_the_band_it_has_alone(
    asked: str, other: str, written: str, first: bool
) -> None:
    a, b = (asked, other) if first else (other, asked)
    beside = found(written.format(a=a, b=b))
    for listed, (band, _) in found(asked).items():
        assert listed in beside
        assert beside[listed][0] <= band


@settings(max_examples=100, deadline=None)
@given(asked=st.sampled_from(ASKED), address=st.sampled_from(ADDRESSES))
def test_with_its_address_a_name_has_at_least_the_band_it_has_alone(
    asked: str, address: str
) -> None:
    beside = found(f"{asked}, {address}")
    for listed, (band, _) in found(asked).items():
        assert beside[listed][0] <= band


def test_caps_hold_for_a_part() -> None:
    """The institute of another number, a weak alias, a common name of a person."""
    assert found("Bosch GmbH / Institute No. 55") == {}
    assert found("Bosch GmbH / Tiandy") == {"Tiandy": (1, "Tiandy")}


def test_a_name_with_a_sign_of_its_own_is_found_whole() -> None:
    for name in ("Kaspi C/O Winsino Ltd", "Army/Revolt of Kaspi", "Wearform (MNC Group, Inc.)"):
        (matches,) = Matcher(watchlist(name)).search([Party(name=name)])
        assert [(match.score, match.part) for match in matches] == [(1.0, "")]
        (matches,) = Matcher(watchlist(name)).search([Party(name=f"Bosch GmbH; {name}")])
        assert [(match.score, match.part) for match in matches] == [(1.0, name)]


def test_an_answer_does_not_depend_on_the_cells_beside_it() -> None:
    cells = [Party(name=f"Bosch GmbH / {name}") for name in ASKED]
    together = MATCHER.search(cells)
    assert together == [MATCHER.search([cell])[0] for cell in cells]
    assert any(together)


@pytest.mark.parametrize("between", [" / ", "; ", " | ", "\n"])
def test_initials_of_two_names_together_are_of_neither(between: str) -> None:
    matcher = Matcher(watchlist("Pera Corporation Ltd"))
    names = "Proview Electronics", "Ruwido Austria"
    together, single = matcher.search([Party(name=link.join(names)) for link in (between, " ")])
    assert single[0].score >= REVIEW_FROM
    assert not [match for match in together if match.score >= REVIEW_FROM]


_WORDS = "Blue River Ltd, Inc. GmbH 12 Street Dubai Company and & (HK) - / c/o P.O. Box 公司 via"


@settings(deadline=None)
@given(st.lists(st.sampled_from(_WORDS.split()), min_size=1, max_size=6).map(" ".join))
def test_a_cell_that_is_only_a_name_has_no_parts(cell: str) -> None:
    with pytest.MonkeyPatch.context() as patching:
        patching.setattr(cells, "_is_only_name", lambda _: False)
        looked_at = cells._find_asked_parts.__wrapped__(cell)
    assert asked_parts(cell) == looked_at
