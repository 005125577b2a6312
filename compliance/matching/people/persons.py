"""Two names of persons side by side: which parts meet, what the rules measure, points, caps, score.

How alike two parts are, 0..1, and in what way: transliterations of one sound agree ("Yevgeniy",
"Evgeny"), forms of one name agree ("Bill", "William"), an initial stands for a name. Two names that
are both common and no forms of each other are two names, however alike ("Hassan", "Hussein"), and
so are two Chinese syllables.

The order of the parts does not matter. The rules are of the same kind as those for firms
(`features`): each measures one thing, rising or falling, and its docstring is the sentence an
officer reads. Their worth stands in `data/persons.toml`.

Names with the same parts are the same name in whatever order and score 1, unless "Jr" or "III"
tells them apart. A firm that is named like a person is a question at most. Who shares only one
name with a listed person, and has another one in place of the rest, is somebody else.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct
from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from compliance.matching.alignment import Alignment, Pair, word_similarity
from compliance.matching.caps import Cap, Floor, lowest_cap
from compliance.matching.features import FALLING, RISING, Direction
from compliance.matching.parameters import read_count, read_value
from compliance.matching.people.person_tables import (
    PersonName,
    PersonPart,
    Run,
    are_two_names,
    is_known,
    is_particle,
    is_patronymic,
    is_syllable,
    is_two_syllables,
    same_family,
)
from compliance.matching.scoring import ALMOST_SAME, Scorecard, read_bundled_scorecard
from compliance.model.text_pattern import TextPattern
from compliance.names.phonetics import is_vowelless, spell_person_sound

# --- How alike two parts are ------------------------------------------------------------------


SAME, SIMILAR, FORM, SHORTENED, INITIAL = "same", "similar", "form", "shortened", "initial"
LEAST = read_value("persons.least")
_LEAST_KEPT = read_value("persons.least_kept")
_SOUND_DOUBT = read_value("persons.sound_doubt")
_SAME_SOUND = read_value("persons.same_sound")
_SAME_SOUND_SHORT = read_value("persons.same_sound_short")
FORM_OF_NAME = read_value("persons.form_of_name")
_WOMANS = read_value("persons.womans")
_CUT = read_value("persons.cut")
_INITIAL = read_value("persons.initial")
_SAME_CONSONANTS = read_value("persons.same_consonants")
_OTHER_BEGINNING = read_value("persons.other_beginning")
_OTHER_VOWELS = read_value("persons.other_vowels")
_BOTH_KNOWN = read_value("persons.both_known")
_LETTERS_A_VOWEL = read_count("persons.letters_a_vowel")
_SHORTEST_FUZZY = read_count("persons.shortest_fuzzy")
_SHORTEST_CUT = read_count("persons.shortest_cut")
_LONGEST_CUT = read_count("persons.longest_cut")
_WOMAN = TextPattern(r"(?<=[oe]v|in|yn)a$|(?<=sk)aya$|(?<=sk)aia$|(?<=sk)a$")
_MAN = TextPattern(r"(?<=sk)(?:iy|ii|yi|yy|ij|i|y)$")
# Beginnings that languages of transit change: Gaddafi, Qadhafi; Khalil, Halil; Jusuf, Yusuf.
_BEGINNINGS = ({"g", "k"}, {"g", "h"}, {"h", "k"}, {"J", "i"}, {"b", "v"})
_VOWELS = TextPattern(r"[aiu]")
_WRITTEN_VOWELS = TextPattern(r"[aeiou]")
Likeness = tuple[float, str]
_NOTHING: Likeness = (0.0, SIMILAR)


@lru_cache(maxsize=1 << 15)
def likeness(left: str, right: str) -> Likeness:
    """Similarity of two parts of names and its kind; symmetric; 1 only for equal parts."""
    if left == right:
        return 1.0, SAME
    if left.isdigit() or right.isdigit():
        return _NOTHING
    if len(left) == 1 or len(right) == 1:
        return (_INITIAL, INITIAL) if left[:1] == right[:1] else _NOTHING
    if same_family(left, right):
        return _NOTHING if _are_chinese(left, right) else (FORM_OF_NAME, FORM)
    letters = OSA.normalized_similarity(left, right, score_cutoff=_LEAST_KEPT)
    vowelless = is_vowelless(left) or is_vowelless(right)
    if not (letters or vowelless):  # as mostly
        return _NOTHING
    if is_particle(left) != is_particle(right) or are_two_names(left, right):
        return _NOTHING
    if vowelless:
        alike = word_similarity(left, right)
        return (alike, SIMILAR) if alike >= LEAST else _NOTHING
    return _compare_spellings(left, right, letters)


def _compare_spellings(left: str, right: str, letters: float) -> Likeness:
    """Two parts that are no known forms of one name; `letters` is the share of those kept."""
    if _are_chinese(left, right):
        return _NOTHING
    two_names = is_known(left) and is_known(right)
    bare = _is_bare(left) != _is_bare(right) and not two_names
    if bare and _consonants(left) == _consonants(right):
        return _SAME_CONSONANTS, SIMILAR
    alike = _measure_spelling(left, right, letters)
    # The end of a name may be cut off, as by a narrow column.
    shorter, longer = sorted((left, right), key=len)
    cut = len(shorter) >= _SHORTEST_CUT and len(longer) - len(shorter) <= _LONGEST_CUT
    if cut and alike < _CUT and longer.startswith(shorter):
        return _CUT, SHORTENED
    return (alike, SIMILAR) if alike >= LEAST else _NOTHING


def _measure_spelling(left: str, right: str, letters: float) -> float:
    """Share of letters that are the same (`letters`), raised when the parts sound alike."""
    ours, theirs = spell_person_sound(left), spell_person_sound(right)
    if min(len(left), len(right)) < _SHORTEST_FUZZY:
        return _SAME_SOUND_SHORT if ours == theirs else 0.0
    if ours == theirs:
        return _SAME_SOUND
    if _man(left) == _man(right):
        return _WOMANS
    alike = max(letters, OSA.normalized_similarity(ours, theirs) - _SOUND_DOUBT)
    if is_known(left) and is_known(right):
        return alike - _BOTH_KNOWN
    if ours[0] != theirs[0]:
        return alike if {ours[0], theirs[0]} in _BEGINNINGS else alike - _OTHER_BEGINNING
    other_vowels = _VOWELS.sub("", ours[1:]) == _VOWELS.sub("", theirs[1:])
    return _OTHER_VOWELS + (1 - _OTHER_VOWELS) * alike if other_vowels else alike


def _are_chinese(left: str, right: str) -> bool:
    """Whether both are Chinese names: one letter off, it is another name."""
    if is_syllable(left) and is_syllable(right):
        return True
    return is_two_syllables(left) and is_two_syllables(right)


@lru_cache(maxsize=1 << 14)
def _is_bare(name: str) -> bool:
    """Whether a name has hardly a vowel, as one spelled from Arabic or Hebrew letters ("mhmd")."""
    return len(name) > 1 and len(_WRITTEN_VOWELS.findall(name, 1)) <= len(name) // _LETTERS_A_VOWEL


def _consonants(name: str) -> str:
    return _VOWELS.sub("", spell_person_sound(name).replace("v", "")) or name


@lru_cache(maxsize=1 << 14)
def _man(name: str) -> str:
    """A family name as a man bears it ("Ivanova" -> "Ivanov")."""
    return _MAN.sub("", _WOMAN.sub("", name))


# --- Two names side by side -------------------------------------------------------------------


JOINED = "joined"
_LEAST_JOINED = read_value("persons.least_joined")
_SHORTEST_JOINED = read_count("persons.shortest_joined")
_SLACK = read_count("persons.slack")
DOUBTFUL = read_value("persons.doubtful")
PLAIN = read_value("persons.plain")
MOST_NAMES = read_value("persons.most_names")


class PersonComparison(Struct, frozen=True, kw_only=True):
    """One asked and one listed name, and which parts of them met."""

    asked: PersonName
    listed: PersonName
    pairs: tuple[Pair, ...]
    agreed: float
    """Weight that agrees, less for parts that are only similar."""
    met: float
    """Names that met, less for parts that are only similar."""
    left_asked: Sequence[PersonPart]
    """The asked parts without a partner."""
    left_listed: Sequence[PersonPart]

    @property
    def same(self) -> bool:
        """Whether both are one name, whatever the order of its parts."""
        ours, theirs = self.asked, self.listed
        return len(ours.tokens) == len(theirs.tokens) and ours.key == theirs.key

    @property
    def alignment(self) -> Alignment:
        """Both names as words, and who met whom."""
        return Alignment(self.asked.words, self.listed.words, self.pairs)


# --- Which parts meet -------------------------------------------------------------------------


def compare(asked: PersonName, listed: PersonName) -> PersonComparison:
    """Pair the parts, the longest and most alike first, and measure the pair."""
    options = sorted(_list_options(asked, listed))
    # Most of what the index proposes has nothing in common but an initial or a particle.
    if not any(
        how == JOINED or (how != INITIAL and asked.parts[at].count >= FAINT)
        for _, at, *_, how in options
    ):
        options = []
    ours: set[int] = set()
    theirs: set[int] = set()
    pairs = []
    for _, i, i_end, j, j_end, similarity, how in options:
        if ours.isdisjoint(range(i, i_end)) and theirs.isdisjoint(range(j, j_end)):
            ours.update(range(i, i_end))
            theirs.update(range(j, j_end))
            pairs.append(Pair((i, i_end), (j, j_end), similarity, how))
    pairs.sort(key=lambda pair: pair.asked)
    # The lesser side of each pair counts, less where the parts are only similar.
    agreed = met = 0.0
    for (start, end), (first, last), similarity, how in pairs:
        both = asked.parts[start:end], listed.parts[first:last]
        share = max(0.0, (similarity - DOUBTFUL) / (1 - DOUBTFUL))
        counts = [sum([part.count for part in parts]) for parts in both]
        agreed += min([sum([part.weight for part in parts]) for parts in both]) * share
        met += (min(counts) if how == INITIAL else max(counts)) * share
    return PersonComparison(
        asked=asked,
        listed=listed,
        pairs=tuple(pairs),
        agreed=agreed,
        met=met,
        left_asked=[part for at, part in enumerate(asked.parts) if at not in ours],
        left_listed=[part for at, part in enumerate(listed.parts) if at not in theirs],
    )


Option = tuple[float, int, int, int, int, float, str]
"""What a pair would gain, less than zero so that the best sorts first; where; how alike; how."""


def _list_options(asked: PersonName, listed: PersonName) -> Iterator[Option]:
    """Every two parts that are alike, and every part that is several of the other name."""
    for i, ours in enumerate(asked.tokens):
        for j, theirs in enumerate(listed.tokens):
            similarity, how = likeness(ours, theirs)
            if similarity:
                letters = len(ours) + len(theirs)
                yield -letters * similarity**2, i, i + 1, j, j + 1, similarity, how
        for run, similarity in _find_joined_runs(ours, listed):
            gain = -(len(ours) + len(run.text)) * similarity**2
            yield gain, i, i + 1, run.start, run.end, similarity, JOINED
    for j, theirs in enumerate(listed.tokens):
        for run, similarity in _find_joined_runs(theirs, asked):
            gain = -(len(theirs) + len(run.text)) * similarity**2
            yield gain, run.start, run.end, j, j + 1, similarity, JOINED


def _find_joined_runs(text: str, name: PersonName) -> Iterator[tuple[Run, float]]:
    """The runs of a name that are this part, written as one word.

    Where the part itself stands in the name, what is beside it adds nothing: "V. Volodin".
    """
    length = len(text)
    if length < _SHORTEST_JOINED or text in name.tokens:
        return
    for run in name.runs:
        letters = len(run.text)
        if letters > length + _SLACK:
            return
        if letters >= length - _SLACK:
            similarity, how = likeness(text, run.text)
            if similarity >= _LEAST_JOINED and how != SHORTENED:
                yield run, similarity


# --- Rules ------------------------------------------------------------------------------------


def telling_names(c: PersonComparison) -> float:
    """How telling the names are that both have."""
    return min(c.agreed, MOST_NAMES)


def names_that_meet(c: PersonComparison) -> float:
    """How many names both have."""
    return min(c.met, MOST_NAMES)


def asked_covered(c: PersonComparison) -> float:
    """Share of the asked name that the listed name accounts for."""
    whole = c.met + sum([part.count for part in c.left_asked])
    return c.met / whole if whole else 0.0


def listed_covered(c: PersonComparison) -> float:
    """Share of the listed name that the asked name accounts for."""
    whole = c.met + sum([part.count for part in c.left_listed])
    return c.met / whole if whole else 0.0


def asked_left_over(c: PersonComparison) -> float:
    """Names of the asked party that the listed one does not have."""
    return sum([part.count * (PLAIN + part.weight) for part in c.left_asked])


def listed_left_over(c: PersonComparison) -> float:
    """Names of the listed party that the asked one does not have."""
    return sum([part.count * (PLAIN + part.weight) for part in c.left_listed])


def conflict(c: PersonComparison) -> float:
    """Each has a name in place of one of the other's."""
    left = [sum([part.count for part in parts]) for parts in (c.left_asked, c.left_listed)]
    return min(left)


