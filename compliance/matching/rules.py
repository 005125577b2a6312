"""The rules of scoring: each measures one thing about two names, and its docstring is the sentence.

A rule returns a plain number; what that number is worth stands in the scorecard
(`data/scorecard.toml`), rising or falling but never both: more agreement never lowers a score.
The sentence an officer reads is the first line of the rule's docstring.
"""

from collections.abc import Callable, Mapping

from compliance.matching.comparison import Comparison, Side
from compliance.matching.similarity import word_similarity

Rule = Callable[[Comparison], float]
LEFT_SHARE = 0.7
FULL_LENGTH = 12
TRIFLE = 0.1


def agreement_over_listed_rest(c: Comparison) -> float:
    """Telling words of the listed name that were found, less those that were not."""
    return c.agreed - LEFT_SHARE * sum(c.left_listed)


def agreement_over_asked_rest(c: Comparison) -> float:
    """Telling words of the asked name that were found, less those that were not."""
    return c.agreed - sum(c.left_asked)


def asked_covered(c: Comparison) -> float:
    """Share of the asked name that the listed name accounts for."""
    whole = c.paired + sum(c.left_asked)
    return c.agreed / whole if whole else 0.0


def listed_covered(c: Comparison) -> float:
    """Share of the listed name that the asked name accounts for."""
    whole = c.paired + sum(c.left_listed)
    return c.agreed / whole if whole else 0.0


def letters_and_words(c: Comparison) -> float:
    """Letters shared and telling words shared, together."""
    return c.unspaced * c.agreed


def as_written(c: Comparison) -> float:
    """Letters shared by the whole names as they are written, legal form included."""
    return c.written


def contained(c: Comparison) -> float:
    """One name stands inside the other."""
    return c.contained


def strongest_agreement(c: Comparison) -> float:
    """The most telling word or words that agree."""
    return c.strongest


def ordinary_word(c: Comparison) -> float:
    """The most telling agreement is a word that ordinary firms have in their names, too."""
    return c.ordinary


def weakest_agreement(c: Comparison) -> float:
    """The least alike of the telling words that met."""
    return c.weakest


def first_word(c: Comparison) -> float:
    """The first words agree."""
    return word_similarity(c.asked.words[0].spelled, c.listed.words[0].spelled)


def initials(c: Comparison) -> float:
    """Initials in one name stand for words of the other; longer ones count for more."""
    return c.initials


def asked_initials(c: Comparison) -> float:
    """The asked name is the first letters of the whole listed one: how many letters they are."""
    return _initials_of_whole(c, c.asked)


def listed_initials(c: Comparison) -> float:
    """The listed name is the first letters of the whole asked one: how many letters they are."""
    return _initials_of_whole(c, c.listed)


def _initials_of_whole(c: Comparison, short: Side) -> float:
    if not c.initials or c.left_asked or c.left_listed or len(c.alignment.pairs) > 1:
        return 0.0
    return float(_length(c)) if len(short.words) == 1 else 0.0


def nothing_left_over(c: Comparison) -> float:
    """Every word of both names found its partner: how many words the shorter name has."""
    if c.initials or sum(c.left_asked) + sum(c.left_listed) > TRIFLE:
        return 0.0
    return float(min(len(c.asked.words), len(c.listed.words)))


def asked_word_missing(c: Comparison) -> float:
    """A telling word of the asked name is missing in the listed one."""
    return max(c.left_asked, default=0.0)


def short_name(c: Comparison) -> float:
    """Letters of the shorter name: a short name has to be nearly exact."""
    return float(_length(c))


def other_legal_form(c: Comparison) -> float:
    """The legal forms differ."""
    ours, theirs = set(c.asked.name.legal), set(c.listed.name.legal)
    return float(bool(ours and theirs and not ours & theirs))


def legal_form_missing(c: Comparison) -> float:
    """One name has a legal form and the other has none."""
    return float(bool(c.asked.name.legal) != bool(c.listed.name.legal))


def other_number(c: Comparison) -> float:
    """The numbers in the names differ (1), or one name has a number and the other none (0.5)."""
    ours, theirs = c.asked.name.numbers, c.listed.name.numbers
    if ours == theirs:
        return 0.0
    return 1.0 if ours and theirs else 0.5


def same_number(c: Comparison) -> float:
    """Both names have the same number."""
    ours = c.asked.name.numbers
    return float(bool(ours) and ours == c.listed.name.numbers)


def other_place(c: Comparison) -> float:
    """Each name has a place that the other does not have."""
    return float(c.other_places)


def _length(c: Comparison) -> int:
    lengths = (sum(len(word.spelled) for word in side.words) for side in (c.asked, c.listed))
    return min(*lengths, FULL_LENGTH)


RISING = 1
FALLING = -1
RULES: Mapping[str, tuple[Rule, int]] = {
    "agreement over listed rest": (agreement_over_listed_rest, RISING),
    "agreement over asked rest": (agreement_over_asked_rest, RISING),
    "asked covered": (asked_covered, RISING),
    "listed covered": (listed_covered, RISING),
    "letters and words": (letters_and_words, RISING),
    "as written": (as_written, RISING),
    "contained": (contained, RISING),
    "strongest agreement": (strongest_agreement, RISING),
    "ordinary word": (ordinary_word, FALLING),
    "weakest agreement": (weakest_agreement, RISING),
    "first word": (first_word, RISING),
    "initials": (initials, RISING),
    "asked initials": (asked_initials, RISING),
    "listed initials": (listed_initials, RISING),
    "nothing left over": (nothing_left_over, RISING),
    "asked word missing": (asked_word_missing, FALLING),
    "short name": (short_name, RISING),
    "other legal form": (other_legal_form, FALLING),
    "legal form missing": (legal_form_missing, FALLING),
    "other number": (other_number, FALLING),
    "same number": (same_number, RISING),
    "other place": (other_place, FALLING),
}
"""Name -> (rule, direction): the table. A test holds it against the scorecard."""
