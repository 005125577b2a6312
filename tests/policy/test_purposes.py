"""Under which purpose a listing counts: the file that came with the program, and its reader."""

import pytest

from compliance.errors import ListError
from compliance.lists.list_files import find_bundled_folder
from compliance.model import Purpose
from compliance.policy.purposes import FILE, load_purposes, parse_purposes
from tests.policy.building import PROGRAMMES, TODAY

TABLE = load_purposes(find_bundled_folder())
TEXT = (find_bundled_folder() / FILE).read_text(encoding="utf-8")
PURPOSES = "".join(f'[[purpose]]\nid = "{one}"\nname = "do it"\n' for one in Purpose)
COUNT = """
[[count]]
programme = "us-dod-1260h"
purposes = ["federal"]
why = "forbids nothing by itself"
source = "Akin"
rank = "law firm"
looked_up = "2026-11-29"
verified_until = "2027-11-29"
"""


def test_every_published_list_has_a_rule_and_no_other() -> None:
    assert set(TABLE.rules) == set(PROGRAMMES)


def test_every_rule_holds_today_and_was_not_looked_up_tomorrow() -> None:
    for rule in TABLE.rules.values():
        assert rule.looked_up <= TODAY < rule.verified_until


@pytest.mark.parametrize(
    ("programme", "purposes"),
    [
        (
            "us-dod-1260h",
            {"federal"},
        ),  # Pub. L. 116-283, section 1260H; Pub. L. 118-31, section 805
        ("us-ndaa-889", {"federal"}),  # Pub. L. 115-232, section 889; 2 CFR 200.216
        ("us-ofac-ns-cmic", {"invest"}),  # OFAC FAQ 905: only securities
        ("us-bis-el", {"export"}),  # BIS: inclusion does not prohibit purchases from the party
        (
            "us-bis-dpl",
            {"export", "purchase", "pay"},
        ),  # Supplement No. 1 to part 764: acquire, finance
        ("us-dhs-uflpa", {"purchase"}),
        ("us-cbp-wro", {"purchase"}),
        ("us-ofac-sdn", set(Purpose)),
        ("eu-consolidated", set(Purpose)),
        ("us-ofac-fse", set(Purpose)),  # OFAC FAQ 194: neither provide nor procure
    ],
)
def test_lists_count_where_they_restrict(programme: str, purposes: set[str]) -> None:
    assert TABLE.rules[programme].purposes == purposes


def test_a_list_that_freezes_assets_counts_under_every_purpose() -> None:
    for programme in ("un-sc", "uk-sanctions", "eu-consolidated", "ch-seco", "ca-sema", "au-dfat"):
        assert TABLE.rules[programme].purposes == set(Purpose), programme


def test_a_rule_is_read() -> None:
    rule = parse_purposes(PURPOSES + COUNT).rules["us-dod-1260h"]
    assert (rule.why, rule.source, rule.looked_up, rule.verified_until) == (
        "forbids nothing by itself",
        "Akin (law firm)",
        "2026-11-29",
        "2027-11-29",
    )


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('"federal"]', '"federl"]', "purposes must be some of: export, purchase, invest, pay"),
        ('why = "forbids nothing by itself"\n', "", "why says why it does not count under the"),
        ('verified_until = "2027-11-29"\n', "", "verified_until is missing"),
        ('looked_up = "2026-11-29"\n', "", "looked_up is the day on which the source was read"),
        ('source = "Akin"\n', "", "source is missing"),
        ("[[count]]", "[[count]]\nwhom = 1", "whom is not a field of this table"),
        ("[[count]]", f"{COUNT}\n[[count]]", "'us-dod-1260h' is given twice"),
    ],
)
def test_every_mistake_is_told(old: str, new: str, problem: str) -> None:
    with pytest.raises(ListError, match=r"purposes\.toml: ") as error:
        parse_purposes(PURPOSES + COUNT.replace(old, new, 1))
    assert problem in str(error.value)


def test_no_purpose_may_be_missing() -> None:
    with pytest.raises(ListError, match="the purpose 'federal' is missing"):
        parse_purposes(PURPOSES.rpartition("[[purpose]]")[0] + COUNT)
