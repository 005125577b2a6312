"""The project's own list form: what it reads, and what it refuses with which words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.errors import ListError
from compliance.lists.curated import curated_list
from compliance.model import ListEntry, Name, NameKind, PartyKind, Programme, Standing

META = '[list]\nid = "house"\ntitle = "House list"\npublisher = "Us"\nas_of = 2026-06-01\n'
PROGRAMME = Programme(
    id="us-bis-el", name="Entity List", publisher="BIS", authority="EAR", restricts="R", source="S"
)
SOURCES = {"ecfr": "Entity List, eCFR, 2026-07", "paper": "The Paper, 2019"}
ENTRY = """
[[entry]]
id = "acme"
name = "Acme Optics Co., Ltd."
kind = "organisation"
source = "ecfr"
"""
LISTING = """
[[entry.listing]]
programme = "us-bis-el"
effective_date = "2024-05-01"
source = "ecfr"
"""


def parse(*texts: str) -> curated_list.CuratedList:
    files = {f"{number}.toml": text for number, text in enumerate(texts, start=1)}
    return curated_list.parse_list(files, {PROGRAMME.id: PROGRAMME}, SOURCES)


def only(text: str) -> ListEntry:
    found = parse(META + text)
    assert not found.rejected
    return found.entries[-1]


def refusal(text: str) -> str:
    found = parse(META + text)
    assert len(found.rejected) == 1
    return found.rejected[0].reason


def test_what_a_list_says_of_itself() -> None:
    found = parse(META + ENTRY + LISTING)
    assert (found.id, found.title, found.publisher) == ("house", "House list", "Us")
    assert found.as_of == "2026-06-01"


def test_an_entry_with_everything() -> None:
    entry = only(
        ENTRY.replace('source = "ecfr"', 'countries = ["CN"]\nremarks = ["A remark."]')
        + 'names = [\n  { text = "Acme", kind = "weak alias", source = "paper" },\n'
        + '  { text = "艾克米", kind = "native name" },\n]\n'
        + 'addresses = [{ text = "1 Example Road", country = "CN" }]\n'
        + 'identifiers = [{ kind = "uscc", value = "9133", source = "paper" }]\n'
        + 'source = ["ecfr", "paper"]\n'
        + LISTING
        + 'citation = "99 FR 1"\nend_date = "2025-05"\namendments = ["99 FR 2"]\n'
        + 'requirement = "All items"\npolicy = "Denial"\nreason = """\nOver two\nlines."""\n'
        + '[[entry.article]]\nclaim = "Says so."\nnote = "Is wrong."\nsource = "paper"\n'
    )
    both = "Entity List, eCFR, 2026-07; The Paper, 2019"
    assert entry.names == (
        Name(text="Acme Optics Co., Ltd.", kind=NameKind.PRIMARY, source=both),
        Name(text="Acme", kind=NameKind.WEAK_ALIAS, source="The Paper, 2019"),
        Name(text="艾克米", kind=NameKind.NATIVE, source=both),
    )
    assert (entry.list_id, entry.kind, entry.countries) == (
        "house",
        PartyKind.ORGANISATION,
        ("CN",),
    )
    assert entry.addresses[0].source == both
    assert [(one.kind, one.value) for one in entry.identifiers] == [("uscc", "9133")]
    assert entry.remarks == ("A remark.", "Press: Says so. Note: Is wrong. [The Paper, 2019]")
    listing = entry.listings[0]
    assert listing.programme is PROGRAMME
    assert (listing.reason, listing.end_date) == ("Over two lines.", "2025-05")
    assert listing.amendments == ("99 FR 2",)
    assert entry.standing is Standing.FORMER


def test_a_lead_carries_the_name_it_leads_to_across_files() -> None:
    lead = (
        ENTRY.replace("acme", "acme-eu").replace("Optics", "Europe")
        + '[[entry.lead]]\nto = "acme"\nrelation = "subsidiary of"\nstake = "100"\n'
        + 'confidence = "low"\nas_of = "2025"\nsource = "paper"\n'
    )
    found = parse(META + ENTRY + LISTING, lead)
    assert [entry.standing for entry in found.entries] == [Standing.LISTED, Standing.RELATED]
    assert found.entries[1].leads[0].to_name == "Acme Optics Co., Ltd."


LEAD = '[[entry.lead]]\nto = "acme"\nrelation = "subsidiary of"\nsource = "paper"\n'


@pytest.mark.parametrize(
    ("fields", "stake", "share"),
    [
        ('stake = "38.88"', "38.88", "38.88"),
        ('stake = "39 (2019); 38.88 (2022)"', "39 (2019); 38.88 (2022)", ""),
        ('stake = "45 after the listing"\nshare = "45-60"', "45 after the listing", "45-60"),
        ('stake = "51"\nshare = "unknown"', "51", "unknown"),
        ('share = "minority"', "", "minority"),
        ("", "", ""),
    ],
)
def test_a_share_is_its_own_field_or_one_plain_number(fields: str, stake: str, share: str) -> None:
    other = ENTRY.replace("acme", "acme-eu").replace("Optics", "Europe")
    found = parse(META + ENTRY + LISTING + other + LEAD + fields)
    [lead] = found.entries[1].leads
    assert (lead.stake, lead.share) == (stake, share)
    [stake_found] = found.stakes
    assert (stake_found.owner, stake_found.owned) == ("acme", "acme-eu")


@pytest.mark.parametrize("share", ["some", "120", "0.6"])
def test_a_share_that_says_nothing_clear_is_refused(share: str) -> None:
    other = ENTRY.replace("acme", "acme-eu").replace("Optics", "Europe")
    found = parse(META + ENTRY + LISTING + other + LEAD + f'share = "{share}"')
    assert 'lead[1].share must be such as "38.88"' in found.rejected[0].reason


def test_a_party_known_as_harmless_says_why_and_where() -> None:
    entry = only(ENTRY + 'not_restricted = "Not in the CSL of 2026."\n')
    assert entry.not_restricted == "Not in the CSL of 2026. (Source: Entity List, eCFR, 2026-07)"
    assert entry.standing is Standing.NOT_RESTRICTED


def test_a_list_brings_its_own_programmes_and_sources() -> None:
    text = (
        '[[source]]\nid = "letter"\ntitle = "Letter"\npublisher = "BIS"\ndate = 2026-05-04\n'
        'note = "not public"\n'
        '[[programme]]\nid = "house-letter"\nname = "Letter"\npublisher = "BIS"\n'
        'authority = "A"\nrestricts = "R"\nsource = "S"\n'
    )
    entry = only(
        text + ENTRY + LISTING.replace("us-bis-el", "house-letter").replace("ecfr", "letter")
    )
    assert entry.listings[0].programme.name == "Letter"
    assert entry.listings[0].source == "Letter, BIS, 2026-05-04"


def test_entries_know_their_line() -> None:
    assert [entry.line for entry in parse(META + ENTRY + LISTING).entries] == [7]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (ENTRY, "needs a listing, a lead or not_restricted"),
        (ENTRY.replace('"Acme Optics Co., Ltd."', '""') + LISTING, "name is empty"),
        (ENTRY.replace('name = "Acme Optics Co., Ltd."', "") + LISTING, "name is missing"),
        (ENTRY.replace("organisation", "firm") + LISTING, "kind must be one of: organisation,"),
        (ENTRY.replace('"ecfr"', '"nowhere"') + LISTING, "source names no known source: nowhere"),
        (ENTRY.replace('source = "ecfr"', "") + LISTING, "source is missing"),
        (ENTRY + 'nmaes = ["x"]\n' + LISTING, "nmaes is not a field of this table"),
        (
            ENTRY + 'countries = "CN"\nnames = "Acme"\n' + LISTING,
            "names must be an array of tables",
        ),
        (ENTRY + "remarks = [1]\n" + LISTING, "remarks must be a text or an array of texts,"),
        (
            ENTRY + LISTING.replace("us-bis-el", "moon"),
            "listing[1].programme names no known programme: moon",
        ),
        (
            ENTRY + LISTING.replace("2024-05-01", "2024-13-01"),
            "listing[1].effective_date must be a date such as 2019-10-09, 2019-10 or 2019",
        ),
        (
            ENTRY + LISTING.replace('effective_date = "2024-05-01"', ""),
            "listing[1].effective_date is missing, and no note says why",
        ),
        (
            ENTRY + LISTING + 'end_date = "2023"\n',
            "listing[1].end_date lies before effective_date",
        ),
        (
            ENTRY + 'not_restricted = "Harmless."\n' + LISTING,
            "not_restricted contradicts its listing or lead",
        ),
        (
            ENTRY + 'names = [{ text = "Acme Optics Co., Ltd." }]\n' + LISTING,
            "names holds the same name more than once",
        ),
        (
            ENTRY + '[[entry.lead]]\nto = "nobody"\nrelation = "owner of"\nsource = "paper"\n',
            "lead[1].to names no entry of this list: nobody",
        ),
        (
            ENTRY + '[[entry.lead]]\nto = "acme"\nrelation = "owner of"\nsource = "paper"\n',
            "lead points to the entry itself",
        ),
        (
            ENTRY
            + LISTING
            + '[[entry.lead]]\nto = "acme"\nsource = "paper"\nconfidence = "sure"\n',
            "lead[1].relation is missing",
        ),
    ],
)
def test_a_wrong_entry_is_rejected_by_file_line_entry_and_field(text: str, problem: str) -> None:
    reason = refusal(text)
    assert reason.startswith("1.toml, line 7: acme: ")
    assert problem in reason


def test_all_problems_of_an_entry_are_told_at_once() -> None:
    text = ENTRY.replace("organisation", "firm").replace('"ecfr"', '"nowhere"') + LISTING
    assert refusal(text) == (
        "1.toml, line 7: acme: source names no known source: nowhere; kind must be one of: "
        "organisation, person, vessel, aircraft, unknown"
    )


def test_an_entry_without_an_id_is_still_named() -> None:
    reason = refusal(ENTRY.replace('id = "acme"', "") + LISTING)
    assert reason == "1.toml, line 7: entry without an id: id is missing"


def test_an_id_used_twice_rejects_both() -> None:
    found = parse(META + ENTRY + LISTING, ENTRY + LISTING)
    assert not found.entries
    assert [one.reason for one in found.rejected] == [
        "1.toml, line 7: acme: id is used by 2 entries",
        "2.toml, line 2: acme: id is used by 2 entries",
    ]


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        ((ENTRY,), "a list needs exactly one [list] table; found in: none"),
        ((META, META), "a list needs exactly one [list] table; found in: 1.toml, 2.toml"),
        ((META.replace('"house"', '""'),), "1.toml: list.id is empty"),
        ((META + "colour = 1\n",), "1.toml: list.colour is not a field of this table"),
        (("list = 3\n",), "1.toml: list.id is missing; list.title is missing; list.publisher is"),
        ((META + "[[entries]]\n",), "1.toml: 'entries' is no part of a list"),
        (("entry = 3\n" + META,), "1.toml: entry must be an array of tables"),
        ((META + "[[source]]\n",), "1.toml: source[1].id is missing; source[1].title is missing"),
        (
            (META + '[[source]]\nid = "ecfr"\ntitle = "Other"\n',),
            "the id 'ecfr' is given twice",
        ),
        (("[list\n",), "1.toml: not valid TOML: "),
    ],
)
def test_a_list_that_cannot_be_read_is_refused(texts: tuple[str, ...], message: str) -> None:
    with pytest.raises(ListError) as caught:
        parse(*texts)
    assert caught.value.message.startswith(message)
    assert caught.value.hint


def test_sources_are_cited_in_full() -> None:
    text = '[[source]]\nid = "a"\ntitle = "T"\npublisher = "P"\nplace = "x.org/1"\n'
    assert curated_list.parse_sources(text) == {"a": "T, P, x.org/1"}
    with pytest.raises(ListError, match="the id 'a' is given twice"):
        curated_list.parse_sources(text + text)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_any_name_survives(name: str) -> None:
    if not name.strip():
        return
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    entry = only(ENTRY.replace("Acme Optics Co., Ltd.", escaped) + LISTING)
    assert entry.name == " ".join(name.split())
