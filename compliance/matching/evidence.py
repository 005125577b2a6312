"""The reasons for a match, in sentences an officer reads.

Word by word: what agrees and how, what is left over on either side; then legal form, number, script
and country. The score of a piece of evidence is the weight it brings (+) or takes (-), 0 for a
remark; of what is known beside the name, the share of the way to the edge of the band.
"""

from collections.abc import Iterator
from textwrap import shorten

from compliance.matching.alignment import Alignment, Pair, Word
from compliance.matching.features import Comparison, other_legal_form, other_number
from compliance.matching.persons import PersonComparison
from compliance.model import HELD, PART_OF_CELL, Evidence, ListEntry, Party
from compliance.names.clean import LOOK_ALIKE
from compliance.names.countries import country_code

AnyComparison = Comparison | PersonComparison
_CELL = 160
"""Characters of a cell that the evidence quotes: the whole stands in the row anyway."""
_COUNTRY, _OTHER_COUNTRY = 0.1, -0.3
_CHINA = frozenset(("CN", "HK", "MO"))
"""Lists put firms of Hong Kong and Macao under China or not: the one does not speak against."""
_SENTENCES = {
    "similar": "“{asked}” is spelled much like “{listed}”",
    "meaning": "“{asked}” means the same as “{listed}”",
    "joined": "“{asked}” is “{listed}” with other spaces",
    "form": "“{asked}” is another form of the name “{listed}”",
    "shortened": "“{asked}” is “{listed}”, one of them cut short",
    "initial": "“{asked}” and “{listed}”: an initial of the other",
    "initials": "“{asked}” and “{listed}”: initials of the same words",
}


def of_part(part: str, cell: str, listed: str) -> Iterator[Evidence]:
    """Which part of a cell is like the listed name; nothing where the whole cell is (`part` "")."""
    if not part:
        return
    note = f"matched the part “{part}” of the cell “{shorten(cell, _CELL, placeholder=' ...')}”"
    yield Evidence(rule=PART_OF_CELL, score=0.0, asked=part, listed=listed, note=note)


def of_limit(reason: str) -> Iterator[Evidence]:
    """What holds the match at REVIEW, if anything does."""
    if reason:
        yield Evidence(rule=HELD, score=0.0, asked="", listed="", note=reason)


def of_second_name(second: str, published: str) -> Iterator[Evidence]:
    """Which name in a published one was compared; nothing where the whole was (`second` "")."""
    if second:
        note = f"compared with “{second}”, which is part of the listed name “{published}”"
        yield Evidence(rule="second name", score=0.0, asked="", listed=second, note=note)


def of_names(c: AnyComparison) -> Iterator[Evidence]:
    """What the two names have in common and what not."""
    yield from _in_both(c)
    for pair in c.alignment.pairs:
        if not _is_same(pair, c.alignment):
            yield _met(pair, c.alignment)
    yield from _left_over(c)
    if isinstance(c, PersonComparison):
        yield from _of_persons(c)
    else:
        yield from _forms(c)
        yield from _places(c)
    yield from _writing(c)


def _of_persons(c: PersonComparison) -> Iterator[Evidence]:
    """What tells a firm from a person, and namesakes from each other."""
    if c.asked.is_firm and not c.listed.is_firm:
        note = "the asked name is a firm's, the listed party is a person"
        yield Evidence(rule="firm or person", score=0.0, asked="", listed="", note=note)
    if c.asked.suffixes != c.listed.suffixes:
        asked, listed = (" ".join(sorted(side.suffixes)) for side in (c.asked, c.listed))
        note = f"the names differ in {asked or listed}, which tells namesakes apart"
        yield Evidence(rule="namesake", score=0.0, asked=asked, listed=listed, note=note)


def _in_both(c: AnyComparison) -> Iterator[Evidence]:
    """One sentence for all words that are written alike."""
    same = [pair for pair in c.alignment.pairs if _is_same(pair, c.alignment)]
    words = [_spelled(c.alignment.listed[slice(*pair.listed)]) for pair in same]
    if not words:
        return
    text = ", ".join(f"“{word}”" for word in dict.fromkeys(words))
    stands = "stands" if len(set(words)) == 1 else "stand"
    yield Evidence(
        rule="same name" if c.same else "same words",
        score=round(sum(_gain(pair, c.alignment) for pair in same), 4),
        asked=" ".join(words),
        listed=" ".join(words),
        note="the names are the same" if c.same else f"{text} {stands} in both names",
    )


