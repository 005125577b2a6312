"""The page: a report as one HTML file that needs nothing else, in which an officer decides.

gathering    the answers, walked once: rows of the page's table, counts, what was not screened
parties      an answer as the plain data of its row; listed parties, rules and reasons each once
bars         PURE: counts -> the bars of a picture
differences  PURE: two names -> their parts, and which of them the other does not have
document     templates, styles and scripts -> the file; its policy names the hashes of both

`templates/` holds what is written once (summary, coverage, lists), `scripts/` what fills the table
and takes decisions, `styles/` how both look on a screen and on paper. There is no build step: the
files are put into the page as they are. The page saves decisions for `screen review import`, which
reads them in `decisions.filled_reports`.
"""

from pathlib import Path

from compliance.model import Report
from compliance.reporters.base import encode_text, output, run_id
from compliance.reporters.html.document import render
from compliance.reporters.html.gathering import gather


def write(report: Report, path: Path) -> None:
    """Write the page. Raises OutputError."""
    with output(path) as stream:
        found = gather(report.results, run_id(report.manifest))
        for piece in render(report.manifest, found):
            stream.write(encode_text(piece))
