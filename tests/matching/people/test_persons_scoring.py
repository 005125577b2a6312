"""What names of persons are worth: labelled cases, each with its reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.matching import Matcher
from compliance.matching.caps import Cap
from compliance.matching.people import persons
from compliance.matching.people.person_tables import person_name
from compliance.matching.scoring import HIT_FROM, REVIEW_FROM
from compliance.model import Decision, ListEntry, Name, Party, PartyKind, Watchlist
from compliance.names import prepare_name
from tests.matching.building import IN_FORCE

READING, OTHER_READING = Cap.READING.score, Cap.OTHER_READING.score
OTHER_FATHER = Cap.OTHER_FATHER.score


def score(asked: str, listed: str) -> float:
    one, other = (person_name(prepare_name(raw)) for raw in (asked, listed))
    return persons.score(one, other).score


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        ("Vladimir Kruglovskoy", "KRUGLOVSKOY, Vladimir"),  # order
        ("KRUGLOVSKOY Vladimir", "Vladimir KRUGLOVSKOY"),
        ("Dr. Vladimir Kruglovskoy", "KRUGLOVSKOY, Vladimir"),  # title
    ],
)
def test_the_same_name(asked: str, listed: str) -> None:
    assert score(asked, listed) == 1


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        ("V.V. Volokhin", "VOLOKHIN, Vyacheslav Viktorovich"),  # "vvolokhin" is no other name
        ("A.A. Alekhnin", "ALEKHNIN, Andrey Anatolyevich"),
        ("A.K. Kuntselevich", "KUNTSELEVICH, Alena Kanstantsinauna"),  # no patronymic
        ("M.U. Lukasevic", "LUKASEVIC, Milorad Ulemek"),
        ("Milorad Lukasevic", "LUKASEVIC, Milorad"),
    ],
)
def test_initials_with_the_family_name_are_a_hit(asked: str, listed: str) -> None:
    assert score(asked, listed) >= HIT_FROM


def test_a_patronymic_alone_is_not_the_family_name() -> None:
    assert score("Alena Ivanovich", "IVANOVICH, Alena") > score(
        "Alena Ivanovich", "KUNTSEL, Alena Ivanovich"
    )


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        ("Yevgeniy Prigorin", "PRIGORIN, Evgeny"),  # transliteration
        ("Vladimir Vladimirovich Kruglovskoi", "KRUGLOVSKOY, Vladimir Vladimirovich"),
        ("Mohamed al-Zarqani", "AL-ZARQANI, Muhammad"),
        ("Muhammad Alzarqani", "AL-ZARQANI, Muhammad"),  # particle joined
        ("Bill Thistlewood", "THISTLEWOOD, William"),  # short form
        ("Oleksandr Hryshchuk", "HRYSHCHUK, Aleksandr"),  # another language
        ("Abd al-Rahman al-Zarqani", "AL-ZARQANI, Abdulrahman"),  # given name joined
        ("Xiao Ming Ouyang", "OUYANG, Xiaoming"),
        ("VladimirKruglovskoy", "KRUGLOVSKOY, Vladimir"),  # space lost
        ("Vladimir Kruglovskpy", "KRUGLOVSKOY, Vladimir"),  # typing error
    ],
)
def test_hit(asked: str, listed: str) -> None:
    assert score(asked, listed) >= HIT_FROM


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        ("Alex Kruglovskoy", "KRUGLOVSKOY, Aleksandr Sergeevich"),
        ("Serge Kruglovskoy", "KRUGLOVSKOY, Sergey Nikolayevich"),
        ("Kostya Kruglovskoy", "KRUGLOVSKOY, Konstantin Olegovich"),
    ],
)
def test_a_short_form_is_a_hit_though_the_fathers_name_is_not_asked(
    asked: str, listed: str
) -> None:
    assert score(asked, listed) >= HIT_FROM


@pytest.mark.parametrize("asked", ["Hasret Kruglovskoy", "KRUGLOVSKOY, Hasret"])
def test_a_given_name_with_another_letter_is_a_question(asked: str) -> None:
    assert score(asked, "KRUGLOVSKOY, Hasmet") == Cap.MISSPELLED.score
    assert score(f"{asked} Ibrahim", "KRUGLOVSKOY, Hasmet Ibrahim") >= HIT_FROM


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        ("V. Kruglovskoy", "KRUGLOVSKOY, Vladimir"),  # initial
        ("Vladimir Kruglovskoy", "KRUGLOVSKOY, Vladimir Sergeevich"),  # no patronymic
        ("Muhammad Ali", "ALI, Mohamed"),  # common, but the same name in another spelling
        ("Jon Smith", "John Smith"),
        ("Vladimir Sergeevich Kruglovskoy", "KRUGLOVSKOY, Vladimir"),
        ("Milan Zdrazil", "ZDRAZIL, Milan Oldrich"),  # no second given name
        ("Robert James William Zdrazil", "ZDRAZIL, Robert"),
        ("Mohammed al-Zarqan", "AL-ZARQANI, Muhammad"),  # cut short
        ("Kruglovskoy Vladimir Trading LLC", "KRUGLOVSKOY, Vladimir"),  # a firm of that name
        ("John Thistlewood Jr", "THISTLEWOOD, John, Sr."),  # father and son
    ],
)
def test_open(asked: str, listed: str) -> None:
    assert score(asked, listed) >= REVIEW_FROM


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        ("Kruglovskoy Vladimir Trading LLC", "KRUGLOVSKOY, Vladimir"),
        ("John Thistlewood Jr", "THISTLEWOOD, John, Sr."),
    ],
)
def test_no_hit(asked: str, listed: str) -> None:
    assert score(asked, listed) < HIT_FROM


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        ("Sergei Kruglovskoy", "KRUGLOVSKOY, Vladimir"),  # another given name
        ("Mohammed Hassan", "ALI, Mohammed"),  # a common given name is shared
        ("Wei Wang", "WANG, Li"),  # a common family name is shared
        ("Li Wei", "LI, Wen"),  # Chinese names have to be the same
        ("Zhang Wei", "ZHENG, Wei"),
        ("Ivan Ivanov", "IVANOV, Petr"),
        ("Hassan al-Zarqani", "AL-ZARQANI, Hussein"),
        ("J. Smith", "SMITH, Robert"),  # another initial
        ("Mohammed", "AL-ZARQANI, Muhammad"),
        ("Kruglovskoy GmbH", "KRUGLOVSKOY, Vladimir"),  # a firm with the family name
        ("Power-One Electronics", "ONE, P."),
    ],
)
def test_somebody_else(asked: str, listed: str) -> None:
    assert score(asked, listed) < REVIEW_FROM


def test_a_common_name_is_no_hit_on_the_name_alone() -> None:
    person = ListEntry(
        id="1",
        list_id="own",
        names=(Name(text="LI, Wei"),),
        kind=PartyKind.PERSON,
        listings=(IN_FORCE,),
    )
    [[match]] = Matcher(Watchlist(lists=(), entries=(person,))).search([Party(name="Wei Li")])
    assert match.band is Decision.REVIEW
    weak = "The listed name is too short or too common to be a HIT on the name alone."
    assert [said.note for said in match.evidence] == [weak, "the names are the same"]


PARTS = "vladimir kruglovskoy al zarqani mohammed petrovich chen wei j maria".split()
NAMES = st.lists(st.sampled_from(PARTS), min_size=1, max_size=4).map(" ".join)


@given(NAMES, NAMES)
def test_symmetric_in_the_order_of_parts(asked: str, listed: str) -> None:
    turned = " ".join(reversed(asked.split()))
    assert score(turned, turned) == score(asked, asked) == 1
    assert (score(asked, listed) == 1) == (sorted(asked.split()) == sorted(listed.split()))


@given(NAMES)
def test_a_missing_part_that_is_added_never_lowers_the_score(listed: str) -> None:
    parts = listed.split()
    scores = [score(" ".join(parts[:number]), listed) for number in range(1, len(parts) + 1)]
    assert scores == sorted(scores)


@given(st.text(), st.text())
def test_any_text(asked: str, listed: str) -> None:
    assert 0 <= score(asked, listed) <= 1


@pytest.mark.parametrize(
    ("asked", "listed", "least", "most"),
    [
        ("Jane Tran", "Jenny Chan", 0.0, 0.5),  # neither name is the same
        ("Song U Jin", "KIM, Song", 0.0, 0.55),  # one is, but "Jin" is hardly "Kim"
        ("Bill Gruenfeld", "GRUENFELD, William", 0.9, 1.0),
    ],
)
def test_short_family_names_in_another_form_tell_little(
    asked: str, listed: str, least: float, most: float
) -> None:
    found = persons.score(person_name(prepare_name(asked)), person_name(prepare_name(listed))).score
    assert least <= found <= most


@pytest.mark.parametrize(
    ("asked", "listed", "least", "most"),
    [
        # Read from characters: the whole reading is a question, and less is nothing.
        ("김상호", "KIM, Sang-ho", REVIEW_FROM, READING),
        ("최석민", "CH'OE, So'k-min", REVIEW_FROM, READING),
        ("최민석", "CH'OE, So'k-min", 0, OTHER_READING),  # syllables changed round
        ("이성진", "IM, Song Jin", 0, OTHER_READING),  # "I" is a family name, no initial
        ("李明", "Li Ming", REVIEW_FROM, READING),
        ("成 李", "LI, Cheng Yu", 0, OTHER_READING),
        ("玲 汪", "RUO LING WANG", 0, OTHER_READING),
        ("康弘 坂本", "KANG, Hong-Mun", 0, OTHER_READING),  # Japanese
        ("康弘 高橋", "KANG, Hong-Mun", 0, OTHER_READING),
        ("李明", "李明", 1, 1),
        # Consonants alone tell as much as they are rare.
        ("زيد الجابر", "AL-JEBOURI, Zaid Issam Ahmed", 0, 0.5),
        ("حسين آل عطفة", "ALAVI, Hossein", 0, 0.5),
        ("علي عباسی", "ABU AL-ABBAS", 0, 0.5),
        ("محمد رفیق زی", "RAFIQZAI, Muhammad", REVIEW_FROM, 1),
        # Two names, however alike.
        ("Егор Нестеров", "NESTEROV, Igor", 0, 0.5),
        # An honorific in front of a name, and a name of its own.
        ("Sayyed Hassan Nasrallani", "NASRALLANI, Hasan", HIT_FROM, 1),
        ("Sayyed Nasrallani", "NASRALLANI, Hasan", 0, 0.5),
        # Fathers.
        ("Vladimir Ivanovich Kruglovskoy", "KRUGLOVSKOY, Vladimir Sergeevich", 0, OTHER_FATHER),
        ("Ahmed bin Ali Zarqani", "ZARQANI, Ali bin Ahmed", 0, OTHER_FATHER),
        ("Ahmed bin Ali Zarqani", "ZARQANI, Ahmed bin Ali", 1, 1),
        ("Ahmed bin Ali Zarqani", "ZARQANI, Ahmed bin Muhammad bin Ali", REVIEW_FROM, 1),
    ],
)
def test_what_a_name_is_worth(asked: str, listed: str, least: float, most: float) -> None:
    assert least <= score(asked, listed) <= most