def least_alike(c: PersonComparison) -> float:
    """The least alike of the names that met."""
    return min([pair.similarity for pair in c.pairs if pair.how != INITIAL], default=1.0)


def letters_in_order(c: PersonComparison) -> float:
    """Letters shared when the parts of both are put in one order."""
    return fuzz.ratio("".join(c.asked.key), "".join(c.listed.key)) / 100


RULES: Mapping[str, tuple[Callable[[PersonComparison], float], Direction]] = {
    "telling names": (telling_names, RISING),
    "names that meet": (names_that_meet, RISING),
    "asked covered": (asked_covered, RISING),
    "listed covered": (listed_covered, RISING),
    "asked left over": (asked_left_over, FALLING),
    "listed left over": (listed_left_over, FALLING),
    "conflict": (conflict, FALLING),
    "least alike": (least_alike, RISING),
    "letters in order": (letters_in_order, RISING),
}
"""Name -> (rule, direction): the table. A test holds it against the scorecard."""


def measures(c: PersonComparison) -> dict[str, float]:
    """What every rule measures."""
    return {name: rule(c) for name, (rule, _) in RULES.items()}


FAINT = read_value("persons.faint")
_USUAL = read_value("persons.usual")
_MISSPELLED = read_value("persons.misspelled")
_READ_ALIKE = FORM_OF_NAME
"""How alike syllables are at least that are one reading: all but forms of it are other names."""
_DULL = read_value("persons.dull")


