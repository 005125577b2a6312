"""Whether a new version may take the place of the old one."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from compliance.lists import acceptance
from compliance.lists.history import KeptFile, ListVersion
from compliance.lists.publishers import Publisher
from compliance.lists.sources.base import ParsedList
from compliance.model import ListEntry, Listing, Name, Programme, Rejected

PUBLISHER = Publisher(id="csl", fewest=1)


def programme(name: str) -> Programme:
    return Programme(id=name, name=name, publisher="", authority="", restricts="", source="")


def entries(count: int, source: str = "el", name: str = "Foo") -> tuple[ListEntry, ...]:
    listings = (Listing(programme=programme(source)),)
    names = (Name(text=f"{name} Trading"),)
    return tuple(
        ListEntry(id=f"{source}-{at}", list_id="csl", names=names, listings=listings)
        for at in range(count)
    )


def parsed(*groups: tuple[ListEntry, ...], rejected: int = 0, as_of: str = "") -> ParsedList:
    return ParsedList(
        id="csl",
        title="",
        publisher="",
        as_of=as_of,
        entries=tuple(entry for group in groups for entry in group),
        rejected=tuple(Rejected(line=at, reason="x") for at in range(rejected)),
    )


def version(new: ParsedList) -> ListVersion:
    return ListVersion(
        time="2026-11-01T08:00:00+00:00",
        accepted=True,
        files=(KeptFile(name="a", sha256="0" * 64, size=1),),
        as_of=new.as_of,
        entries=len(new.entries),
        names=0,
        rows=0,
        rejected=0,
        sources=acceptance.count_sources(new),
    )


def judged(old: ParsedList | None, new: ParsedList, publisher: Publisher = PUBLISHER) -> list[str]:
    return list(acceptance.find_objections(version(old) if old else None, new, publisher))


def test_the_same_list_and_a_longer_one_are_accepted() -> None:
    assert judged(parsed(entries(100)), parsed(entries(100))) == []
    assert judged(parsed(entries(100)), parsed(entries(5000))) == []
    assert judged(None, parsed(entries(1))) == []


def test_a_list_that_lost_as_much_as_it_may() -> None:
    assert judged(parsed(entries(1000)), parsed(entries(950))) == []


def test_a_list_that_lost_more_than_it_may() -> None:
    assert judged(parsed(entries(1000)), parsed(entries(949))) == [
        "it lost 51 of 1,000 entries, 5.1%, and at most 5.0% may go",
        "el lost 51 of 1,000 entries, 5.1%, and at most 5.0% may go",
    ]


def test_a_list_that_lost_one_source_behind_the_growth_of_another() -> None:
    old = parsed(entries(1000, "el"), entries(200, "uvl"), entries(30, "isn"))
    new = parsed(entries(2000, "el"), entries(150, "uvl"))
    assert judged(old, new) == [
        "it holds nothing of isn, of which the one in use has 30",
        "uvl lost 50 of 200 entries, 25.0%, and at most 5.0% may go",
    ]


def test_parties_that_are_gone_behind_as_many_new_ones() -> None:
    def named(first: int, last: int) -> ParsedList:
        return parsed(*(entries(1, f"el-{at % 3}", name=f"Foo {at}") for at in range(first, last)))

    def gone(before: ParsedList, new: ParsedList) -> list[str]:
        return list(acceptance.find_objections(version(before), new, PUBLISHER, before))

    assert gone(named(0, 200), named(10, 210)) == []
    assert gone(named(0, 200), named(11, 211)) == [
        "others came, and by their names it lost 11 of 200 entries, 5.5%, and at most 5.0% may go"
    ]
    assert len(gone(named(0, 200), named(0, 100))) == 1


def test_a_small_source_may_lose_some() -> None:
    old = parsed(entries(1000, "el"), entries(30, "isn"))
    assert judged(old, parsed(entries(1000, "el"), entries(20, "isn"))) == []


def test_a_source_that_must_be_there() -> None:
    publisher = replace(PUBLISHER, sources=("el", "sdn"))
    assert judged(None, parsed(entries(10)), publisher) == [
        "it holds nothing of sdn, which belongs into it"
    ]


def test_canaries_are_whole_words_of_any_name_in_any_case() -> None:
    publisher = replace(PUBLISHER, canaries=("huawei technologies", "Hikvision"))
    names = (Name(text="Other"), Name(text="HUAWEI—Technologies Co., Ltd."))
    one = replace(entries(1)[0], names=names)
    assert judged(None, parsed((one,)), publisher) == [
        "Hikvision is not in it, which is known to be listed"
    ]
    near = replace(one, names=(Name(text="Hikvisionary Huawei Technologies"),))
    assert judged(None, parsed((near,)), publisher) == [
        "Hikvision is not in it, which is known to be listed"
    ]


def test_a_list_that_is_too_short_or_empty() -> None:
    assert judged(None, parsed(), PUBLISHER) == ["it holds 0 entries, and at least 1 are expected"]
    assert judged(None, parsed(entries(99)), replace(PUBLISHER, fewest=100)) == [
        "it holds 99 entries, and at least 100 are expected"
    ]


def test_too_many_rejected_rows() -> None:
    assert judged(None, parsed(entries(99), rejected=1)) == []
    assert judged(None, parsed(entries(98), rejected=2)) == [
        "2 of 100 rows were rejected, and at most 1.0% may be"
    ]


def test_an_older_list() -> None:
    old, new = parsed(entries(1), as_of="2026-11-02"), parsed(entries(1), as_of="2026-11-01")
    assert judged(old, new) == ["it is of 2026-11-01, older than the one in use, of 2026-11-02"]
    assert judged(new, old) == []
    assert judged(old, parsed(entries(1))) == []


@given(before=st.integers(0, 3000), now=st.integers(0, 3000), most=st.floats(0, 1))
def test_no_list_loses_more_than_the_share_unseen(before: int, now: int, most: float) -> None:
    old, new = (replace(version(parsed()), entries=count) for count in (before, now))
    found = acceptance.find_objections(
        old, parsed(entries(new.entries)), replace(PUBLISHER, fewest=0, most_lost=most)
    )
    assert bool(found) == (before - now > before * most)
