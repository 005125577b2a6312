"""Where the address begins in a cell that holds a name and its address.

"Blue River Ltd, 12 Zhongshan Road, Shanghai" is the name and then the address. An address is known
by its structure, not by a table of streets: a kind of street or a room with a number, a post office
box, a post code with a town, a town with its country. A name is never looked for behind an address.
Words are in `data/postal.toml`. Pure.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum, auto
from functools import lru_cache
from itertools import islice

from msgspec import Struct

from compliance.matching.parameters import read_count
from compliance.matching.postal.postal_parser import (
    AddressSigns,
    address_signs,
    postal_words,
    read_address,
)
from compliance.model.text_pattern import TextPattern
from compliance.names import prepare_name
from compliance.names.clean import has_han
from compliance.names.vocabulary import find_town, is_common, is_institution

_LONGEST = read_count("address_beginnings.longest")
_LONGEST_ADDRESS = read_count("address_beginnings.longest_address")
_MOST_BEGINNINGS = read_count("address_beginnings.most_beginnings")
_MOST_PIECES = read_count("address_beginnings.most_pieces")
_MOST_WORDS = read_count("address_beginnings.most_words")

_FEWEST_MARKS = read_count("address_beginnings.fewest_marks")
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
