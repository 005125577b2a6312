"""`screen lists verify`: whether all that is kept is still what it was."""

from rich.text import Text

from compliance.cli import options
from compliance.cli.choices import configured, merged
from compliance.cli.exits import ExitCode
from compliance.cli.terminal import progress, results
from compliance.configuration import Choices
from compliance.files import visible
from compliance.lists import archive, history
from compliance.lists.data_folder import data_folder
from compliance.lists.verification import verify_archive

app = options.new_app()

EPILOG = """\b
Examples:
  screen lists verify
  screen lists verify --data lists.data
"""


@app.command(epilog=EPILOG)
def lists_verify(
    data: options.Data = None,
    config: options.Config = None,
    no_config: options.NoConfig = False,
) -> int:
    """Hash every kept file again and read every line of every history.

    Exit codes: 0 all is as it was, 2 could not start, 3 something is damaged or missing.
    """
    choices = merged(Choices(data=data), configured(config, ignored=no_config))
    folder = data_folder(choices.data)
    with progress() as bar:
        bar.add_task("verifying the kept lists", total=None)
        problems = list(verify_archive(folder))
    console = results()
    for problem in problems:
        console.print(Text(visible(problem)), soft_wrap=True)
    lists, contents = len(history.list_ids(folder)), sum(1 for _ in archive.list_hashes(folder))
    found = f"{len(problems):,} problems" if problems else "all as they were kept"
    where = visible(str(folder))
    console.print(Text(f"{where}: lists {lists:,}, contents {contents:,}: {found}"), soft_wrap=True)
    return ExitCode.INCOMPLETE if problems else ExitCode.NOTHING_OPEN
