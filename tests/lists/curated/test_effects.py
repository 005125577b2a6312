"""effects.toml: what a listing means by its tags, its footnotes, its names and the day."""

import pytest

from compliance.errors import ListError
from compliance.lists import catalog, list_files
from compliance.lists.curated.effects import parse_effects, tell_effects
from compliance.lists.sources.base import Reference
from compliance.model import ListEntry, Listing, Name, NameKind

TEXT = """
[[effect]]
id = "e"
programmes = ["us-ofac-sdn"]
name = "Rule"
yes = "yes"
citation = "15 CFR 1"
rank = "official text"
source = "89 FR 1"
looked_up = "2026-11-29"
"""


@pytest.fixture(scope="module")
def reference() -> Reference:
    return catalog.load_reference(list_files.find_bundled_folder())


def effects(
    reference: Reference,
    programme: str,
    day: str = "2026-11-29",
    name: str = "Acme",
    **listing: object,
) -> str:
    """The effects of one listing on a day, a line each."""
    made = Listing(programme=reference.programmes[programme], **listing)  # type: ignore[arg-type]
    entry = ListEntry(
        id="a", list_id="l", names=(Name(text=name, kind=NameKind.PRIMARY),), listings=(made,)
    )
    [told] = tell_effects([entry], reference.effects, day)
    return "\n".join(told.listings[0].effects)


# --- 15 CFR 744.8 (89 FR 20107, 21 March 2024) ---------------------------------------------------


@pytest.mark.parametrize(
    "tag",
    [
        "BELARUS",  # E.O. 13405
        "UKRAINE-EO13660",
        "UKRAINE-EO13661",
        "UKRAINE-EO13662",
        "UKRAINE-EO13685",
        "RUSSIA-EO14024",
        "BELARUS-EO14038",
        "FTO",
        "SDGT",
        "NPWMD",
        "SDNT",
        "SDNTK",
        "TCO",
        "ILLICIT-DRUGS-EO14059",
    ],
)
def test_fourteen_programme_tags_need_a_licence_of_bis(reference: Reference, tag: str) -> None:
    said = effects(reference, "us-ofac-sdn", tags=("IFSR", tag))
    assert said.startswith(f"BIS licence (15 CFR 744.8): yes, by {tag}: ")
    assert said.endswith("[15 CFR 744.8(a)(1); 89 FR 20107]")


def test_744_8_has_fourteen_tags(reference: Reference) -> None:
    [rule] = [one for one in reference.effects if one.id == "ear-744-8"]
    assert len(rule.tags) == 14


@pytest.mark.parametrize("tag", ["GLOMAG", "CYBER2", "IRAN", "DPRK3", "UKRAINE-EO13663"])
def test_an_sdn_of_another_programme_needs_none(reference: Reference, tag: str) -> None:
    said = effects(reference, "us-ofac-sdn", tags=(tag,))
    no = f"no: the tags of the listing ({tag}) are not among its fourteen; "
    assert said.startswith(f"BIS licence (15 CFR 744.8): {no}")


def test_an_sdn_whose_file_gives_no_tags_is_not_told(reference: Reference) -> None:
    assert "not known: this file gives no programme tags" in effects(reference, "us-ofac-sdn")


def test_before_the_rule_began_it_says_from_when_on(reference: Reference) -> None:
    said = effects(reference, "us-ofac-sdn", "2024-03-20", tags=("SDGT",))
    assert "from 2024-03-21 on, not on the day asked for: yes, by SDGT" in said


def test_without_a_day_it_says_from_when_on(reference: Reference) -> None:
    said = effects(reference, "us-ofac-sdn", "", tags=("SDGT",))
    assert said.startswith("BIS licence (15 CFR 744.8): from 2024-03-21 on: yes, by SDGT")


def test_the_tags_of_744_8_say_nothing_of_other_lists(reference: Reference) -> None:
    assert not effects(reference, "us-ofac-ssi", tags=("UKRAINE-EO13662",))


def test_a_listing_that_has_ended_has_no_effect(reference: Reference) -> None:
    assert not effects(reference, "us-ofac-sdn", tags=("SDGT",), end_date="2025-01-01")


# --- Footnotes of the Entity List, as the CSL of 2026-07-31 writes them --------------------------


