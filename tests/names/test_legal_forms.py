"""Legal forms are cut off, kept apart, and put right when they are broken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.names.clean import clean_text
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
    assert split_legal_form(text) == (rest, forms)


@pytest.mark.parametrize("text", ["stockholm", "costa", "republic", "incognito", "publicis"])
def test_names_that_begin_like_a_form_are_no_form(text: str) -> None:
    assert split_legal_form(text) == (text, ())


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
    rest, forms = split_legal_form(text)
    assert forms == tuple(sorted(set(forms)))
    assert all(forms)
    assert split_legal_form(text) == (rest, forms)


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
    assert split_legal_form(text) == (rest, (form,))
