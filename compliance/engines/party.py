"""What all work on this machine shares, and the screening of one party that stands in no file.

Apart from files, so that asking for one name loads nothing that reads workbooks.
"""

from collections import Counter
from dataclasses import dataclass

from compliance.engines.base import Screen, manifest_of
from compliance.matching import Matcher
from compliance.model import InputFile, ListInfo, Party, Question, Report, RowResult, Settings
from compliance.screening import screen


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """What all files of a run share."""

    matcher: Matcher
    lists: tuple[ListInfo, ...]
    settings: Settings
    time: str
    """Start of the run, ISO 8601 with zone, whole seconds."""
    screen: Screen = screen
    """How questions are answered: in this process, or by several."""


def screen_party(party: Party, setup: Setup) -> Report:
    """Screen one party that stands in no file."""
    question = Question(file="", sheet="", row=0, party=party)
    results = tuple(screen([question], setup.matcher, setup.settings))
    source = InputFile(name="command line", path="", sha256="", size=0)
    return reported(source, results, setup)


def reported(source: InputFile, results: tuple[RowResult, ...], setup: Setup) -> Report:
    """The results with all that proves later what was checked."""
    counts = Counter(result.decision for result in results)
    manifest = manifest_of(
        source, counts, lists=setup.lists, settings=setup.settings, time=setup.time
    )
    return Report(manifest=manifest, results=results)
