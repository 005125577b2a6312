"""Two versions of a list: added, removed, changed field by field."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from compliance.lists import catalog
from compliance.lists.diff import FieldChange, compare_lists
from compliance.model import Address, ListEntry, Name, NameKind

ENTRIES = catalog.load().entries
SOME = st.lists(st.sampled_from(ENTRIES), max_size=12, unique_by=lambda entry: entry.id)
HIKVISION = next(entry for entry in ENTRIES if entry.id == "hikvision")


def fields(new: ListEntry) -> tuple[FieldChange, ...]:
    [changed] = compare_lists([HIKVISION], [new]).changed
    return changed.fields


def test_the_same_list_has_not_changed() -> None:
    assert not compare_lists(ENTRIES, reversed(ENTRIES))


@given(SOME, SOME)
def test_every_entry_is_in_one_version_or_both(old: list[ListEntry], new: list[ListEntry]) -> None:
    changes = compare_lists(old, new)
    both = {one.id for one in old} & {one.id for one in new}
    assert {one.id for one in changes.added} == {one.id for one in new} - both
    assert {one.id for one in changes.removed} == {one.id for one in old} - both
    assert not changes.changed


def test_a_new_alias_and_a_lost_address_are_told_apart() -> None:
    more = (*HIKVISION.names, Name(text="Hik-Vision", kind=NameKind.ALIAS))
    new = replace(HIKVISION, names=more, addresses=())
    assert fields(new) == (
        FieldChange(field="names", old=(), new=("Hik-Vision (alias)",)),
        FieldChange(field="addresses", old=tuple(one.text for one in HIKVISION.addresses), new=()),
    )


def test_a_changed_field_of_a_listing_is_named_with_its_list() -> None:
    first, *rest = HIKVISION.listings
    new = replace(HIKVISION, listings=(replace(first, citation="99 FR 1"), *rest))
    assert fields(new) == (
        FieldChange(
            field=f"{first.programme.id}: citation", old=(first.citation,), new=("99 FR 1",)
        ),
    )


def test_a_listing_that_goes_is_one_change() -> None:
    first, *rest = HIKVISION.listings
    new = replace(HIKVISION, listings=tuple(rest))
    assert fields(new) == (FieldChange(field="listings", old=(first.programme.id,), new=()),)


def test_line_and_order_are_no_change() -> None:
    new = replace(HIKVISION, line=7, addresses=tuple(reversed(HIKVISION.addresses)))
    assert not compare_lists([HIKVISION], [new])
    again = replace(HIKVISION, addresses=(*HIKVISION.addresses, Address(text="Here")))
    assert compare_lists([HIKVISION], [again])
