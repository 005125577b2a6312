"""The names that stand in a cell: in one that is asked, and in the names of a listed entry.

A cell may hold several parties, or one with its address (`names.cell_parts`). The whole is always
asked, so that a name which looks like several loses nothing; of the parts those that name somebody.
The best answer of all counts.

"Blue River Ltd, 12 Zhongshan Road, Shanghai" is the name and then the address. An address is known
by its structure, not by a table of streets: a kind of street or a room with a number, a post office
box, a post code with a town, a town with its country. A name is never looked for behind an address.
Words are in `data/postal.toml`.

A published name may hold a second one (`names.second_names`). It is compared like an alias, but a
match names what is published; the evidence says which part of it was compared. Pure.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum, auto
from functools import lru_cache
from itertools import islice

from msgspec import Struct

from compliance.matching import scoring
from compliance.matching.identifiers import IMO_NUMBER
from compliance.matching.parameters import read_count
from compliance.matching.people.person_tables import is_known
from compliance.matching.postal.addresses import is_address_entry
from compliance.matching.postal.postal_parser import (
    AddressSigns,
    address_signs,
    postal_words,
    read_address,
)
from compliance.matching.term_weights import ordinary_words
from compliance.model import ListEntry, Name, NameKind, PartyKind
from compliance.model.text_pattern import TextPattern
from compliance.names import PreparedName, prepare_name
from compliance.names.alternatives import read_alternatives
from compliance.names.bounds import LONGEST_TEXT, cut_cell, cut_text
from compliance.names.cell_parts import cell_parts, is_one_name
from compliance.names.clean import has_han
from compliance.names.party_words import SHORTEST_WORD, is_no_party, words_of_party
from compliance.names.second_names import second_names
from compliance.names.vocabulary import find_town, is_common, is_institution

# --- A name before its address ----------------------------------------------------------------


_LONGEST = read_count("cells.longest")
_LONGEST_ADDRESS = read_count("cells.longest_address")
_MOST_BEGINNINGS = read_count("cells.most_beginnings")
_MOST_PIECES = read_count("cells.most_pieces")
_MOST_WORDS = read_count("cells.most_words")

_FEWEST_MARKS = read_count("cells.fewest_marks")
_BORDER = TextPattern(r"\s*[,，、;；|\n\r\t\u2028]\s*|\s+[-–—/／]\s+|\s*[(（\[【]")
_BEHIND = " )）]】."
"""Signs behind a piece."""
_WORD = TextPattern(r"\S+")
_DIGIT = TextPattern(r"\d")
_HOUSE = TextPattern(r"#?\d+[a-z]?(?:[-/]\d*[a-z]?)*", re.IGNORECASE)
# Germany, Austria, China, Russia, the US; the Netherlands; Japan, Brazil; Britain, Canada; Poland.
_POSTCODE = TextPattern(
    r"\b(?:[A-Z]{1,2}-)?\d{4,6}\b|\b\d{4}\s?[A-Z]{2}\b|\b\d{5}-\d{3,4}\b|〒?\s?\b\d{3}-\d{4}\b"
    r"|\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b|\b[A-Z]\d[A-Z]\s?\d[A-Z]\d\b|\b\d{2}-\d{3}\b|\b\d{3}\s\d{2}\b"
)
_HAN_PLACE = "[省市区區县縣镇鎮乡鄉村州都道府県郡町]"
_HAN_HOUSE = "[路街道巷弄号號楼樓层層室座栋棟幢厦番丁]"
_HANGUL_PLACE = r"[가-힣]+(?:시|도|구|군|동|로|길|층|호)(?=[\s\d,]|$)"
_FIRM = "公司"


class PieceKind(Enum):
    """What a piece of a text between two commas is."""

    PROOF = auto()
    """An address for certain: a street with a number, a box, a room, a post code with its town."""
    POSTCODE = auto()
    """A post code with words that no table knows."""
    PLACE = auto()
    COUNTRY = auto()
    NUMBERED = auto()
    """Words and a number, as a street has whose kind is not said: "Kärntner Ring 12"."""
    STREET = auto()
    """A street without a number."""
    NUMBER = auto()
    """A number alone, with the word for a house at most."""
    NEAR = auto()
    """A district or a building."""
    FORM = auto()
    """A legal form: it belongs to the name before it."""
    NAME = auto()


class _Piece(Struct, frozen=True):
    start: int
    text: str

    @property
    def kind(self) -> PieceKind:
        return kind_of(self.text)


def is_address(text: str) -> bool:
    """Whether a text is an address and nothing else."""
    pieces = _pieces(text)
    if not pieces or not _begins_address(pieces, after_form=False):
        return False
    others = (piece.text for piece in pieces if piece.kind is PieceKind.NAME)
    return not any(_ends_in_form(text) or _is_form(text.split()[0]) for text in others)


def names_before_address(text: str) -> tuple[str, ...]:
    """What of a text is the name, if an address follows it: the longest reading first.

    Empty where there is no address. "Blue River Ltd, Jebel Ali, P.O. Box 12" may be read as
    "Blue River Ltd, Jebel Ali" and "Blue River Ltd": where a piece that no table knows stands
    between a legal form and the address, both are given.
    """
    text = text[:_LONGEST]
    pieces = _pieces(text)
    begins: list[int] = []
    valid = [
        at
        for at in range(1, len(pieces))
        if _begins_address(pieces[at:], after_form=_ends_in_form(text[: pieces[at].start]))
    ]
    if valid:
        at = valid[0]
        begins.append(pieces[at].start)
        proofs = (pieces[n].start for n in valid if pieces[n].kind is PieceKind.PROOF)
        if pieces[at].kind in (PieceKind.PLACE, PieceKind.COUNTRY):
            begins += islice(proofs, 1)
        doubtful = (piece.start for piece in pieces[1:at] if piece.kind is PieceKind.NAME)
        begins += islice((start for start in doubtful if _ends_in_form(text[:start])), 1)
    first = min(begins, default=len(text))
    begins += _find_beginnings_within((piece for piece in pieces if piece.start < first), text)
    names = (
        text[:begin].rstrip(" \t\r\n,，、;；|/／-–—([（【")
        for begin in sorted(begins, reverse=True)
    )
    return tuple(dict.fromkeys(filter(None, names)))


def _pieces(text: str) -> list[_Piece]:
    """The text between commas, line breaks, dashes and opening brackets."""
    borders = list(_BORDER.finditer(text))
    starts = [0, *(border.end() for border in borders)]
    ends = [*(border.start() for border in borders), len(text)]
    pieces = (
        _Piece(start, text[start:end].rstrip(_BEHIND))
        for start, end in zip(starts, ends, strict=True)
    )
    return list(islice((piece for piece in pieces if piece.text), _MOST_PIECES))


def _begins_address(pieces: Sequence[_Piece], *, after_form: bool) -> bool:
    """Whether an address begins with the first piece; `after_form` says what stands before it."""
    if pieces[0].kind in (PieceKind.NAME, PieceKind.FORM):
        return False
    known = {piece.kind for piece in pieces}
    if PieceKind.PROOF in known or known >= {PieceKind.STREET, PieceKind.NUMBER}:
        return True
    placed = not known.isdisjoint((PieceKind.PLACE, PieceKind.COUNTRY))
    if placed and not known.isdisjoint((PieceKind.POSTCODE, PieceKind.NUMBERED, PieceKind.STREET)):
        return True
    only_places = known <= {PieceKind.PLACE, PieceKind.COUNTRY, PieceKind.NEAR}
    return placed and only_places and (after_form or {PieceKind.PLACE, PieceKind.COUNTRY} <= known)


def _ends_in_form(text: str) -> bool:
    """Whether a text ends in a legal form, behind other words."""
    words = text.rstrip(" ,;\n\r\t|-/([（，；").split()
    if not words:
        return False
    last = prepare_name(words[-1])
    return words[-1].endswith(_FIRM) or (len(words) > 1 and last.literal and bool(last.legal))


def _find_beginnings_within(pieces: Iterable[_Piece], text: str) -> Iterator[int]:
    """Where the address begins within a piece, without a comma: "Blue River Ltd 12 Main Street"."""
    for piece in pieces:
        if not (_DIGIT.search(piece.text) or has_han(piece.text)):
            continue
        words = list(islice(_WORD.finditer(piece.text), _MOST_BEGINNINGS))
        for at in range(0 if piece.start else 1 if has_han(piece.text) else 2, len(words)):
            start = words[at].start()
            name = text[: piece.start + start]
            if not name or not _may_begin_address(words, at):
                continue
            kind = kind_of(piece.text[start:][:_LONGEST_ADDRESS])
            if kind is PieceKind.PROOF or (kind is PieceKind.NUMBERED and _ends_in_form(name)):
                yield piece.start + start
                return


def _may_begin_address(words: Sequence[re.Match[str]], at: int) -> bool:
    """Whether a word is one that an address begins with: a number, a kind of street, a room."""
    word = words[at].group()
    bare = word.strip(".,:#№").casefold()
    signs, table = address_signs(), postal_words()
    box = " ".join(match.group() for match in words[at : at + 4])
    if _DIGIT.search(word) or signs.box.match(box):
        return True
    if bare in table.before or bare in table.kind or bare in signs.streets or bare in signs.labels:
        return True
    followed = at + 1 < len(words) and bool(_DIGIT.match(words[at + 1].group()))
    ended = at > 0 and _is_form(words[at - 1].group())
    return ended or _is_proof_by_characters(word) or (followed and _names_street(bare, signs))


def _is_form(word: str) -> bool:
    name = prepare_name(word)
    return name.literal and bool(name.legal)


def _names_street(word: str, signs: AddressSigns) -> bool:
    """Whether a word ends in a kind of street: "Hauptstr.", "Kungsgatan"."""
    return any(word.endswith(end) and len(word) > len(end) + 2 for end in signs.endings)


# --- Kinds ------------------------------------------------------------------------------------


@lru_cache(maxsize=1 << 13)
def kind_of(piece: str) -> PieceKind:
    """What a piece of a text is."""
    name = prepare_name(piece)
    if name.literal and name.legal:
        return PieceKind.FORM
    if not name.tokens:
        return PieceKind.NUMBER
    coded = bool(_POSTCODE.search(piece))
    if _is_proof(piece):
        # It may end like a firm's name: "21 Street Fashion Ltd".
        return PieceKind.NAME if _ends_in_form(piece) and not coded else PieceKind.PROOF
    words = [word for word in name.tokens if len(word) > 1 and not _DIGIT.search(word)]
    text, table, signs = " ".join(words), postal_words(), address_signs()
    if text in table.countries or text in signs.city_states:
        return PieceKind.PROOF if coded else PieceKind.COUNTRY
    placed = bool(words) and all(
        word in table.regions
        or word in table.directions
        or table.kind.get(word) == "region"
        or word in signs.of_places
        or bool(find_town(word))
        for word in words
    )
    if _POSTCODE.search(piece.upper()) and len(words) <= _MOST_WORDS and not name.legal:
        return PieceKind.PROOF if placed else PieceKind.POSTCODE
    if placed and not _DIGIT.search(piece):
        return PieceKind.PLACE
    return _find_kind_beside_number(piece, words, legal=bool(name.legal))


def _find_kind_beside_number(piece: str, words: Sequence[str], *, legal: bool) -> PieceKind:
    """What a piece is that is neither an address for certain nor a place."""
    table = postal_words()
    if not words:
        return PieceKind.NUMBER
    dull = [word for word in words if is_common(word) or is_institution(word)]
    tokens = piece.split()
    housed = any(_HOUSE.fullmatch(token.strip(".,")) for token in (tokens[0], tokens[-1]))
    if housed and not dull and not legal and len(words) <= _MOST_WORDS:
        return PieceKind.NUMBERED
    if legal or len(words) > _MOST_WORDS:
        return PieceKind.NAME
    if words[-1] in table.street or words[0] in table.before:
        return PieceKind.STREET
    known = words[-1] in address_signs().of_places
    if not (known or table.kind.get(words[-1]) in ("region", "premises")):
        return PieceKind.NAME
    return PieceKind.NUMBERED if _DIGIT.search(piece) else PieceKind.NEAR


def _is_proof(piece: str) -> bool:
    """Whether a piece says by itself that it is an address, or how to reach somebody."""
    signs = address_signs()
    if signs.heading.match(piece) or "@" in piece or signs.box.match(piece):
        return True
    if not piece.isascii() and _is_proof_by_characters(piece):
        return True
    if not _DIGIT.search(piece):
        return False
    address = read_address(piece)
    if any(street.kind for street in address.streets):
        return True
    if address.rooms or address.floors or address.buildings:
        return True
    words = [word.strip(".,:").casefold() for word in piece.split()]
    return any(word in signs.streets or _names_street(word, signs) for word in words)


def _is_proof_by_characters(piece: str) -> bool:
    """The same in Chinese, Japanese and Korean, which have no spaces to tell the words by."""
    numbered = bool(_DIGIT.search(piece))
    if has_han(piece) and _FIRM not in piece:
        marks = len(re.findall(_HAN_PLACE, piece))
        return (numbered and bool(marks or re.search(_HAN_HOUSE, piece))) or marks >= _FEWEST_MARKS
    return numbered and len(re.findall(_HANGUL_PLACE, piece)) >= 1


# --- What is asked of a cell ------------------------------------------------------------------


MOST_PARTS = read_count("cells.most_parts")
_MOST_LOOKED_AT = read_count("cells.most_looked_at")


class CellReading(Struct, frozen=True):
    """One way to read a cell, or a part of it."""

    name: PreparedName
    part: str = ""
    """The part as it stands in the cell; empty for the whole."""


class AskedParts(Struct, frozen=True):
    """The parts of a cell that are asked."""

    parts: tuple[str, ...] = ()
    """In their order, without repeats; without the whole text."""
    left_out: int = 0
    """Parts beyond the most that are asked of one cell."""
    has_long: bool = False
    """Whether a name in it, which may be the whole cell, is longer than what is compared."""


_NO_PARTS = AskedParts()


def read_cell(text: str) -> tuple[CellReading, ...]:
    """All that is asked of a cell: the readings of the whole text first, then of each part."""
    readings = [CellReading(name) for name in _readings(text)]
    for part in asked_parts(text).parts:
        readings += (CellReading(name, part) for name in _readings(part))
    return tuple(readings)


def least_score(part: str) -> float:
    """The least score that counts for a part of a cell; 0 for the whole (`part` is empty).

    A part is asked for what must be looked at. Weaker likenesses, which are shown when somebody
    asks for them, are those of the whole cell.
    """
    return scoring.REVIEW_FROM if part else 0.0


def asked_parts(text: str) -> AskedParts:
    """The parts of a cell that are asked beside the whole; none for a cell that is one name."""
    return _find_asked_parts(cut_cell(text))


@lru_cache(maxsize=1 << 12)
def _find_asked_parts(text: str) -> AskedParts:
    if len(text) <= LONGEST_TEXT and _is_only_name(text):
        return _NO_PARTS
    parts = cell_parts(text)
    # What stands before the address of the whole text, then each part and what precedes its own.
    names = dict.fromkeys(names_before_address(text))
    for part in parts[:_MOST_LOOKED_AT]:
        names |= dict.fromkeys((part, *names_before_address(part)))
    asked = []
    for part in names:
        if part == text or is_no_party(part) or is_address(part):
            continue
        # A part is a question; one of a single ordinary word is none.
        words = words_of_party(part)
        if (
            len(words) > 1
            or prepare_name(part).legal
            or (words and has_han(part))
            or any(
                len(word) >= SHORTEST_WORD and not (word in ordinary_words()[0] or is_known(word))
                for word in words
            )
        ):
            asked.append(part)
    left_out = len(asked[MOST_PARTS:]) + len(parts[_MOST_LOOKED_AT:])
    # A part that is longer than what is compared may have parts of its own.
    has_long = any(len(part) > LONGEST_TEXT and not cell_parts(part) for part in parts or (text,))
    return AskedParts(tuple(asked[:MOST_PARTS]), left_out, has_long)


def _is_only_name(text: str) -> bool:
    """Whether a text has no sign of a second party or of an address: most have none."""
    if not is_one_name(text) or _DIGIT.search(text) or has_han(text):
        return False
    _, comma, form = text.rpartition(",")
    return not comma or kind_of(form.strip().rstrip(_BEHIND)) is PieceKind.FORM


def _readings(text: str) -> tuple[PreparedName, ...]:
    """What a text may be read as; the name of a ship also without "M/V" and the like."""
    text = cut_text(text)
    names, bare = read_alternatives(text), bare_name(text)
    return names if bare == text else (*names, prepare_name(bare))


# --- Names of a listed entry ------------------------------------------------------------------


# What ships' names begin with: motor vessel, motor tanker, steamship, liquefied gas carrier, ...
_PREFIX = TextPattern(
    r"^\W*(?:(?:M\W?V|M\W?T|S\W?S|M\W?S|F\W?V|R\W?V|T\W?T|M\W?Y|S\W?Y|LPG/?C?|LNG/?C?|DSV|VLCC"
    r"|MOTOR (?:VESSEL|TANKER)|OIL TANKER|TANKER|VESSEL|SHIP)\b[\s.:]+)+(?=\w{2})",
    re.IGNORECASE,
)


def bare_name(raw: str) -> str:
    """A ship's name without "M/V" and the like and without its IMO number, if anything is left."""
    bare = _PREFIX.sub("", IMO_NUMBER.sub(" ", raw)).strip()
    return bare if any(map(str.isalnum, bare)) else raw


