"""What all files of a run share, and how their questions are answered with it.

Apart from files, so that asking for one name loads nothing that reads workbooks.
"""

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from compliance.configuration import MOST_MATCHES
from compliance.lists.list_files import find_bundled_folder
from compliance.matching import Matcher
from compliance.model import (
    ListInfo,
    Question,
    RecordInfo,
    RowResult,
    Settings,
)
from compliance.places import Locator, build_locator
from compliance.places.rules import PlaceRules
from compliance.policy import Policy, least_asked, needs_all
from compliance.screening.screen import AnswerQuestions, screen_questions
from compliance.screening.settlement import (
    FindReview,
    apply_decisions,
    apply_place_decisions,
    apply_policy,
)


def read_place_rules() -> PlaceRules:
    """The rules on destinations that came with the program. Raises ListError."""
    from compliance.places.loading import load_rules  # late: a name alone needs none

    return load_rules(find_bundled_folder())


def make_locator(settings: Settings, day: str) -> Locator | None:
    """What finds destinations under rules on a day, ISO 8601, or on the past day of the run."""
    return build_locator(read_place_rules, settings.as_of or day, settings.places)


class OfficerDecisions(Struct, frozen=True, kw_only=True):
    """What officers decided earlier, as a run uses it."""

    review: FindReview
    most: int
    """Most matches of one party that their decisions can settle."""
    standing: int
    """Decisions that stand."""
    record: RecordInfo | None = None
    """The decision record; None where there is only a baseline."""
    baseline: RecordInfo | None = None
    """What was seen and not reviewed; what is in none is new. None where there is none."""


class RunSetup(Struct, frozen=True, kw_only=True):
    """What all files of a run share."""

    matcher: Matcher
    lists: tuple[ListInfo, ...]
    settings: Settings
    time: str
    """Start of the run, ISO 8601 with zone, whole seconds."""
    screen: AnswerQuestions = screen_questions
    """How questions are answered: in this process, or by several."""
    officers: OfficerDecisions | None = None
    """Decisions that are applied; None where there is no record."""
    locator: Locator | None = None
    """Finds destinations under rules; None where nothing is to be made of them."""
    policy: Policy | None = None
    """What counts in another way; None where nothing does."""

    def locate(self, result: RowResult) -> RowResult:
        """The answer with the notes on its destination, and what officers decided of these."""
        located = self.locator.locate(result) if self.locator else result
        if not (self.officers and located.has_question):
            return located
        return apply_place_decisions(located, self.officers.review)

    @property
    def search_settings(self) -> Settings:
        """The settings for the comparison: what is settled or set aside takes no match's place."""
        return widen_settings(self.settings, self.officers)

    @property
    def most_shown(self) -> int:
        """Most matches of a party that can be shown, those settled by officers among them."""
        return self.settings.max_matches + (self.officers.most if self.officers else 0)


def widen_settings(settings: Settings, officers: OfficerDecisions | None) -> Settings:
    """The settings with room for the matches that officers have settled, or a policy sets aside."""
    extra = officers.most if officers else 0
    if not needs_all(settings):
        return replace(settings, max_matches=settings.max_matches + extra) if extra else settings
    most = max(MOST_MATCHES, settings.max_matches + extra)
    return replace(settings, max_matches=most, min_score=least_asked(settings))


def answer_questions(questions: Iterable[Question], setup: RunSetup) -> Iterable[RowResult]:
    """One answer a question, in order, with what officers decided on it; without destinations."""
    found = setup.screen(questions, setup.matcher, setup.search_settings)
    if setup.policy:
        judge = setup.policy.judge_over(setup.matcher.ready, setup.settings.min_score)
        found = apply_policy(found, judge, setup.most_shown)
    if not setup.officers:
        return found
    return apply_decisions(
        found,
        setup.officers.review,
        setup.settings.max_matches,
        marks_new=setup.officers.baseline is not None,
    )
