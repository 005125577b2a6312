"""A short list, and questions that find something in it or nothing."""

from compliance.model import (
    Address,
    Lead,
    ListEntry,
    Listing,
    Name,
    NameKind,
    Party,
    Programme,
    Question,
    Watchlist,
)

PROGRAMME = Programme(id="p", name="P", publisher="", authority="", restricts="", source="")
HIKVISION = ListEntry(
    id="1",
    list_id="own",
    names=(
        Name(text="Hangzhou Hikvision Digital Technology Co., Ltd.", kind=NameKind.PRIMARY),
        Name(text="海康威视", kind=NameKind.NATIVE),
    ),
    listings=(Listing(programme=PROGRAMME),),
    addresses=(Address(text="18 Plum Blossom Road, Shanghai, China"),),
)
EZVIZ = ListEntry(
    id="2",
    list_id="own",
    names=(Name(text="Ezviz", kind=NameKind.PRIMARY),),
    leads=(Lead(to_entry="1", to_name="Hikvision", relation="brand of"),),
)
WATCHLIST = Watchlist(lists=(), entries=(HIKVISION, EZVIZ))
NAMES = ("Hik Vision", "Zimmermann Bakery", "Ezviz Europe", "海康威视", "...", "", "İstanbul A.Ş.")


def questions(number: int) -> list[Question]:
    """So many questions, each name of them another but for those that are listed or none."""
    return [question(row) for row in range(number)]


def question(row: int) -> Question:
    """The question of one row."""
    name = NAMES[row % len(NAMES)]
    address = "18 Plum Blossom Rd, Shanghai" if row % 11 == 0 else ""
    party = Party(name=f"{name} {row}" if row % 3 and name else name, address=address)
    reason = "the cell holds an error value" if row % 13 == 0 else ""
    return Question(file="f.csv", sheet="", row=row, party=party, reason=reason)
