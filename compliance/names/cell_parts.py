"""The parts of a cell that names several parties: "A / B", "A, formerly B", "A (B)", line breaks.

Only texts are parted here; the whole cell is asked beside its parts, so that a name with a slash or
a bracket of its own loses nothing. A sign that names hold too (a bracket, a dash, a slash without
spaces, "and") parts a text only where a party may stand on either side of it: "(Shanghai)", "A/S",
" - Dubai Branch" and "Sons and Daughters Ltd" stay. Pure.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise, takewhile

from compliance.model.text_pattern import TextPattern
from compliance.names.bounds import LONGEST_TEXT
from compliance.names.brackets import brackets, inside, is_closed
from compliance.names.cell_marks import FIRST_WORD, HIDDEN, SIGNS_BEFORE, cell_marks
from compliance.names.clean import has_han
from compliance.names.party_words import is_no_party, is_only_form
from compliance.names.prepare import prepare_name

_DEEPEST = 6
"""Levels of parts in parts that are read: "A (formerly B; now C / D)" has four."""
_HAN_NAME = 4
"""Chinese characters of the shortest name of a firm in full."""
_CELL_SPACE = " \t\r\n\v\f\u00a0\u2007\u202f\u3000"
_LOOSE = _CELL_SPACE + ",;:·•|/\\&+*=~–—―，；：、／＼｜．" + "\u2028\u2029\x85"
"""Signs that no name begins or ends with."""
_LONGEST = 400
"""Characters of the longest name that is looked at for signs that names hold too."""
_SLASHES = frozenset("/／\\＼、")

_LINE_ENDS = r"\n\r\v\f\t\x1c-\x1e\x85\u2028\u2029"
"""Line breaks of all kinds, and tabs."""
_BULLETS = "｜¦‖•●▪■□◦‣∙◆◇★☆→⇒►▶※①-⑳❶-❿➀-➓⑴-⒇"
_ENTITIES = "".join(
    rf"(?<!&{name})" for name in ("amp", "quot", "apos", "lt", "gt", "nbsp", r"#\d\d")
)
"""No entity of HTML stands before: its semicolon parts nothing."""

# Signs that part wherever they stand.
_ALWAYS = TextPattern(
    rf"(?:[{_LINE_ENDS}]|_x000[DA]_|<br\s*/?>)+|{_ENTITIES}[;；؛]|[|{_BULLETS}]"
    r"|//+|\s[/／\\＼]|[/／\\＼]\s|(?:^|(?<=\n))\s*[-–—*·](?=\s)",
    re.IGNORECASE,
)
# Signs that names hold too: dashes and the like between spaces, slashes but not in "and/or", "7/F".
_BETWEEN = TextPattern(
    r"\s(?:[-–—―~+=*:·]|--+|=>|->)\s"
    r"|(?<!\band)(?<!\bund)(?<!\bet)(?<!\d)[/／\\＼、](?!\d)|(?<=[^\x00-\u02ff])·(?=\s)"
)
# Commas, ampersands, words that may be "and".
_LISTED = TextPattern(
    r"[,，、]\s*|\s*(?:&(?!\w+;)|[＆+])\s*|\s+(\w+(?:/\w+)?)(?=\s)|(?<=公司)[和及与與、，,](?=\w)"
)
# "1)", "(2)", "3.", "b)", "iv)".
_NUMBERED = TextPattern(
    r"(?:^|(?<=[\s,;.、，；]))[(（]?(\d{1,2}|[a-h]|i{1,3}|iv|v)[.)）．](?=\s*[^\W\d])"
)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}
_AND = TextPattern(r"\s&")
_LINE_BREAK = TextPattern(r"<br\s*/?>", re.IGNORECASE)
# What a plain name has nowhere: such a name is looked at no further, its words aside.
_SIGN = TextPattern(
    rf"[^\w\s.&'’\"-]|[{_LINE_ENDS}{_BULLETS}]|\s[-–—―~+=*·]|_x000[DA]_|^\s*-"
    r"|\b(?:\d{1,2}|[a-h])[.)]\s|公司[和及与與]"
)


def cell_parts(text: str) -> tuple[str, ...]:
    """The parts of a cell that may be parties, in their order and without repeats.

    Empty for a text that is one name. A part may itself have parts; both are given, the longer one
    first. The whole text is none of them.
    """
    if is_one_name(text):
        return ()
    parts = dict.fromkeys(_list_parts(text, _DEEPEST))
    return tuple(part for part in parts if part != text)


def is_one_name(text: str) -> bool:
    """Whether nothing in a text can part it, but a comma before a legal form: as mostly."""
    if len(text) > LONGEST_TEXT:  # no word of a book is remembered
        return False
    signs = [*map(_find_sign, _without_comma(text).split(" "))]
    if not any(signs):
        return True
    if _SURE in signs or any(True for _ in _find_markers(text)):
        return False
    return not (_NUMBERED.search(text) or _find_listed(text, text))


_NO_SIGN, _DOUBTFUL, _SURE = range(3)
"""Whether a word parts a text: never, beside certain others, or by the signs at it."""


@lru_cache(maxsize=1 << 15)
def _find_sign(word: str) -> int:
    """Whether a word, or a sign at it, parts a text that it stands in; told once a word."""
    marks, lower = cell_marks(), word.casefold()
    is_plain = word.isascii() and word.isalpha()  # as mostly
    if not is_plain and _SIGN.search(f" {word} "):
        return _SURE
    if not word.isascii() and marks.glued_markers.search(word):
        return _SURE
    words = (lower,) if is_plain else FIRST_WORD.findall(lower)
    is_known = any(word in marks.markers or word in marks.conjunctions for word in words)
    return _DOUBTFUL if is_known or (not is_plain and _AND.search(f" {word}")) else _NO_SIGN


def _without_comma(text: str) -> str:
    """A text without the comma before a legal form, which parts nothing: "Blue River, Inc."."""
    name, comma, form = text.rpartition(",")
    if not comma or not is_only_form(form.strip()) or "&" in text or _NUMBERED.search(text):
        return text
    return f"{name} {form}"


def _list_parts(text: str, depth: int) -> Iterator[str]:
    """The parts of a text, each followed by the parts in it.

    The pieces of the first way that parts it are read on.
    """
    if not depth:
        return
    for found in filter(None, _list_pieces(text)):
        pieces: list[str] = []
        for piece in filter(None, map(_trim_part, found)):
            # Words at the beginning go, but for the first part: "(formerly Blue River)".
            start, end = next(_find_markers(piece, after_a_sign=True), (0, 0)) if pieces else (0, 0)
            pieces.append(piece if start else _trim_part(piece[end:]))
        pieces = list(filter(None, pieces))
        if pieces and pieces != [_trim_part(text)]:
            for piece in pieces:
                yield piece
                yield from _list_parts(piece, depth - 1)
            return


def _list_pieces(text: str) -> Iterator[list[str]]:
    """The pieces of a text by each way to part it, the surest first; none where it does not."""
    hidden, spans = list(text), brackets(text)
    for start, end in spans:
        if is_closed(text, end) and not _LINE_BREAK.fullmatch(text[start:end]):
            hidden[start + 1 : end - 1] = HIDDEN * (end - start - 2)
    shown = "".join(hidden) if spans else text
    yield _between(text, _find_counted(text))
    # Line breaks, semicolons, bars, bullets, slashes between spaces.
    yield _between(text, [sign.span() for sign in _ALWAYS.finditer(shown)])
    # Words: "formerly", "c/o", "Attn:".
    markers: list[tuple[int, int]] = []
    for start, end in sorted(_find_markers(shown)):
        if not markers or start >= markers[-1][1]:
            markers.append((start, end))
    yield _between(text, markers)
    # The text without the brackets that hold another name, then what they hold.
    apart = [span for span in spans if _holds_another(text, *span)]
    if apart:
        cuts = [(0, 0), *apart, (len(text), len(text))]
        outside = " ".join(text[end:start].strip() for (_, end), (start, _) in pairwise(cuts))
        yield [outside, *(inside(text, start, end) for start, end in apart)]
    # Dashes between spaces and slashes, where a party may stand on either side.
    yield _parties_between(text, [sign.span() for sign in _BETWEEN.finditer(shown)], _may_part)
    # Commas and "and" behind a firm with its legal form: "Alpha GmbH and Beta AG".
    yield _parties_between(text, _find_listed(text, shown), _are_two_firms)


def _trim_part(piece: str) -> str:
    """A part without the signs around it, and without the quotes if they hold all of it."""
    piece = piece.strip(_LOOSE)
    for first, last in ("“”", '""', "„“", "«»", "''", "‘’", "「」", "『』", "《》"):
        inner = piece[1:-1]
        if piece[:1] == first and piece[-1:] == last and first not in inner and last not in inner:
            return inner.strip(_LOOSE)
    return piece


def _between(text: str, spans: Sequence[tuple[int, int]]) -> list[str]:
    """What stands before, between and behind the spans; legal forms stay with what they follow.

    Nothing where there is no span.
    """
    if not spans:
        return []
    cuts = [(0, 0), *spans, (len(text), len(text))]
    pieces: list[str] = []
    begin = 0
    for (_, start), (end, _) in pairwise(cuts):
        piece = text[start:end]
        if pieces and is_only_form(piece):
            pieces[-1] = text[begin:end]
        elif piece.strip(_LOOSE):
            pieces.append(piece)
            begin = start
    return pieces


# --- Signs and words that always part ---------------------------------------------------------


def _find_counted(text: str) -> list[tuple[int, int]]:
    """Counted from the first on, two and more: "1) A 2) B"; or one with its bracket: "1) A"."""
    counted = []
    for at, mark in enumerate(_NUMBERED.finditer(text), 1):
        sign = mark[1].casefold()
        number = int(sign) if sign.isdigit() else _ROMAN.get(sign) or ord(sign) - ord("a") + 1
        if number == at:
            counted.append(mark)
    if len(counted) == 1:
        mark = counted[0]
        if text[: mark.start()].strip() or mark[0][-1] not in ")）":
            return []
    return [mark.span() for mark in counted]


def _find_markers(text: str, *, after_a_sign: bool = False) -> Iterator[tuple[int, int]]:
    """Where words stand that part two parties; `after_a_sign` says whether the text begins so."""
    if not text.isascii():
        yield from (match.span() for match in cell_marks().glued_markers.finditer(text))
    markers = cell_marks().markers
    words = [*FIRST_WORD.finditer(text)]
    behind = [*(word.group().casefold() for word in words[1:]), ""]
    for word, second in zip(words, behind, strict=False):
        for marker in markers.get(word.group().casefold(), ()):
            if second.isascii() and not second.startswith(marker.second):
                continue
            if marker.kind.after_a_sign and not _is_after_a_sign(text, word.start(), after_a_sign):
                continue
            if match := marker.pattern.match(text, word.start()):
                yield match.span()
                break


def _is_after_a_sign(text: str, at: int, at_start: bool) -> bool:
    """Whether a sign or a legal form stands before a word, so that a name has ended there."""
    before = text[max(0, at - _LONGEST) : at].rstrip()
    if not before:
        return at_start
    return before[-1] in SIGNS_BEFORE or is_only_form(before.split()[-1])


# --- Brackets ---------------------------------------------------------------------------------


def _holds_another(text: str, start: int, end: int) -> bool:
    """Whether a bracket holds another name, the short form of this one, or a remark on it.

    One in the midst of a name is part of it, unless it is a name in full: "Foo (Liyang) Co., Ltd.".
    """
    inner = inside(text, start, end).strip(_LOOSE)
    if not inner or any(True for _ in _find_markers(inner, after_a_sign=True)):
        return bool(inner)
    if inner.casefold() in prepare_name(text[max(0, start - _LONGEST) : start]).initials:
        return True
    name = prepare_name(inner)
    if is_no_party(inner):
        return False
    is_full = bool(name.legal) or len(name.tokens) > 1
    return is_full or not text[end:].strip(_LOOSE)


# --- Signs that names hold too ----------------------------------------------------------------


_Rule = Callable[[str, str, str], bool]
"""What stands before a sign, the sign and what stands behind it -> whether it parts two parties."""


def _parties_between(text: str, spans: Sequence[tuple[int, int]], part: _Rule) -> list[str]:
    """The pieces between those spans that part two parties."""
    if not spans or len(text) > _LONGEST:
        return []
    cuts: list[tuple[int, int]] = []
    stops = [*(start for start, _ in spans[1:]), len(text)]
    for at, (start, end) in enumerate(spans):
        before = text[cuts[-1][1] if cuts else 0 : start]
        if not before.strip() or is_only_form(text[end : stops[at]]):
            continue
        # What stands behind the sign goes on to the next one, and on over legal forms.
        further = takewhile(lambda run: is_only_form(text[slice(*run)]), pairwise(stops[at:]))
        behind = text[end : max((stop for _, stop in further), default=stops[at])]
        if behind and part(before, text[start:end], behind):
            cuts.append((start, end))
    return _between(text, cuts)


def _may_part(before: str, sign: str, behind: str) -> bool:
    """A dash between two that may be parties; a slash only between two names in full."""
    if sign.strip() not in _SLASHES:
        return not (is_no_party(before) or is_no_party(behind))
    return _is_full_name(before) and _is_full_name(behind)


def _is_full_name(text: str) -> bool:
    """Whether it is more than a word: "Bosch GmbH/Siemens AG", but not "Bosch/Siemens JV"."""
    if is_no_party(text):
        return False
    name = prepare_name(text)
    if has_han(text):
        return len("".join(text.split())) >= _HAN_NAME
    return bool(name.legal) or len([word for word in name.tokens if len(word) > 1]) > 1


def _find_listed(text: str, shown: str) -> list[tuple[int, int]]:
    """Where commas and "and" stand; nowhere if no legal form stands beside any of them.

    `shown` is the text without what stands in brackets.
    """
    known = cell_marks().conjunctions
    found = [
        sign.span()
        for sign in _LISTED.finditer(shown)
        if not sign[1] or sign[1].casefold() in known
    ]
    return found if any(_ends_firm(text[:start], text[end:]) for start, end in found) else []


def _ends_firm(before: str, behind: str) -> bool:
    """Whether a text ends in a legal form, or one that stands before the name follows it."""
    last = "".join(before.split()[-1:])
    return (
        last.endswith("公司")
        or is_only_form(last)
        or cell_marks().forms_before.match(behind) is not None
    )


def _are_two_firms(before: str, _: str, behind: str) -> bool:
    """Whether a firm has ended with its legal form, and a name in full follows.

    Russian forms stand in front: "OOO Alpha, OOO Beta".
    """
    if cell_marks().forms_before.match(behind) and prepare_name(before).legal:
        return True
    *named, last = before.split()
    ended = last.endswith("公司") or (bool(named) and is_only_form(last))
    return ended and not is_only_form(behind.split()[0]) and _is_full_name(behind)
