"""Cells of the Entity List: several addresses in one, one behind an alias, lines in print."""

import pytest

from compliance.lists.sources.bis_entity_list import (
    clean_aliases,
    part_address_from_alias,
    part_addresses,
    part_affiliates,
    read_printed,
)


def test_addresses_are_parted_and_each_has_its_country() -> None:
    places, remarks = part_addresses(
        "1 Road, Kabul, Afghanistan; and Flat 2, Kowloon, Hong Kong. "
        "(See alternate addresses under Pakistan).",
        "AF",
    )
    assert [(one.text, one.country) for one in places] == [
        ("1 Road, Kabul, Afghanistan", "AF"),
        ("Flat 2, Kowloon, Hong Kong", "HK"),
    ]
    assert remarks == ("See alternate addresses under Pakistan.",)


def test_an_address_without_a_country_is_where_the_entity_is_listed() -> None:
    [place], _ = part_addresses("202 Factory, Inner Mongolia", "CN")
    assert place.country == "CN"
    assert part_addresses("", "CN") == ((), ())


@pytest.mark.parametrize(
    ("aliases", "expected"),
    [
        (["Foo, 7 Rue Bar, Montreal, Canada"], (["Foo"], "7 Rue Bar, Montreal, Canada")),
        (["A", "Foo. No. 2 Road, Beijing, China"], (["A", "Foo"], "No. 2 Road, Beijing, China")),
        (["Institute, Section 7"], (["Institute, Section 7"], "")),
        (["Plain Name Ltd."], (["Plain Name Ltd."], "")),
        ([], ([], "")),
    ],
)
def test_an_alias_that_still_holds_the_address(
    aliases: list[str], expected: tuple[list[str], str]
) -> None:
    assert part_address_from_alias(aliases, "") == expected


def test_an_alias_is_left_alone_when_there_is_an_address() -> None:
    aliases = ["Foo, 7 Rue Bar, Montreal, Canada"]
    assert part_address_from_alias(aliases, "1 Road") == (aliases, "1 Road")


def test_what_joined_aliases_in_print_is_taken_off() -> None:
    assert clean_aliases(
        ["HPSTAR; and", "—Foo", "Labs (ERL);—Institute", "Bar; and Baz", "; and"]
    ) == [
        "HPSTAR",
        "Foo",
        "Labs (ERL)",
        "Institute",
        "Bar and Baz",
    ]


def test_an_entity_as_it_is_printed() -> None:
    lines = ["Foo Ltd., a.k.a., the following two aliases:", "—Foo; and", "—Foo Co.", "1 Road."]
    assert read_printed(lines) == (lines[0], ["Foo", "Foo Co."], "1 Road.")
    assert read_printed(["Foo", "—S.A.", "—Bar."])[1] == ["S.A.", "Bar"]


@pytest.mark.parametrize(
    ("aliases", "expected"),
    [
        (
            ["Al Foo, Road 10, Moscow, Russia 119071; and 2 Road, Moscow, Russia 119071"],
            (["Al Foo"], "Road 10, Moscow, Russia 119071; and 2 Road, Moscow, Russia 119071"),
        ),
        (
            ["Foo LTD. Espoo, Finland; and Road 8, Espoo, Finland (See also addresses elsewhere)"],
            (
                ["Foo LTD"],
                "Espoo, Finland; and Road 8, Espoo, Finland (See also addresses elsewhere)",
            ),
        ),
    ],
)
def test_an_alias_that_holds_several_addresses(
    aliases: list[str], expected: tuple[list[str], str]
) -> None:
    assert part_address_from_alias(aliases, "") == expected


def test_a_forgotten_semicolon_between_addresses() -> None:
    places, _ = part_addresses(
        "1 Road and Lane, Beijing, China and 2 Road, Xi'an, China; and", "CN"
    )
    assert [one.text for one in places] == [
        "1 Road and Lane, Beijing, China",
        "2 Road, Xi'an, China",
    ]


def test_affiliates_in_the_address_cell_are_named() -> None:
    names, cell = part_affiliates(
        "Addresses for Foo Ltd.: 1 Road, Shenzhen, China; and 2 Road, Hong Kong. "
        "Foo Mobile Co., Ltd., Room 605, Hangzhou, China. Foo Sea; Bar Tech Co., Ltd.; and "
        "Foo Tech. Building R4, 2 Road, Tianjin, China. "
        "Foo Co., Ltd. Beijing Research Institute, No. 3, Beijing, China; and Foo Base, No. 18, "
        "Beijing, China. "
        "Building 2, Shenzhen, China."
    )
    assert names == [
        "Foo Mobile Co., Ltd.",
        "Foo Sea",
        "Bar Tech Co., Ltd.",
        "Foo Tech",
        "Foo Co., Ltd. Beijing Research Institute",
    ]
    places, _ = part_addresses(cell, "CN")
    assert [one.text for one in places] == [
        "1 Road, Shenzhen, China",
        "2 Road, Hong Kong",
        "Room 605, Hangzhou, China",
        "Building R4, 2 Road, Tianjin, China",
        "No. 3, Beijing, China",
        "Foo Base, No. 18, Beijing, China",
        "Building 2, Shenzhen, China",
    ]


def test_an_ordinary_address_cell_names_no_affiliates() -> None:
    assert part_affiliates("1 Road, Beijing, China. Foo, 2 Road") == (
        [],
        "1 Road, Beijing, China. Foo, 2 Road",
    )


@pytest.mark.parametrize(
    "pointer",
    [
        "(See alternate address under Georgia).",
        "(see alternate addresses in China)",
        "(For alternate addresses, see Kazakhstan; and Turkey.)",
        "(See also addresses in the United Arab (Emirates)",
    ],
)
def test_a_pointer_to_another_country_is_no_address(pointer: str) -> None:
    places, remarks = part_addresses(f"1 Road, Tehran, Iran {pointer}", "IR")
    assert [(one.text, one.country) for one in places] == [("1 Road, Tehran, Iran", "IR")]
    assert len(remarks) == 1