class ScoredPerson(Struct, frozen=True):
    """A comparison and what it is worth."""

    comparison: PersonComparison
    score: float
    """0..1."""
    cap: Cap | None = None
    """What keeps it from scoring more."""


def score(asked: PersonName, listed: PersonName, least: float = 0.0) -> ScoredPerson:
    """Compare two names of persons and score the pair; pure.

    Below `least` no score need be exact: it is not found out by how much a pair falls short.
    """
    comparison = compare(asked, listed)
    cap, same = find_cap(comparison, least), is_same(comparison)
    limit = cap.score if cap else 1.0 if same else ALMOST_SAME
    if same or not limit or limit < least:
        return ScoredPerson(comparison, limit, cap)
    floor = find_floor(comparison)
    worth = max(floor.score if floor else 0.0, card().rate(RULES, comparison, least))
    return ScoredPerson(comparison, min(limit, worth), cap if worth >= limit else None)


def is_same(c: PersonComparison) -> bool:
    """Whether both are one name, whatever the order of its parts; a reading is none."""
    if not c.same or c.asked.suffixes != c.listed.suffixes:
        return False
    return c.asked.characters == c.listed.characters and not _is_other_father(c)


def find_floor(c: PersonComparison) -> Floor | None:
    """Why a pair scores no less: all parts met, each in one of its usual spellings.

    Family names of East Asia have forms as well ("Jin", "Kim"), but they are so few and short that
    any two persons may have them.
    """
    all_met = not any(part.count >= FAINT for part in (*c.left_asked, *c.left_listed))
    usual = all(
        pair.similarity >= _USUAL
        and pair.how in (SAME, SIMILAR, FORM, JOINED)
        and not _is_form_of_syllable(c, pair)
        for pair in c.pairs
    )
    return Floor.SPELLING if all_met and usual and c.met > 1 + FAINT else None


