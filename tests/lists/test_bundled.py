"""The bundled lists: their form, their facts, and that nobody fell out of them."""

import csv
import json
import re
import tomllib
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from compliance.lists import catalog
from compliance.lists.curated import curated_list, programmes
from compliance.lists.curated.ranks import RANKS
from compliance.model import ListEntry, Listing, NameKind, PartyKind, Standing

ROOT = Path(__file__).parents[2]
LISTS = ROOT / "lists"
SHARED = ROOT.parent / "shared"
CURATED = (
    "addresses",
    "huawei",
    "meta",
    "not-restricted",
    "others",
    "related",
    "xinjiang-2019",
)
RULE_FILES = ("effects", "ownership", "places", "programmes", "purposes", "sources")
FILES = [LISTS / f"{name}.toml" for name in RULE_FILES] + [
    LISTS / "curated" / f"{name}.toml" for name in CURATED
]
COMPANIES = {
    "beijing-sensetime",
    "dahua-technology",
    "hikvision",
    "iflytek",
    "megvii-technology",
    "meiya-pico",
    "yitu-technologies",
    "yixin-science-and-technology",
}
LONGER_IN_THE_CSL = {"xian-huawei-technologies", "hisilicon-technologies"}
"""The CSL adds the city or the short name to these."""
CANARIES = {
    "Huawei Technologies Co., Ltd.": Standing.LISTED,
    "Hangzhou Hikvision Digital Technology Co., Ltd.": Standing.LISTED,
    "Zhejiang Dahua Technology Co., Ltd.": Standing.LISTED,
    "Sense Time": Standing.LISTED,
    "SenseTime Group Limited": Standing.LISTED,
    "Megvii Technology": Standing.LISTED,
    "Yitu Technologies": Standing.LISTED,
    "IFLYTEK": Standing.LISTED,
    "HMN Technologies": Standing.LISTED,
    "CETHIK Group": Standing.LISTED,
    "Hikmicro": Standing.LISTED,
    "DJI": Standing.LISTED,
    "SenseNets": Standing.LISTED,
    "SDIC Intelligence": Standing.LISTED,
    "Dahua Electronics Corporation": Standing.LISTED,
    "海康威视": Standing.LISTED,
    "EZVIZ": Standing.RELATED,
    "Hikvision USA": Standing.RELATED,
    "Honor Device Co., Ltd.": Standing.RELATED,
    "ZTE Kangxun Telecommunications Ltd.": Standing.RELATED,
    "Intel Corp": Standing.NOT_RESTRICTED,
    "Movidius": Standing.NOT_RESTRICTED,
}


@cache
def entries() -> tuple[ListEntry, ...]:
    return tuple(catalog.load().entries)


@cache
def by_id() -> dict[str, ListEntry]:
    return {entry.id: entry for entry in entries()}


def listings(entry: ListEntry, programme: str) -> list[Listing]:
    return [one for one in entry.listings if one.programme.id == programme]


def on(programme: str) -> set[str]:
    """Ids of the entries that this programme lists now."""
    return {
        entry.id
        for entry in entries()
        if any(listing.is_in_force for listing in listings(entry, programme))
    }


def shared(path: str) -> Path:
    """A reference file, or the test is skipped: users of the project do not have it."""
    found = SHARED / path
    if not found.exists():
        pytest.skip("the shared reference material is not here")
    return found


def test_sources_stand_in_the_order_of_their_rank() -> None:
    """Official text, official page, company, law firm, press, other."""
    table = tomllib.loads((LISTS / "sources.toml").read_text("utf-8"))["source"]
    assert all("rank" in one for one in table)
    ranks = {one["id"]: RANKS.index(one["rank"]) for one in table}
    for file in (LISTS / "curated").glob("*.toml"):
        for cited in re.findall(r"source = \[([^\]]*)\]", file.read_text("utf-8")):
            order = [ranks[one] for one in re.findall(r'"([^"]+)"', cited)]
            assert order == sorted(order), f"{file.name}: {cited}"


# --- The form ---------------------------------------------------------------------------------


