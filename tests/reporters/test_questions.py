from msgspec.structs import replace

from compliance.model import Identifier, Party, PartyKind
from compliance.reporters.questions import questions
from tests.reporters.factory import EZVIZ, SUNDOWNER, match


def test_the_regulators_order_with_what_is_known() -> None:
    party = Party(
        name="Sundowner",
        country="US",
        address="1 " + "very " * 20 + "long road",
        kind=PartyKind.VESSEL,
        identifiers=(Identifier(kind="imo", value="1234567"),),
    )
    address = f"address 1 {'very ' * 11}... / not stated"
    numbers = "numbers 1234567 / not stated"
    assert list(questions(party, match(SUNDOWNER, 0.8))) == [
        "1. Which list? Entity List",
        "2. Same kind of party? vessel / not stated",
        "3. How much of the name? Score 0.80, see Evidence",
        f"4. Does the rest agree? country US / not stated; {address}; {numbers}",
        "5. Several agree: stop and ask the publisher. If not: write down why.",
    ]


def test_what_nobody_tells_is_said_once() -> None:
    fourth = list(questions(Party(name="a"), match(replace(EZVIZ, countries=()))))[3]
    assert fourth.endswith("agree? country not stated; address not stated; numbers not stated")


def test_who_is_not_listed_leads_to_somebody() -> None:
    assert next(questions(Party(name="a"), match(EZVIZ))).endswith("it leads to a listed party")
