"""Write the command reference, from what the commands say of themselves.

`screen --help` goes into the README, the help of every command into docs/commands.md and the manual
page, what a listing restricts into the page for officers, and the docstrings of the library into
docs/api.md.

usage: python docs/reference.py [--check]      --check writes nothing and exits 1 when one is stale
"""

import io
import os
import sys
from collections.abc import Sequence
from contextlib import redirect_stdout
from pathlib import Path

import api
import manual

from compliance.cli.main import COMMANDS, main
from compliance.lists.curated.effects import parse_effects
from compliance.lists.curated.programmes import parse_programmes
from compliance.model import Purpose
from compliance.policy import load_purposes
from compliance.policy.purposes import CountRule

ROOT = Path(__file__).parent.parent
START = "<!-- reference: written by `make docs` -->\n"
END = "<!-- end of reference -->\n"
EFFECTS = "<!-- effects: written by `make docs` -->\n"
EVERY_PURPOSE = "every purpose"
END_OF_EFFECTS = "<!-- end of effects -->\n"
OFFICERS = "docs/lists-for-officers.md"
WIDTH = "90"
PAGES: dict[str, Sequence[Sequence[str]]] = {
    "README.md": [[]],
    "docs/commands.md": [name.split() for name in COMMANDS],
}
"""Page -> the commands whose help stands in it."""


def reference(commands: Sequence[Sequence[str]]) -> str:
    """The help of the commands, as Markdown."""
    calls = [[*words, "--help"] for words in commands]
    return "\n".join(
        f"```text\n$ screen {' '.join(call)}\n{help_text(call)}```\n" for call in calls
    )


def help_text(call: list[str]) -> str:
    """What `screen` prints for these words, at a fixed width."""
    os.environ["COLUMNS"] = WIDTH
    output = io.StringIO()
    with redirect_stdout(output):
        main(call)
    return "\n".join(line.rstrip() for line in output.getvalue().splitlines()) + "\n"


def with_reference(text: str, page: str) -> str:
    """The page with the reference between its marks."""
    before, _, rest = text.partition(START)
    after = rest.partition(END)[2]
    return f"{before}{START}\n{reference(PAGES[page])}\n{END}{after}"


def effects() -> str:
    """What every published list restricts, as a table."""
    text = (ROOT / "lists" / "programmes.toml").read_text(encoding="utf-8")
    rules = load_purposes(ROOT / "lists").rules
    rows = (
        f"| {one.name} ({one.publisher}) | {one.restricts} | {one.binds} | "
        f"{one.authority} | {counted(rules[one.id])} |"
        for one in parse_programmes(text).values()
    )
    titles = "list", "what a listing restricts, and what not", "for whom", "citation", "counted for"
    head = f"| {' | '.join(titles)} |\n{'|---' * len(titles)}|"
    return "\n".join((head, *rows)) + "\n"


def counted(rule: CountRule) -> str:
    """Under which purposes a listing counts, and why not under the others."""
    if not rule.why:
        return EVERY_PURPOSE
    purposes = ", ".join(one for one in Purpose if one in rule.purposes)
    looked_up = ", ".join(filter(None, (rule.source, rule.looked_up)))
    return f"{purposes}. The list {rule.why} [{looked_up}]"


def listing_effects() -> str:
    """What a listing means by its tags, footnotes, names or the day, a line each."""
    folder = ROOT / "lists"
    known = parse_programmes((folder / "programmes.toml").read_text(encoding="utf-8"))
    rules = parse_effects((folder / "effects.toml").read_text(encoding="utf-8"), known)
    rows = (
        f"| {one.name} | {'; '.join(known[key].name for key in one.programmes)} "
        f"| {one.yes.replace('{tags}', ', '.join(sorted(one.tags)))} "
        f"| {one.since or 'the listing'} | {one.citation} "
        f"| {', '.join(filter(None, (one.source, one.looked_up)))} |"
        for one in rules
    )
    head = "| effect | on | says of a listing that it reaches | since | citation | looked up |"
    return "\n".join((head, "|---|---|---|---|---|---|", *rows)) + "\n"


def with_effects(text: str) -> str:
    """The page with the table between its marks."""
    before, _, rest = text.partition(EFFECTS)
    tables = f"{EFFECTS}\n{effects()}\n{listing_effects()}\n{END_OF_EFFECTS}"
    return f"{before}{tables}{rest.partition(END_OF_EFFECTS)[2]}"


def pages() -> dict[str, str]:
    """Every page that is written here, as it should be."""
    texts = {page: (ROOT / page).read_text(encoding="utf-8") for page in (*PAGES, OFFICERS)}
    found = {page: with_reference(texts[page], page) for page in PAGES}
    return found | {
        OFFICERS: with_effects(texts[OFFICERS]),
        manual.PAGE: manual.manual(),
        api.PAGE: api.write_page(),
    }


def run(arguments: list[str]) -> int:
    """Write or check; the exit code says whether all pages were up to date."""
    stale = 0
    for page, new in pages().items():
        file = ROOT / page
        stale |= not file.is_file() or file.read_text(encoding="utf-8") != new
        if "--check" not in arguments:
            file.write_text(new, encoding="utf-8")
    return int(stale) if "--check" in arguments else 0


if __name__ == "__main__":
    raise SystemExit(run(sys.argv[1:]))
