"""One asked name against the name of a listed person: points, caps, score.

Names with the same parts are the same name in whatever order and score 1, unless "Jr" or "III"
tells them apart. A firm that is named like a person is a question at most. Who shares only one
name with a listed person, and has another one in place of the rest, is somebody else.
"""

from dataclasses import dataclass

from compliance.matching.alignment import Pair
from compliance.matching.known_names import is_patronymic, is_syllable
from compliance.matching.person_limits import person_limits
from compliance.matching.person_names import PersonName
from compliance.matching.person_similarity import FORM, FORM_OF_NAME, SAME, SIMILAR, likeness
from compliance.matching.persons import JOINED, PersonComparison, compare, conflict, measures
from compliance.matching.scorecard import Scorecard, bundled

ALMOST_SAME = 0.999
FAINT = 0.5
_USUAL = 0.9
_READ_ALIKE = FORM_OF_NAME
"""How alike syllables are at least that are one reading: all but forms of it are other names."""
_DULL = 0.85


@dataclass(frozen=True, slots=True)
class ScoredPerson:
    """A comparison and what it is worth."""

    comparison: PersonComparison
    score: float
    """0..1."""


def score(asked: PersonName, listed: PersonName) -> ScoredPerson:
    """Compare two names of persons and score the pair; pure."""
    comparison = compare(asked, listed)
    limit = most(comparison)
    if is_same(comparison) or not limit:
        return ScoredPerson(comparison, limit)
    worth = max(least(comparison), card().score(card().points(measures(comparison)).values()))
    return ScoredPerson(comparison, min(limit, worth))


def is_same(c: PersonComparison) -> bool:
    """Whether both are one name, whatever the order of its parts; a reading is none."""
    told = c.asked.suffixes, c.asked.characters
    same = c.same and told == (c.listed.suffixes, c.listed.characters)
    return same and not _is_other_father(c)


def least(c: PersonComparison) -> float:
    """The lowest score a pair can have: all parts met, each in one of its usual spellings."""
    all_met = not any(part.count >= FAINT for part in (*c.left_asked, *c.left_listed))
    pairs = c.alignment.pairs
    usual = all(p.similarity >= _USUAL and _is_usual(c, p) for p in pairs)
    return person_limits().spelling.score if all_met and usual and c.met > 1 + FAINT else 0.0


def _is_usual(c: PersonComparison, pair: Pair) -> bool:
    """Whether the parts are usual spellings of one name.

    Family names of East Asia have forms as well ("Jin", "Kim"), but they are so few and short that
    any two persons may have them.
    """
    return pair.how in (SAME, SIMILAR, FORM, JOINED) and not _is_form_of_syllable(c, pair)


def _is_form_of_syllable(c: PersonComparison, pair: Pair) -> bool:
    parts = (*c.asked.parts[slice(*pair.asked)], *c.listed.parts[slice(*pair.listed)])
    return pair.how == FORM and any(is_syllable(part.text) for part in parts)


def _is_unlike(c: PersonComparison) -> bool:
    """Whether no part is the same, and one is a syllable that another name is a form of."""
    pairs = c.alignment.pairs
    same = any(pair.how == SAME for pair in pairs)
    return not same and any(_is_form_of_syllable(c, pair) for pair in pairs)


def most(c: PersonComparison) -> float:
    """The highest score a pair of names can have."""
    limit = min(_most_of_parts(c), _most_of_reading(c))
    return min(limit, person_limits().other_father.score) if _is_other_father(c) else limit


def _is_other_father(c: PersonComparison) -> bool:
    """Whether patronymics contradict each other, or son and father have changed places.

    Behind "bin" one name may tell the father, another the grandfather or the tribe: only the
    names changed round are others.
    """
    (ours, our_father), (theirs, their_father) = c.asked.father, c.listed.father
    if not our_father or not their_father or likeness(our_father, their_father)[0]:
        return False
    if is_patronymic(our_father) and is_patronymic(their_father):
        return True
    crossed = (likeness(ours, their_father)[0], likeness(theirs, our_father)[0])
    return all(crossed) and not likeness(ours, theirs)[0]


def _most_of_reading(c: PersonComparison) -> float:
    """The highest score where one side is in characters, of which only the reading is compared.

    There are some four hundred syllables of Chinese and fewer family names in use: the same
    syllables are no proof, and some of them are nothing.
    """
    ours, theirs = c.asked.characters, c.listed.characters
    if ours == theirs:
        return 1.0
    return (
        person_limits().reading.score if _is_read_alike(c) else person_limits().other_reading.score
    )


def _is_read_alike(c: PersonComparison) -> bool:
    """Whether all syllables meet in one order, the family name first or last."""
    pairs = c.alignment.pairs
    if c.left_asked or c.left_listed or any(pair.similarity < _READ_ALIKE for pair in pairs):
        return False
    order = [pair.listed for pair in pairs]
    return any([*order[at:], *order[:at]] == sorted(order) for at in (0, 1, len(order) - 1))


def _most_of_parts(c: PersonComparison) -> float:
    """The highest score by which parts of the names meet."""
    if is_same(c):
        return 1.0
    if c.met <= FAINT:
        return person_limits().stranger.score
    if c.met < 1 + FAINT and conflict(c) >= FAINT:
        return person_limits().somebody_else.score
    if _is_lone(c):
        return person_limits().lone.score
    if _is_unlike(c):
        return person_limits().unlike.score
    ours, theirs = c.asked.suffixes, c.listed.suffixes
    limit = person_limits().namesake.score if ours and theirs and ours != theirs else ALMOST_SAME
    return min(limit, person_limits().firm.score) if _is_firm(c) else limit


def _is_lone(c: PersonComparison) -> bool:
    return c.met < 1 or (c.met < 1 + FAINT and _is_firm(c))


def _is_firm(c: PersonComparison) -> bool:
    return c.asked.is_firm and not c.listed.is_firm


def is_weak(listed: PersonName) -> bool:
    """Whether a listed name is so common or short that it tells too little for a hit."""
    return sum(part.weight for part in listed.parts) < _DULL


def card() -> Scorecard:
    """The scorecard for names of persons."""
    return bundled("persons.toml")
