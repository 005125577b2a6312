"""OpenSanctions in the form of Senzing: both shapes, targets only."""

from compliance.model import Identifier, PartyKind
from tests.lists.sources.official_files import SENZING
from tests.lists.sources.world_files import adds_up, kinds, knows, reader, refusal

read = reader("opensanctions-senzing")


def test_both_shapes_become_entries() -> None:
    assert knows(SENZING) == ["opensanctions-senzing"]
    parsed = read(SENZING)
    firm, person = parsed.entries
    assert adds_up(parsed)
    assert (parsed.id, parsed.as_of) == ("opensanctions", "2026-08-28")
    assert kinds(parsed) == [("Umbrella Corporation", "primary"), ("Амбрелла", "native name")]
    assert (firm.kind, firm.countries) == (PartyKind.ORGANISATION, ("US",))
    assert firm.identifiers == (Identifier(kind="registration number", value="8723-BX"),)
    assert [one.text for one in firm.addresses] == ["1 Road, Raccoon City"]
    assert firm.listings[0].programme.name == "us_ofac_sdn (by OpenSanctions)"
    assert firm.listings[0].requirement == "sanction"
    assert "New key: new" in firm.remarks
    assert kinds(parsed, 1) == [("Hans Gruber", "primary"), ("Bill Clay", "alias")]
    assert person.identifiers == (Identifier(kind="passport", value="C01X", country="DE"),)
    assert {"Date of birth: 1978-09-25", "Gender: M"} <= set(person.remarks)


def test_who_is_no_risk_is_no_target() -> None:
    assert [one.reason for one in read(SENZING).rejected] == ["no target: it names no risk"]
    unrated = SENZING.splitlines()[2]
    assert len(read(unrated).entries) == 1  # where nobody is rated, all are targets


def test_a_line_that_is_no_record_refuses_the_list() -> None:
    assert "line 4 is no Senzing record" in refusal("opensanctions-senzing", SENZING + b"{}\n")
    assert "no Senzing record" in refusal("opensanctions-senzing", SENZING + SENZING[:40])
