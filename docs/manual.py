"""The manual page, from what the commands say of themselves: packaging/party-screen.1.

It is called after the command that no other program owns: GNU screen has a page `screen`. Its form
is that of groff_man(7).
"""

from collections.abc import Iterator

from compliance import __version__
from compliance.cli.main import COMMANDS, NAMES_OF_HELP, PROGRAM, load_command

PAGE = "packaging/party-screen.1"
AS_IT_IS = "\b"
"""Begins a paragraph of a help text whose lines are not to be filled anew."""
HEAD = f"""\
.\\" Written by `make docs` from the help of the commands.
.TH PARTY-SCREEN 1 "" "party-screen {__version__}" "User Commands"
.SH NAME
party-screen, screen \\- screen for restricted parties, offline, and say why
.SH SYNOPSIS
"""
TAIL = """\
.SH ENVIRONMENT
.TP
SCREEN_DATA
Folder of stored lists, decisions and the journal.
.TP
SCREEN_CACHE
Folder of lists made ready; empty keeps none.
.TP
SCREEN_DEBUG
1 prints a traceback with an unforeseen error, which may hold names from your file.
.SH NOTES
No match is not clearance: it only says that no listed name was similar enough in the lists
that were used, as they were on their dates. The program gives no legal advice.
"""


def manual() -> str:
    """The whole page."""
    sections = [section(name) for name in COMMANDS]
    main = section("")
    usages = "".join(f"{usage}.br\n" for usage, _ in (main, *sections)).removesuffix(".br\n")
    texts = [f".SH DESCRIPTION\n{main[1]}.SH COMMANDS\n"]
    texts += [f".SS {usage.removeprefix('.B ')}{text}" for usage, text in sections]
    return "".join((HEAD, usages, *texts, TAIL))


def section(name: str) -> tuple[str, str]:
    """How one command is called, and what it says of itself; the main job has no name."""
    app, program = load_command(name), f"{PROGRAM} {name}".strip()
    context = app.make_context(program, [], resilient_parsing=True, **NAMES_OF_HELP)
    pieces = " ".join(app.collect_usage_pieces(context)).replace("{", "").replace("}", "")
    records = (each.get_help_record(context) for each in app.get_params(context))
    text = [
        *paragraphs(app.help or ""),
        *(f".TP\n.B {escaped(name)}\n{escaped(said)}\n" for name, said in filter(None, records)),
        *paragraphs(app.epilog or ""),
    ]
    return f".B {escaped(f'{program} {pieces}')}\n", "".join(text)


def paragraphs(text: str) -> Iterator[str]:
    """The paragraphs of a help text; those that are to stay as they are keep their lines."""
    for paragraph in filter(None, map(str.strip, text.split("\n\n"))):
        lines = paragraph.removeprefix(AS_IT_IS).strip("\n").splitlines()
        body = "".join(f"{escaped(line)}\n" for line in lines)
        is_kept = paragraph.startswith(AS_IT_IS)
        yield f".PP\n.nf\n{body}.fi\n" if is_kept else f".PP\n{body}"


def escaped(text: str) -> str:
    """Text that means itself: no escapes, and no request at the beginning of a line."""
    marked = text.replace("\\", "\\e").replace("-", "\\-").replace("`", "\\(ga")
    return f"\\&{marked}" if marked.startswith((".", "'")) else marked