def _is_form_of_syllable(c: PersonComparison, pair: Pair) -> bool:
    parts = (*c.asked.parts[slice(*pair.asked)], *c.listed.parts[slice(*pair.listed)])
    return pair.how == FORM and any(is_syllable(part.text) for part in parts)


def find_cap(c: PersonComparison, least: float = 0.0) -> Cap | None:
    """Why a pair of names scores no more, whatever its points; any cap below `least` will do."""
    cap = _find_cap_of_parts(c)
    if cap and cap.score < least:  # as mostly
        return cap
    father = Cap.OTHER_FATHER if _is_other_father(c) else None
    return lowest_cap(cap, _find_cap_of_reading(c), father)


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


def _find_cap_of_reading(c: PersonComparison) -> Cap | None:
    """The cap where one side is in characters, of which only the reading is compared.

    There are some four hundred syllables of Chinese and fewer family names in use: the same
    syllables are no proof, and some of them are nothing. Nor are all of them that do not meet in
    one order, the family name first or last.
    """
    if c.asked.characters == c.listed.characters:
        return None
    pairs = c.pairs
    if c.left_asked or c.left_listed or any(pair.similarity < _READ_ALIKE for pair in pairs):
        return Cap.OTHER_READING
    order = [pair.listed for pair in pairs]
    turned = ([*order[at:], *order[:at]] for at in (0, 1, len(order) - 1))
    return Cap.READING if sorted(order) in turned else Cap.OTHER_READING