def named_by(entry: ListEntry) -> tuple[Name, ...]:
    """The names that a party can have in common with the entry: those of an address are none."""
    return () if is_address_entry(entry) else with_second_names(entry.names)


def with_second_names(names: Sequence[Name]) -> tuple[Name, ...]:
    """The names as published, then those that they hold and that are not published alone.

    A second name is an alias; a weak one, if it stands in a weak one.
    """
    held = [(name, text) for name in names for text in second_names(name.text)]
    known = {name.text.casefold() for name in names} if held else set()
    seconds: list[Name] = []
    for name, text in held:
        if text.casefold() not in known:
            known.add(text.casefold())
            kind = NameKind.WEAK_ALIAS if name.kind is NameKind.WEAK_ALIAS else NameKind.ALIAS
            seconds.append(Name(text=text, kind=kind, source=name.source))
    return (*names, *seconds)


def published_name(entry: ListEntry, name: Name) -> Name:
    """The published name that one of `with_second_names` is, or stands in."""
    if name in entry.names:
        return name
    holders = (holder for holder in entry.names if name.text in second_names(holder.text))
    return next(holders, name)


CRAFT = (PartyKind.VESSEL, PartyKind.AIRCRAFT)


def listed_text(text: str, kind: PartyKind) -> str:
    """What of a listed name is compared."""
    return bare_name(text) if kind in CRAFT else text


def asked_readings(text: str) -> tuple[PreparedName, ...]:
    """What an asked cell may be read as: its whole text first, then its parts."""
    return tuple(reading.name for reading in read_cell(text))


EntryNames = Sequence[tuple[Name, PreparedName]]
"""The names of one entry that take part in matching, as published and ready to be compared."""


def prepare_names(entry: ListEntry) -> EntryNames:
    """The names of an entry, made ready; none where it is only an address."""
    return [(name, prepare_name(listed_text(name.text, entry.kind))) for name in named_by(entry)]


def is_spelled_out(name: PreparedName, entry: ListEntry) -> bool:
    """Whether a name of an entry is one word: the first letters of another name of the entry."""
    if len(name.tokens) != 1:
        return False
    others = (prepare_name(listed_text(other.text, entry.kind)) for other in named_by(entry))
    return any(name.tokens[0] in other.initials for other in others)
