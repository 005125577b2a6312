"""Where the address begins in a text that holds a name with its address behind it.

"Blue River Ltd, 12 Zhongshan Road, Shanghai" is the name and then the address. An address is known
by its structure, not by a table of streets: a kind of street or a room with a number, a post office
box, a post code with a town, a town with its country. A name is never looked for behind an address.
Words are in `data/postal.toml`. Pure.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from itertools import islice

from compliance.matching.postal_parser import (
    AddressSigns,
    address_signs,
    postal_words,
    read_address,
)
from compliance.names import prepare_name
from compliance.names.clean import has_han
from compliance.names.vocabulary import find_town, is_common, is_institution

_LONGEST = 1000
"""Characters of a text that are looked at: a name stands at its beginning."""
_MOST_PIECES = 40
"""Pieces between commas that are looked at."""
_MOST_WORDS = 4
"""Words beside the number of a house, or of a town beside its post code."""
_FEWEST_MARKS = 2
"""Signs such as 省 and 市 that make an address of Chinese characters without a number."""
_BORDER = re.compile(r"\s*[,，、;；|\n\r\t\u2028]\s*|\s+[-–—/／]\s+|\s*[(（\[【]")
_WORD = re.compile(r"\S+")
_DIGIT = re.compile(r"\d")
_HOUSE = re.compile(r"#?\d+[a-z]?(?:[-/]\d*[a-z]?)*", re.IGNORECASE)
# Germany, Austria, China, Russia, the US; the Netherlands; Japan, Brazil; Britain, Canada; Poland.
_POSTCODE = re.compile(
    r"\b(?:[A-Z]{1,2}-)?\d{4,6}\b|\b\d{4}\s?[A-Z]{2}\b|\b\d{5}-\d{3,4}\b|〒?\s?\b\d{3}-\d{4}\b"
    r"|\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b|\b[A-Z]\d[A-Z]\s?\d[A-Z]\d\b|\b\d{2}-\d{3}\b|\b\d{3}\s\d{2}\b"
)
_HAN_PLACE = re.compile("[省市区區县縣镇鎮乡鄉村州都道府県郡町]")
_HAN_HOUSE = re.compile("[路街道巷弄号號楼樓层層室座栋棟幢厦番丁]")
_HANGUL_PLACE = re.compile(r"[가-힣]+(?:시|도|구|군|동|로|길|층|호)(?=[\s\d,]|$)")
_FIRM = "公司"


class Kind(Enum):
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


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    text: str

    @property
    def kind(self) -> Kind:
        return kind_of(self.text)


def is_address(text: str) -> bool:
    """Whether a text is an address and nothing else."""
    pieces = _pieces(text)
    if not pieces or not _begins_address(pieces, after_form=False):
        return False
    others = (piece.text for piece in pieces if piece.kind is Kind.NAME)
    return not any(_ends_in_form(text) or _is_form(text.split()[0]) for text in others)


def names_before_address(text: str) -> tuple[str, ...]:
    """What of a text is the name, if an address follows it: the longest reading first.

    Empty where there is no address. "Blue River Ltd, Jebel Ali, P.O. Box 12" may be read as
    "Blue River Ltd, Jebel Ali" and "Blue River Ltd": where a piece that no table knows stands
    between a legal form and the address, both are given.
    """
    text = text[:_LONGEST]
    if not (_BORDER.search(text) or _DIGIT.search(text) or has_han(text)):  # as most names
        return ()
    pieces = _pieces(text)
    begins = list(_behind_commas(text, pieces))
    begins += _behind_spaces(text, pieces, before=min(begins, default=len(text)))
    found = (
        text[:begin].rstrip(" \t\r\n,，、;；|/／-–—([（【")
        for begin in sorted(begins, reverse=True)
    )
    return tuple(dict.fromkeys(filter(None, found)))


def _pieces(text: str) -> list[_Piece]:
    """The text between commas, line breaks, dashes and opening brackets."""
    starts = [0, *(one.end() for one in _BORDER.finditer(text))]
    ends = [*(one.start() for one in _BORDER.finditer(text)), len(text)]
    found = (
        (start, text[start:end].rstrip(" )）]】.")) for start, end in zip(starts, ends, strict=True)
    )
    filled = ((start, piece) for start, piece in found if piece)
    return [_Piece(start, piece) for start, piece in islice(filled, _MOST_PIECES)]


def _behind_commas(text: str, pieces: Sequence[_Piece]) -> Iterator[int]:
    """Where the address may begin, at pieces of the text."""
    valid = [
        at
        for at in range(1, len(pieces))
        if _begins_address(pieces[at:], after_form=_ends_in_form(text[: pieces[at].start]))
    ]
    if not valid:
        return
    yield pieces[valid[0]].start
    proofs = [at for at in valid if pieces[at].kind is Kind.PROOF]
    if proofs and pieces[valid[0]].kind in (Kind.PLACE, Kind.COUNTRY):
        yield pieces[proofs[0]].start
    for at in range(1, valid[0]):
        if pieces[at].kind is Kind.NAME and _ends_in_form(text[: pieces[at].start]):
            yield pieces[at].start
            return


def _begins_address(pieces: Sequence[_Piece], *, after_form: bool) -> bool:
    """Whether an address begins with the first piece; `after_form` says what stands before it."""
    if pieces[0].kind in (Kind.NAME, Kind.FORM):
        return False
    known = {piece.kind for piece in pieces}
    if Kind.PROOF in known or known >= {Kind.STREET, Kind.NUMBER}:
        return True
    placed = not known.isdisjoint((Kind.PLACE, Kind.COUNTRY))
    if placed and not known.isdisjoint((Kind.POSTCODE, Kind.NUMBERED, Kind.STREET)):
        return True
    only_places = known <= {Kind.PLACE, Kind.COUNTRY, Kind.NEAR}
    return placed and only_places and (after_form or {Kind.PLACE, Kind.COUNTRY} <= known)


def _ends_in_form(text: str) -> bool:
    """Whether a text ends in a legal form, behind other words."""
    words = text.rstrip(" ,;\n\r\t|-/([（，；").split()
    if not words:
        return False
    last = prepare_name(words[-1])
    return words[-1].endswith(_FIRM) or (len(words) > 1 and last.literal and bool(last.legal))


def _behind_spaces(text: str, pieces: Sequence[_Piece], before: int) -> Iterator[int]:
    """Where the address begins within a piece, without a comma: "Blue River Ltd 12 Main Street".

    Only pieces that begin before the position `before` are looked at.
    """
    for piece in pieces:
        if piece.start >= before or not (_DIGIT.search(piece.text) or has_han(piece.text)):
            continue
        words = list(_WORD.finditer(piece.text))
        for at in range(0 if piece.start else 1 if has_han(piece.text) else 2, len(words)):
            start = words[at].start()
            name = text[: piece.start + start]
            if name and _may_begin(words, at) and _is_behind(piece.text[start:], name):
                yield piece.start + start
                return


def _is_behind(rest: str, name: str) -> bool:
    """Whether the rest of a piece is an address."""
    kind = kind_of(rest)
    return kind is Kind.PROOF or (kind is Kind.NUMBERED and _ends_in_form(name))


def _may_begin(words: Sequence[re.Match[str]], at: int) -> bool:
    """Whether a word is one that an address begins with: a number, a kind of street, a room."""
    word = words[at].group()
    bare = word.strip(".,:#№").casefold()
    signs, table = address_signs(), postal_words()
    if _DIGIT.search(word) or signs.box.match(" ".join(one.group() for one in words[at : at + 4])):
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
def kind_of(piece: str) -> Kind:
    """What a piece of a text is."""
    name = prepare_name(piece)
    if name.literal and name.legal:
        return Kind.FORM
    if not name.tokens:
        return Kind.NUMBER
    if _is_proof(piece):
        return Kind.NAME if _is_firm(piece) else Kind.PROOF
    words = [word for word in name.tokens if len(word) > 1 and not _DIGIT.search(word)]
    if (
        " ".join(words) in postal_words().countries
        or " ".join(words) in address_signs().city_states
    ):
        return Kind.COUNTRY if not _POSTCODE.search(piece) else Kind.PROOF
    placed = bool(words) and all(map(_is_place, words))
    if _POSTCODE.search(piece.upper()) and len(words) <= _MOST_WORDS and not name.legal:
        return Kind.PROOF if placed else Kind.POSTCODE
    if placed and not _DIGIT.search(piece):
        return Kind.PLACE
    return _kind_beside_number(piece, words, legal=bool(name.legal))


def _kind_beside_number(piece: str, words: Sequence[str], *, legal: bool) -> Kind:
    """What a piece is that is neither an address for certain nor a place."""
    table = postal_words()
    if not words:
        return Kind.NUMBER
    dull = [word for word in words if is_common(word) or is_institution(word)]
    tokens = piece.split()
    housed = any(_HOUSE.fullmatch(one.strip(".,")) for one in (tokens[0], tokens[-1]))
    if housed and not dull and not legal and len(words) <= _MOST_WORDS:
        return Kind.NUMBERED
    if legal or len(words) > _MOST_WORDS:
        return Kind.NAME
    if words[-1] in table.street or words[0] in table.before:
        return Kind.STREET
    known = words[-1] in address_signs().of_places
    if not (known or table.kind.get(words[-1]) in ("region", "premises")):
        return Kind.NAME
    return Kind.NUMBERED if _DIGIT.search(piece) else Kind.NEAR


def _is_place(word: str) -> bool:
    table = postal_words()
    if word in table.regions or word in table.directions or table.kind.get(word) == "region":
        return True
    return word in address_signs().of_places or bool(find_town(word))


def _is_firm(piece: str) -> bool:
    """Whether a piece ends like a firm's name: "21 Street Fashion Ltd"."""
    return _ends_in_form(piece) and not _POSTCODE.search(piece)


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
        marks = len(_HAN_PLACE.findall(piece))
        return (numbered and bool(marks or _HAN_HOUSE.search(piece))) or marks >= _FEWEST_MARKS
    return numbered and len(_HANGUL_PLACE.findall(piece)) >= 1
