"""One party that stands in no file; nothing that reads workbooks is loaded for it."""

from compliance.model import InputFile, Party, Question, Report
from compliance.screening.run_report import AnswerTally, build_report
from compliance.screening.run_setup import RunSetup, answer_questions


def screen_party(party: Party, setup: RunSetup) -> Report:
    """Screen one party; the report's source is the command line."""
    question = Question(file="", sheet="", row=0, party=party)
    results = tuple(map(setup.locate, answer_questions([question], setup)))
    source = InputFile(name="command line", path="", sha256="", size=0)
    tally = AnswerTally()
    for result in results:
        tally.add(result)
    return build_report(source, results, tally.counts, setup)
