"""Where the user asks for less than the usual exit code: what it is then, and saying so."""

from collections.abc import Iterable, Iterator, Sequence

from compliance.cli.exits import ExitCode, Outcome, exit_code
from compliance.cli.terminal import tell
from compliance.configuration import FAIL_ON, WITHOUT_PARTIES, Choices
from compliance.errors import UsageError
from compliance.model import ListInfo


def refuse_unknown(choices: Choices) -> None:
    """Raise UsageError for a word of --fail-on or --without-parties that there is not."""
    given = (
        ("--fail-on", choices.fail_on, FAIL_ON),
        ("--without-parties", choices.without_parties, WITHOUT_PARTIES),
    )
    for option, word, words in given:
        if word is not None and word not in words:
            raise UsageError(f"there is no {option} {word!r}", f"choose {', '.join(words)}")


def lenient_code(
    outcomes: Sequence[Outcome],
    lists: Iterable[ListInfo],
    choices: Choices,
    *,
    is_whole: bool = True,
) -> ExitCode:
    """The exit code as the user wants it; where it hides something, a line on stderr says so."""
    known = list(lists)
    fail_on = choices.fail_on or FAIL_ON[0]
    code = exit_code(outcomes, known, is_whole=is_whole, fail_on=fail_on)
    for line in _notices(code, exit_code(outcomes, known, is_whole=is_whole), outcomes, choices):
        tell(line)
    started = code is not ExitCode.NOT_STARTED
    return ExitCode.NOTHING_OPEN if choices.exit_zero and started else code


def _notices(
    code: ExitCode, usual: ExitCode, outcomes: Sequence[Outcome], choices: Choices
) -> Iterator[str]:
    if code is not usual:
        number = sum(one.report.manifest.open for one in outcomes if one.report)
        parties = "1 party is" if number == 1 else f"{number:,} parties are"
        yield f"notice: {parties} open, which --fail-on {choices.fail_on} leaves out"
    if choices.exit_zero and code in (ExitCode.OPEN, ExitCode.INCOMPLETE):
        yield f"notice: the exit code would be {int(code)}; --exit-zero makes it 0"
