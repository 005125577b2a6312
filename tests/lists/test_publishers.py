"""The known publishers, and what a settings file changes of them."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from compliance import configuration
from compliance.configuration import PUBLISHER_CHECKS
from compliance.errors import StoreError
from compliance.lists import publishers
from compliance.lists.data_folder import is_id
from compliance.lists.freshness import AgeLimits, count_days
from compliance.lists.publishers import Publisher, change_publisher, load_publishers


def test_every_known_list_is_complete() -> None:
    found = load_publishers()
    assert next(iter(found)) == "csl"
    for name, one in found.items():
        assert is_id(name)
        assert one.title
        assert one.format
        assert one.note
        assert count_days(one.verified_until, "2027-01-01") is not None
        assert one.limits.warn
        assert one.limits.stop
        assert one.limits.warn < one.limits.stop
        assert all(urlsplit(where).scheme == "https" for where in one.addresses.values())


PAGE = (Path(__file__).parents[2] / "docs" / "lists-update.md").read_text(encoding="utf-8")


def test_every_list_and_key_is_documented() -> None:
    assert [name for name in load_publishers() if f"| `{name}` |" not in PAGE] == []
    assert [key for key in PUBLISHER_CHECKS if f"`{key}`" not in PAGE] == []


def test_the_settings_of_the_page_are_valid(tmp_path: Path) -> None:
    [example] = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / "screen.toml").write_text(example, encoding="utf-8")
    choices = configuration.load(tmp_path / "screen.toml")
    found = load_publishers(choices.publishers)
    assert found["un"].addresses == {
        "consolidated.xml": "https://mirror.example/un/consolidated.xml"
    }
    assert "letters" in found
    assert found["csl"].limits == AgeLimits(warn=3, stop=14)


def test_canaries_of_the_parties_this_program_is_about() -> None:
    assert {"Huawei", "Hikvision"} <= set(load_publishers()["csl"].canaries)


def test_a_settings_file_changes_what_it_names() -> None:
    settings = {"csl": {"canaries": ["Huawei"], "stop-after-days": 90}}
    one, other = load_publishers()["csl"], load_publishers(settings)["csl"]
    assert other.canaries == ("Huawei",)
    assert other.limits == AgeLimits(warn=one.limits.warn, stop=90)
    assert (other.addresses, other.fewest) == (one.addresses, one.fewest)


def test_a_mirror_has_the_same_files() -> None:
    mirrored = load_publishers({"us-ofac-sdn": {"mirror": "https://mirror.example/ofac/"}})[
        "us-ofac-sdn"
    ]
    assert list(mirrored.addresses) == list(load_publishers()["us-ofac-sdn"].addresses)
    assert mirrored.addresses["sdn.csv"] == "https://mirror.example/ofac/sdn.csv"


def test_a_list_of_ones_own() -> None:
    given = {"letters": {"addresses": ["https://intra.example/is%20informed.csv?v=2"]}}
    assert load_publishers(given)["letters"].addresses == {
        "is informed.csv": "https://intra.example/is%20informed.csv?v=2"
    }
    assert "letters" not in load_publishers({"letters": {"title": "No address"}})


@pytest.mark.parametrize(
    "table",
    [{"addresses": ["https://a.example/x.csv", "https://b.example/x.csv"]}, {"mirror": "/srv"}],
)
def test_addresses_that_name_no_file(table: dict[str, object]) -> None:
    with pytest.raises(StoreError, match=r"\[lists.own\]"):
        change_publisher(Publisher(id="own"), table)


def test_limits_are_for_fetched_lists_and_for_configured_ones() -> None:
    assert publishers.find_limits("csl").stop == 30
    assert publishers.find_given_limits("csl") == AgeLimits()
    assert publishers.find_limits("unknown") == AgeLimits()
    assert publishers.find_given_limits("own", {"own": {"warn-after-days": 3}}) == AgeLimits(warn=3)
    assert publishers.find_limits("csl", {"csl": {"stop-after-days": 0}}).stop is None


def test_every_key_of_a_settings_file_is_one_of_a_publisher() -> None:
    fields = {*Publisher.__struct_fields__, "mirror", "warn_after_days", "stop_after_days"}
    assert {key.replace("-", "_") for key in PUBLISHER_CHECKS} <= fields
