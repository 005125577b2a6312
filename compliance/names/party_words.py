"""Whether a text names a party at all, or only a place, a branch, a desk or a legal form. Pure."""

from compliance.names.cell_marks import cell_marks
from compliance.names.clean import has_han
from compliance.names.legal_forms import split_legal_form
from compliance.names.prepare import PreparedName, prepare_name
from compliance.names.vocabulary import find_town, is_common, is_institution

SHORTEST_WORD = 4
"""Letters of a name of one word: fewer are the initials of something."""
_LONGEST_PLACE = 3
"""Words of a place's name with its kind."""


def is_no_party(text: str) -> bool:
    """Whether a text names a place, a branch, a desk or a legal form, and no party of its own.

    Beside a legal form, linking words and single letters count: "S & D Industry Ltd" is somebody.
    """
    name = prepare_name(text)
    if name.literal or not name.tokens:
        return True
    if name.legal:
        words = [word for word in name.spelled if split_legal_form([word])[0]] or list(name.tokens)
        if len(words) == 1 and (_is_dull(words[0]) or len(words[0]) == 1):
            return True
        return all(map(_is_of_a_firm, words))
    words = _words(name)
    if all(map(_is_of_a_firm, words)):
        return True
    # A few words that end in what kind of place they name: "Cayman Islands".
    is_place = words[-1] in cell_marks().kinds_of_places and len(words) <= _LONGEST_PLACE
    if is_place and not any(map(is_institution, words[:-1])):
        return True
    if len(words) > 1 or has_han(text):
        return False
    return _is_dull(words[0]) or len(words[0]) < SHORTEST_WORD


def _is_dull(word: str) -> bool:
    return is_common(word) or is_institution(word)


def words_of_party(text: str) -> list[str]:
    """The words of a part without those of desks and titles, single letters and numbers."""
    return [word for word in _words(prepare_name(text)) if word not in cell_marks().desks]


def _words(name: PreparedName) -> list[str]:
    return [word for word in name.tokens if len(word) > 1 and not word.isdigit()]


def _is_of_a_firm(word: str) -> bool:
    """Whether a word says where a firm is or which desk of it."""
    marks = cell_marks()
    return word in marks.desks or word in marks.places or bool(find_town(word))


def is_only_form(piece: str) -> bool:
    """Whether there is nothing but a legal form: "Blue River; Ltd." is one name."""
    name = prepare_name(piece)
    return name.literal and bool(name.legal or not split_legal_form(list(name.spelled))[0])