@pytest.mark.parametrize(
    ("requirement", "numbers"),
    [
        ("For all items subject to the EAR, see §§ 734.9(e)1 and 744.11 of the EAR2", "1"),
        ("For all items subject to the EAR, see §§ 734.9(e) 1 and 744.11 of the EAR 2", "1"),
        ("For All Items Subject to the EAR (See §734.9(e)1, and §744.11 of the EAR)2.", "1"),
        ("For all items subject to the EAR. (See §§ 734.9(e) and 744.11 of the EAR)4", "4"),
        ("For all items subject to the EAR. (See §§ 734.9(e) and 744.11 of the EAR) 4", "4"),
        ("For All Items Subject to the EAR (See §734.9(e), and 744.11 of the EAR)4.", "4"),
        ("For all items subject to the EAR. (See §§ 734.9(e)(2) and 744.11 of the EAR)", "4"),
        ("(See §§ 734.4(a)(9), 734.9(e)(3), and 744.11 of the EAR)5", "5"),
        ("(See §§ 734.9(g),3 746.8(a)(3), and 744.11 of the EAR)", "3"),
        ("(See §§734.9(g)3, 746.8(a)(3), and 744.2l(b) of the EAR", "3 744.21"),
        ("(See §§ 734.9(g), 746.8(a)(3), and 744.21(b) of the EAR)", "3 744.21"),
        ("For all items subject to the EAR. (See §734.9(e) and §744.11 of the EAR)", "unmarked"),
        ("For all items subject to the EAR. (See §744.11 of the EAR)", ""),
        ("For items on the CCL and listed in supplement no. 7 to part 746 of the EAR", ""),
    ],
)
def test_footnotes_are_read_from_the_requirement(
    reference: Reference, requirement: str, numbers: str
) -> None:
    said = effects(reference, "us-bis-el", requirement=requirement)
    marks = {f"footnote {number}": number for number in "1345"}
    marks |= {"(15 CFR 744.21)": "744.21", "lost the number of the footnote": "unmarked"}
    assert " ".join(mark for text, mark in marks.items() if text in said) == numbers


# --- Laws on federal purchases -------------------------------------------------------------------


def test_section_805_bars_contracts_now_and_goods_from_2027_on(reference: Reference) -> None:
    contracts, goods, *_ = effects(reference, "us-dod-1260h").split("\n")
    assert contracts.startswith("Section 805, contracts: the Department of Defense may not")
    assert goods.startswith("Section 805, goods and services: from 2027-06-30 on, ")
    before = effects(reference, "us-dod-1260h", "2026-06-29")
    assert "Section 805, contracts: from 2026-06-30 on, " in before


def test_biosecure_is_told_of_a_1260h_listing(reference: Reference) -> None:
    assert "BIOSECURE, section 851: " in effects(reference, "us-dod-1260h")


@pytest.mark.parametrize(
    "name",
    [
        "Semiconductor Manufacturing International Corporation",
        "ChangXin Memory Technologies, Inc.",
        "Yangtze Memory Technologies Co., Ltd.",
    ],
)
def test_section_5949_names_three_makers(reference: Reference, name: str) -> None:
    said = effects(reference, "us-dod-1260h", name=name)
    assert "Section 5949, semiconductors: from 2027-12-23 on" in said
    assert "5949" not in effects(reference, "us-dod-1260h", name="Yangtze River Shipping")


# --- What the lists restrict ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("programme", "words"),
    [
        ("us-bis-el", "items subject to the EAR"),  # 15 CFR 744.11(a)
        ("us-bis-uvl", "items subject to the EAR"),
        ("us-bis-uvl", "UVL statement"),  # 15 CFR 744.15(b)
        ("us-bis-uvl", "(EEI)"),  # 15 CFR 758.1(b)(8)
        ("us-bis-dpl", "General Prohibition Four (15 CFR 736.2(b)(4))"),
        ("us-ofac-sdn", "fourteen programmes"),  # 89 FR 20107
        ("us-dod-1260h", "section 805"),  # Pub. L. 118-31
        ("uk-sanctions", "more than 50 per cent or controls"),  # OFSI, UK financial sanctions
        ("eu-consolidated", "together to 50 per cent or more"),  # Council best practices, July 2024
    ],
)
def test_a_list_says_what_it_restricts(reference: Reference, programme: str, words: str) -> None:
    assert words in reference.programmes[programme].restricts


def test_section_889_cites_far_part_40(reference: Reference) -> None:
    assert "FAR part 40" in reference.programmes["us-ndaa-889"].authority


# --- The file ------------------------------------------------------------------------------------


def test_what_was_looked_up_says_when_and_what_was_not_does_not(reference: Reference) -> None:
    for rule in reference.effects:
        assert bool(rule.looked_up) is not rule.source.endswith("(not looked up)")


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("us-ofac-sdn", "nobody", "effect[1].programmes names no known programme: nobody"),
        ('name = "Rule"', "", "effect[1].name is missing"),
        ('looked_up = "2026-11-29"', "", "effect[1].looked_up is the day on which the source was"),
        ("official text", "hearsay", "effect[1].rank must be one of: official text, official page"),
        ('yes = "yes"', 'yes = "yes"\nnames = "("', "effect[1].names is no regular expression"),
        ("[[effect]]", "[[efect]]", "efect is not a field of this table"),
    ],
)
def test_a_wrong_file_is_refused(old: str, new: str, problem: str) -> None:
    with pytest.raises(ListError, match=r"^effects\.toml: ") as caught:
        parse_effects(TEXT.replace(old, new), {"us-ofac-sdn": ""})
    assert problem in caught.value.message


def test_an_id_given_twice_is_refused() -> None:
    with pytest.raises(ListError, match="'e' is given twice"):
        parse_effects(TEXT + TEXT, {"us-ofac-sdn": ""})
