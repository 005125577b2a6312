"""Legal forms are cut off, kept apart, and put right when they are broken."""

import re
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.names import legal_forms as module
from compliance.names.clean import clean_text, split_words
from compliance.names.legal_forms import spell_native_forms, split_legal_form


@pytest.mark.parametrize(
    ("text", "rest", "forms"),
    [
        ("dahua technology co ltd", "dahua technology", ("llc",)),
        ("dahua technologyco ltd", "dahua technology", ("llc",)),
        ("dahua technology limitfd", "dahua technology", ("llc",)),
        ("dahua technology lia bility company", "dahua technology", ("llc",)),
        ("romashka obshchestvo s ogranichennoi otvetstvennostyu", "romashka", ("llc",)),
        ("ooo romashka", "romashka", ("llc",)),
        ("0oo romashka", "romashka", ("llc",)),
        ("sis doo", "sis", ("llc",)),
        ("fabbrica spa", "fabbrica", ("jsc",)),
        ("romashka joint stoc company", "romashka", ("jsc",)),
        ("oberfeld gmbh co kg", "oberfeld", ("lp",)),
        ("ote ae", "ote", ("ae",)),
        ("intel corporation", "intel", ("llc",)),
        ("acme lnc", "acme", ("llc",)),
        ("acme company", "acme", ()),
        ("acme sp", "acme", ("sp",)),
        ("ltd", "", ("llc",)),
        ("acme", "acme", ()),
        ("", "", ()),
    ],
)
def test_the_form_is_parted_from_the_name(text: str, rest: str, forms: tuple[str, ...]) -> None:
    assert split_legal_form(text.split()) == (rest.split(), forms)


@pytest.mark.parametrize("text", ["stockholm", "costa", "republic", "incognito", "publicis"])
def test_names_that_begin_like_a_form_are_no_form(text: str) -> None:
    assert split_legal_form([text]) == ([text], ())


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("株式会社日立", "kk 日立"),
        ("(株)ニコン", "kk ニコン"),
        ("삼성전자 주식회사", "삼성전자 jsc"),
        ("شركة الهلال", "company الهلال"),
        ("شرکت ایران", "company ایران"),
        ('טבע בע"מ', "טבע ltd"),
        ("dahua", "dahua"),
    ],
)
def test_forms_in_other_scripts_are_spelled_in_latin(text: str, spelled: str) -> None:
    assert " ".join(spell_native_forms(text).split()) == spelled


def test_thai_forms_are_found_as_clean_leaves_them() -> None:
    assert (
        " ".join(spell_native_forms(clean_text("บริษัท ไทย จำกัด")[0]).split())
        == "company ไทย limited"
    )


@given(st.text(alphabet="abcdefgilmnopstz ", max_size=40).map(lambda text: " ".join(text.split())))
def test_forms_are_sorted_codes_and_words_are_kept_or_cut_whole(text: str) -> None:
    rest, forms = split_legal_form(text.split())
    assert forms == tuple(sorted(set(forms)))
    assert all(forms)
    assert split_legal_form(text.split()) == (rest, forms)


@pytest.mark.parametrize(
    ("text", "rest", "form"),
    [
        ("federalnoe gosudarstvennoe unitarnoe predpriyatie romashka", "romashka", "soe"),
        ("fgup romashka", "romashka", "soe"),
        ("tovaristvo s ogranichennoy otvetstvennostyu romashka", "romashka", "llc"),
        ("tovarystvo z obmezhenoyu vidpovidalnistyu romashka", "romashka", "llc"),
        ("tavarystva z abmezhavanay adkaznastsyu romashka", "romashka", "llc"),
        ("ao npo romashka", "npo romashka", "jsc"),
    ],
)
def test_forms_of_the_east_in_full(text: str, rest: str, form: str) -> None:
    assert split_legal_form(text.split()) == (rest.split(), (form,))


def test_forms_in_full_are_known_in_ascii_letters() -> None:
    words = "sabiedriba ar ierobezotu atbildibu falon".split()
    assert split_legal_form(words) == (["falon"], ("llc",))
    assert split_legal_form("zenith societe a responsabilite limitee".split()) == (
        ["zenith"],
        ("llc",),
    )


