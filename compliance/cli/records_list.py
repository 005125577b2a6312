"""`screen records list`: the journal of run records."""

from compliance.cli import options
from compliance.cli.choices import configured, merged
from compliance.cli.exits import ExitCode
from compliance.cli.terminal import results, tell
from compliance.configuration import Choices
from compliance.files import visible
from compliance.lists.data_folder import data_folder
from compliance.runs import journal

app = options.new_app()


@app.command()
def records_list(
    data: options.Data = None,
    config: options.Config = None,
    no_config: options.NoConfig = False,
) -> int:
    """Show every run record in the journal: when, where, until when it is kept, and its hash.

    Runs write the journal where the settings file says `[record]` with `journal = true`. Exit
    codes: 0 shown, 2 could not start.
    """
    choices = merged(Choices(data=data), configured(config, ignored=no_config))
    folder = data_folder(choices.data)
    entries = journal.read(folder).entries
    if not entries:
        tell(f"no record is in the journal of {folder} ([record] with journal = true keeps one)")
    console = results()
    for one in entries:
        text = f"{one.time}  keep until {one.until}  {one.record[:12]}  {one.file}"
        console.print(visible(text), markup=False, soft_wrap=True)
    return ExitCode.NOTHING_OPEN