def _is_same(pair: Pair, alignment: Alignment) -> bool:
    return _spelled(alignment.asked[slice(*pair.asked)]) == _spelled(
        alignment.listed[slice(*pair.listed)]
    )


def _met(pair: Pair, alignment: Alignment) -> Evidence:
    asked = _spelled(alignment.asked[slice(*pair.asked)])
    listed = _spelled(alignment.listed[slice(*pair.listed)])
    return Evidence(
        rule=f"{pair.how} word",
        score=round(_gain(pair, alignment), 4),
        asked=asked,
        listed=listed,
        note=_SENTENCES[pair.how].format(asked=asked, listed=listed),
    )


def _gain(pair: Pair, alignment: Alignment) -> float:
    ours = sum(word.weight for word in alignment.asked[slice(*pair.asked)])
    theirs = sum(word.weight for word in alignment.listed[slice(*pair.listed)])
    return min(ours, theirs) * pair.similarity


def _spelled(words: tuple[Word, ...]) -> str:
    """The words as written, each writing once (one writing may count as several words)."""
    return " ".join(dict.fromkeys(word.spelled for word in words))


def _left_over(c: AnyComparison) -> Iterator[Evidence]:
    for at in _without_partner(len(c.alignment.asked), [p.asked for p in c.alignment.pairs]):
        word = c.alignment.asked[at]
        note = f"“{word.spelled}” is not in the listed name"
        yield Evidence(
            rule="asked word alone", score=-word.weight, asked=word.spelled, listed="", note=note
        )
    for at in _without_partner(len(c.alignment.listed), [p.listed for p in c.alignment.pairs]):
        word = c.alignment.listed[at]
        note = f"“{word.spelled}” of the listed name is not in the asked one"
        yield Evidence(
            rule="listed word alone", score=-word.weight, asked="", listed=word.spelled, note=note
        )


def _without_partner(count: int, spans: list[tuple[int, int]]) -> list[int]:
    taken = {at for span in spans for at in range(*span)}
    return [at for at in range(count) if at not in taken]


def _forms(c: Comparison) -> Iterator[Evidence]:
    ours, theirs = c.asked.name, c.listed.name
    if other_legal_form(c):
        asked, listed = " ".join(ours.legal), " ".join(theirs.legal)
        note = f"the legal forms differ ({asked} and {listed})"
        yield Evidence(rule="legal form", score=0.0, asked=asked, listed=listed, note=note)
    if other_number(c):
        asked, listed = " ".join(sorted(ours.numbers)), " ".join(sorted(theirs.numbers))
        note = f"the numbers differ ({asked or 'none'} and {listed or 'none'})"
        yield Evidence(rule="number", score=0.0, asked=asked, listed=listed, note=note)


def _places(c: Comparison) -> Iterator[Evidence]:
    if c.other_places:
        note = "each name has a place that the other does not have"
        yield Evidence(rule="place", score=0.0, asked="", listed="", note=note)


def _writing(c: AnyComparison) -> Iterator[Evidence]:
    ours, theirs = c.asked.name, c.listed.name
    if ours.brand and ours.brand == theirs.brand:
        note = f"the Chinese name “{ours.brand}” is the same"
        yield Evidence(
            rule="Chinese name", score=0.0, asked=ours.brand, listed=theirs.brand, note=note
        )
    elif ours.brand or theirs.brand:
        note = "compared by the sound of the Chinese characters (pinyin)"
        yield Evidence(rule="pinyin", score=0.0, asked=ours.brand, listed=theirs.brand, note=note)
    for flag in sorted(ours.flags):
        hint = "; this can be a way to evade screening" if flag == LOOK_ALIKE else ""
        note = f"the asked name holds {flag}{hint}"
        yield Evidence(rule="writing", score=0.0, asked="", listed="", note=note)


def of_country(party: Party, entry: ListEntry) -> Iterator[Evidence]:
    """Whether the party's country is one of the entry's; a missing one says nothing."""
    asked = country_code(party.country)
    if not asked or not entry.countries:
        return
    listed = ", ".join(entry.countries)
    known = asked in {country_code(country) for country in entry.countries}
    note = f"country {asked} is given for the listed party"
    if not known:
        note = (
            f"country {asked} differs from the listed party's ({listed}); it does not rule it out"
        )
    near = asked in _CHINA and not _CHINA.isdisjoint(entry.countries)
    worth = _COUNTRY if known else 0.0 if near else _OTHER_COUNTRY
    yield Evidence(rule="country", score=worth, asked=asked, listed=listed, note=note)