@pytest.mark.parametrize(
    ("text", "rest", "form"),
    [
        ("otkrytoye aktsionernoye obshchestvo romashka", "romashka", "jsc"),
        ("publichnoye aktsionernoye obshchestvo romashka", "romashka", "jsc"),
        ("publichne aktsionerne tovarystvo romashka", "romashka", "jsc"),
        ("tovarishchestvo s ogranichennoi otvetstvennostyu romashka", "romashka", "llp"),
        ("acme private limited", "acme", "llc"),
        ("acme pvt ltd", "acme", "llc"),
        ("acme public company limited", "acme", "jsc"),
        ("acme private joint stock company", "acme", "jsc"),
        ("acme ges mbh", "acme", "llc"),
        ("acme eood", "acme", "llc"),
        ("acme osauhing", "acme", "llc"),
        ("acme aksjeselskap", "acme", "jsc"),
        ("acme societe anonyme", "acme", "jsc"),
        ("acme spolka akcyjna", "acme", "jsc"),
        ("acme anonim sirketi", "acme", "jsc"),
        ("sherkat sahami khas zaman", "zaman", "jsc"),
        ("cong ty tnhh hoa", "hoa", "llc"),
        ("chusik hoesa hanul", "hanul", "jsc"),
    ],
)
def test_forms_that_the_first_table_lacks(text: str, rest: str, form: str) -> None:
    assert split_legal_form(text.split()) == (rest.split(), (form,))


@pytest.mark.parametrize(
    ("text", "rest", "forms"),
    [
        ("too romashka", "romashka", ("llp",)),
        ("romashka too", "romashka", ("llp",)),
        ("much too young", "much too young", ()),
        ("ano romashka", "romashka", ("ngo",)),
        ("romashka ano", "romashka ano", ()),
        ("nk romashka pao", "romashka", ("jsc",)),
        ("acme pcl", "acme", ("jsc",)),
        ("pcl acme", "pcl acme", ()),
        ("too ltd", "too", ("llc",)),
        ("asa", "asa", ()),
    ],
)
def test_words_that_are_a_form_in_their_place_only(
    text: str, rest: str, forms: tuple[str, ...]
) -> None:
    assert split_legal_form(text.split()) == (rest.split(), forms)


def test_the_longest_form_counts() -> None:
    assert split_legal_form(["ag"]) == ([], ("jsc",))
    assert split_legal_form(["ag", "co", "kg"]) == ([], ("lp",))


def test_a_form_that_tells_what_kind_of_firm_it_is_stays_in_the_name() -> None:
    assert split_legal_form("farmers cooperative".split()) == (
        ["farmers", "cooperative"],
        ("coop",),
    )


def test_a_forms_own_code_counts_where_no_general_one_is_known() -> None:
    assert split_legal_form("zenith ae".split()) == (["zenith"], ("ae",))
    assert split_legal_form("zenith ae gmbh".split()) == (["zenith"], ("llc",))


def test_each_further_form_stands_there_once_as_a_prepared_name_has_it() -> None:
    file = resources.files("compliance.names").joinpath("data/further_legal_forms.tsv")
    rows = [
        line.split("\t")
        for line in file.read_text("utf-8").splitlines()
        if not line.startswith("#")
    ]
    forms = [row[0] for row in rows]
    assert len(forms) == len(set(forms))
    assert all(" ".join(split_words(form)) == form for form in forms)
    assert {row[1] for row in rows} == set("coop gp jsc llc llp lp ngo soe sp".split()) | {""}
    assert {row[2] for row in rows if len(row) > 2} == {"first", "last", "outermost"}


def test_each_form_of_the_table_stands_there_once_as_a_prepared_name_has_it() -> None:
    text = resources.files("compliance.names").joinpath("data/legal_forms.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    forms = [row[0] for row in rows]
    assert forms == sorted(set(forms))
    assert all(" ".join(split_words(form)) == form for form in forms)
    assert {row[2] for row in rows if len(row) > 2} == {"own", "kept"}
    assert all(row[1] for row in rows)


_WORDS = (
    "alpha joint stock stoc co company jsc public publik open closed obschestvo obshchestvo s "
    "ogranichennoy otvetstvennostyu tovarishchestvo tovarystvo z obmezhenoyu vidpovidalnistyu "
    "federalnoe gosudarstvennoe unitarnoe predpriyatie kabushiki kaisha alphaco ltd limited "
    "limitfd lia bility liabilitycompany gmbh kg 0oo lnc ag asa too"
)


@given(st.lists(st.sampled_from(_WORDS.split()), min_size=1, max_size=7))
def test_sound_words_need_not_be_put_right(words: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patching:
        patching.setattr(module, "_is_sound", lambda _: False)
        patching.setattr(module, "_TO_LOOK_AT", re.compile(""))
        mended = split_legal_form(words)
    assert split_legal_form(words) == mended