def test_the_files_are_those_of_the_docs() -> None:
    assert sorted(LISTS.rglob("*.toml")) == sorted(FILES)
    described = (ROOT / "docs" / "lists.md").read_text(encoding="utf-8")
    assert all(file.name in described for file in [*FILES, LISTS / "schema.json"])


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_schema_holds_every_file(file: Path) -> None:
    schema = json.loads((LISTS / "schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    found = Draft202012Validator(schema).iter_errors(tomllib.loads(file.read_text("utf-8")))
    assert [f"{one.json_path}: {one.message}" for one in found] == []


def test_the_examples_of_the_docs_are_a_list() -> None:
    blocks = re.findall(
        r"```toml\n(.*?)```", (ROOT / "docs" / "lists.md").read_text("utf-8"), re.DOTALL
    )
    known = programmes.parse_programmes((LISTS / "programmes.toml").read_text("utf-8"))
    cited = curated_list.parse_sources((LISTS / "sources.toml").read_text("utf-8"))
    extra = {"company-filing": "A filing", "newspaper-2024-05-02": "A newspaper"}
    meta = '[list]\nid = "a"\ntitle = "A"\npublisher = "B"\n'
    entry, listing, lead, article, own = blocks
    other = entry.replace("acme-optics", "acme-europe").replace('"Acme Optics', '"Acme Europe')
    text = meta + entry + listing + article + other + lead
    assert len(curated_list.parse_list({"a.toml": text}, known, {**cited, **extra}).entries) == 2
    assert len(curated_list.parse_list({"house.toml": own}, known, cited).entries) == 1


def test_every_source_is_cited() -> None:
    cited = curated_list.parse_sources((LISTS / "sources.toml").read_text("utf-8"))
    texts = "".join((LISTS / "curated" / f"{name}.toml").read_text("utf-8") for name in CURATED)
    assert [key for key in cited if f'"{key}"' not in texts] == []


def test_no_path_of_a_machine_and_no_scheme_stands_in_a_list() -> None:
    for file in FILES:
        assert not re.search(r"https?:|/(work|root|tmp|home)/", file.read_text("utf-8")), file


# --- The entries ------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "standing"), CANARIES.items())
def test_canary(name: str, standing: Standing) -> None:
    found = [one for one in entries() if name in {known.text for known in one.names}]
    assert [entry.standing for entry in found] == [standing]


def test_every_name_stands_alone_and_is_clean() -> None:
    for entry in entries():
        texts = [name.text for name in entry.names]
        assert len(texts) == len(set(texts)), entry.id
        assert all(text == " ".join(text.split()) and text for text in texts), entry.id
        assert [name.kind for name in entry.names].count(NameKind.PRIMARY) == 1, entry.id


def test_native_names_are_in_a_script_of_their_own() -> None:
    for entry in entries():
        for name in entry.names:
            chinese = re.search(r"[\u4e00-\u9fff]", name.text) is not None
            assert chinese == (name.kind is NameKind.NATIVE), f"{entry.id}: {name.text}"


def test_every_fact_has_a_source() -> None:
    for entry in entries():
        assert all(name.source for name in entry.names), entry.id
        assert all(address.source for address in entry.addresses), entry.id
        assert all(listing.source for listing in entry.listings), entry.id
        assert all(lead.source for lead in entry.leads), entry.id
        assert not entry.not_restricted or "(Source: " in entry.not_restricted


def test_every_listing_says_when_after_whom_and_with_what_effect() -> None:
    for entry in entries():
        for listing in entry.listings:
            assert listing.citation, entry.id
            assert listing.status, entry.id
            assert listing.requirement, entry.id
            assert listing.effective_date or listing.notes, entry.id
            assert not listing.end_date or not listing.is_in_force


def test_no_party_is_both_listed_and_not_restricted() -> None:
    for entry in entries():
        assert not (entry.not_restricted and (entry.listings or entry.leads)), entry.id


def test_leads_lead_to_a_listed_party() -> None:
    for entry in entries():
        for lead in entry.leads:
            target = by_id()[lead.to_entry]
            assert lead.to_name == target.name
            assert target.listings, entry.id


def test_state_owners_that_would_flag_every_state_company_are_no_entries() -> None:
    names = " | ".join(name.text for entry in entries() for name in entry.names)
    assert not re.search(r"SASAC|Central Huijin|China Mobile|State-owned", names)


# --- The rule of October 2019 -----------------------------------------------------------------


def of_october_2019() -> list[ListEntry]:
    return [
        entry
        for entry in entries()
        if any(
            listing.effective_date == "2019-10-09" and listing.citation.startswith("84 FR 54002")
            for listing in listings(entry, "us-bis-el")
        )
    ]


def test_the_28_entries_of_84_fr_54002() -> None:
    """Eight companies; XUAR bureau, 18 bureaus and a police college. Not the 31 of the citation."""
    found = of_october_2019()
    assert len(found) == 28
    companies = {entry.id for entry in found if not re.search("Bureau|College", entry.name)}
    assert companies == COMPANIES
    bureaus = [entry for entry in found if entry.name.endswith("Public Security Bureau")]
    assert len(bureaus) == 19
    assert {entry.id for entry in found} - companies - {one.id for one in bureaus} == {
        "xinjiang-police-college"
    }


def test_the_28_entries_are_whole() -> None:
    for entry in of_october_2019():
        (listing,) = listings(entry, "us-bis-el")
        assert entry.countries == ("CN",)
        assert entry.kind is PartyKind.ORGANISATION
        assert entry.addresses, entry.id
        assert all((listing.reason, listing.policy, listing.amendments)), entry.id
        assert any(remark.startswith("Press: ") for remark in entry.remarks), entry.id


def test_the_three_that_only_share_the_citation_came_later() -> None:
    for key in ("sensenets", "netposa", "nanjing-fiberhome-starrysky"):
        (listing,) = listings(by_id()[key], "us-bis-el")
        assert listing.effective_date == "2020-06-05"
        assert any("84 FR 54004" in note for note in listing.notes)


# --- One party, several listings --------------------------------------------------------------


def test_the_152_parties_of_huawei() -> None:
    text = tomllib.loads((LISTS / "curated" / "huawei.toml").read_text("utf-8"))
    found = [by_id()[item["id"]] for item in text["entry"]]
    dates = Counter(
        listing.effective_date for entry in found for listing in listings(entry, "us-bis-el")
    )
    assert dates == {"2019-05-16": 66, "2019-08-19": 26, "2020-08-17": 38, "": 22}
    assert dates.total() == 152


def test_the_five_of_section_889_are_a_purchase_ban() -> None:
    five = {
        "huawei-technologies",
        "zte-corporation",
        "hytera-communications-corporation",
        "hikvision",
        "dahua-technology",
    }
    assert on("us-ndaa-889") == on("us-fcc-covered") == five
    (listing,) = listings(by_id()["hikvision"], "us-ndaa-889")
    assert "not an export rule" in listing.programme.restricts


def test_hikvision_stands_on_five_lists() -> None:
    assert [one.programme.id for one in by_id()["hikvision"].listings] == [
        "us-bis-el",
        "us-ofac-ns-cmic",
        "us-ndaa-889",
        "us-fcc-covered",
        "us-dod-1260h",
    ]


@pytest.mark.parametrize(
    "key",
    [
        "alibaba",
        "baidu",
        "dahua-electronics-corporation",
        "hytera-communications-corporation",
        "sdic-intelligence",
        "sensetime-group",
        "zte-corporation",
        "zte-kangxun",
    ],
)
def test_these_are_not_on_the_entity_list(key: str) -> None:
    assert key in by_id()
    assert key not in on("us-bis-el")


def test_the_denial_order_of_zte_is_over() -> None:
    (order,) = listings(by_id()["zte-corporation"], "us-bis-dpl")
    assert (order.effective_date, order.end_date) == ("2018-04-15", "2018-07-13")
    assert not order.is_in_force


def test_every_text_of_the_csl_finds_its_programme() -> None:
    found = programmes.parse_csl_sources((LISTS / "programmes.toml").read_text("utf-8"))
    codes = {re.findall(r"\(([A-Z-]+)", text)[0] for text in found}
    lists = "EL DPL UVL MEU SDN SSI CMIC NS-MBS CAP PLC FSE DTC ISN"
    assert codes == set(lists.split())


# --- Against the publishers' lists, where they are at hand --------------------------------------


def plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", unicodedata.normalize("NFKD", text).lower())


def test_the_28_against_the_extract_of_the_rule() -> None:
    path = shared("lists/bis/entity_list_28_of_84FR54002.json")
    published = json.loads(path.read_text("utf-8"))["entities"]
    mine = {entry.name: entry for entry in of_october_2019()}
    assert {item["name"] for item in published} == set(mine)
    for item in published:
        entry = mine[item["name"]]
        assert set(item["aliases_ecfr"]) <= {name.text for name in entry.names}
        kept = plain("".join(one.text for one in entry.addresses if "eCFR" in one.source))
        assert kept == plain(re.sub(r"(;| China) and ", r"\1 ", item["address_ecfr"]))


def test_names_against_the_consolidated_screening_list() -> None:
    raw = json.loads(shared("lists/csl/csl_2026-07-31.json").read_text("utf-8"))["entries"]
    names = {plain(name) for item in raw for name in [item["n"], *item.get("a", [])]}
    affiliates = {plain(item["n"].split("Affiliated Entity: ")[-1]) for item in raw}
    for entry in entries():
        mine = {plain(name.text) for name in entry.names} - {""}
        if entry.not_restricted:
            assert not names & mine, entry.id
        elif entry.id in on("us-bis-el"):
            assert (names | affiliates) & mine or entry.id in LONGER_IN_THE_CSL, entry.id


def test_no_innocent_look_alike_is_a_name_here() -> None:
    rows = csv.DictReader(shared("eval/dev/wild.csv").read_text("utf-8").splitlines())
    names = {plain(n.text) for e in entries() if not e.not_restricted for n in e.names} - {""}
    assert not names & {plain(row["input_name"]) for row in rows if row["expected"] == "NO_HIT"}
