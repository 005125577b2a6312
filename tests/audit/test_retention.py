"""How long a record is kept, by the rules in force on the day of the run."""

from compliance.audit.retention import add_years, find_retention, list_programmes, load_rules
from tests.matching.building import entry


def test_five_years_under_the_ear() -> None:
    kept = find_retention("2026-11-01T08:00:00+00:00", ["us-bis-el"])
    assert (kept.years, kept.until, kept.citation) == (5, "2031-11-01", "15 CFR 762.6")


def test_ten_years_where_an_ofac_list_took_part() -> None:
    kept = find_retention("2026-11-01T08:00:00+00:00", ["us-bis-el", "us-ofac-sdn"])
    assert (kept.years, kept.until, kept.citation) == (10, "2036-11-01", "31 CFR 501.601")


def test_the_ten_years_are_asked_for_since_12_march_2025() -> None:
    assert find_retention("2025-03-11T23:59:59+00:00", ["us-ofac-sdn"]).years == 5
    assert find_retention("2025-03-12T00:00:00+00:00", ["us-ofac-sdn"]).years == 10


def test_a_year_without_29_february() -> None:
    assert add_years("2028-02-29", 5) == "2033-03-01"
    assert add_years("2028-02-29", 4) == "2032-02-29"


def test_every_rule_has_its_source() -> None:
    assert all(rule.source.startswith("https://") and rule.citation for rule in load_rules())


def test_the_programmes_of_a_list() -> None:
    assert list_programmes([entry("A"), entry("B")]) == ["own"]