def _find_cap_of_parts(c: PersonComparison) -> Cap | None:
    """The cap by which parts of the names meet."""
    if is_same(c):
        return None
    if c.met <= FAINT:
        return Cap.STRANGER
    if c.met < 1 + FAINT and conflict(c) >= FAINT:
        return Cap.SOMEBODY_ELSE
    firm = c.asked.is_firm and not c.listed.is_firm
    if c.met < 1 or (c.met < 1 + FAINT and firm):
        return Cap.LONE
    pairs = c.pairs
    # No part is the same, and one is a syllable that another name is a form of.
    if all(pair.how != SAME for pair in pairs) and any(_is_form_of_syllable(c, p) for p in pairs):
        return Cap.UNLIKE
    ours, theirs = c.asked.suffixes, c.listed.suffixes
    # But one name is the same, and another meets it in no usual spelling.
    names = [pair.similarity for pair in pairs if pair.how in (SAME, SIMILAR)]
    return lowest_cap(
        Cap.NAMESAKE if ours and theirs and ours != theirs else None,
        Cap.MISSPELLED if len(names) == 2 and min(names) < _MISSPELLED else None,
        Cap.FIRM if firm else None,
    )


def is_weak(listed: PersonName) -> bool:
    """Whether a listed name is so common or short that it tells too little for a hit."""
    return sum(part.weight for part in listed.parts) < _DULL


def card() -> Scorecard:
    """The scorecard for names of persons."""
    return read_bundled_scorecard("persons.toml")
