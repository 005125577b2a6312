"""`screen explain A [B]`: how two names were compared, or why the nearest entries are no hits."""

from collections.abc import Callable, Sequence
from functools import partial

from rich.console import Console

from compliance import catalog
from compliance.cli import options
from compliance.cli.choices import configured, merged, stock
from compliance.cli.exits import ExitCode
from compliance.cli.setup import DAY
from compliance.cli.terminal import progress, results, tell_list_warnings
from compliance.clock import start_time
from compliance.configuration import Choices
from compliance.errors import UsageError
from compliance.matching.explain import NO_LIST, explain_pair, nearest
from compliance.model import Watchlist
from compliance.reporters.explain import show_nearest, show_pair

app = options.new_app()

_EXAMPLE = 'for example: screen explain "Hikvision Bakery" "Hikvision"'

EPILOG = """\b
Examples:
  screen explain "Hik Vision Bakery" "Hikvision Digital Technology"
  screen explain "Hik Vision Bakery" --list consolidated.csv
"""


@app.command(epilog=EPILOG)
def explain(
    text: options.Text = None,
    lists: options.Lists = None,
    as_of: options.AsOf = None,
    data: options.Data = None,
    locked: options.Locked = None,
    config: options.Config = None,
    no_config: options.NoConfig = False,
) -> int:
    """Show how names were compared, whether they match or not.

    One name: the ten nearest entries of the list, and why each is not a hit. Two names: which words
    met, what each rule gave, and what kept the pair from a higher band. How telling a word is
    depends a little on the list: name the one that was screened against.

    Exit codes: 0 explained, 2 could not start.
    """
    names = _one_or_two(text or ())
    typed = Choices(lists=tuple(lists or ()), as_of=as_of, data=data, locked=locked)
    choices = merged(typed, configured(config, ignored=no_config))
    with progress() as bar:
        bar.add_task("comparing", total=None)
        no_list = len(names) == 2 and not choices.lists
        watchlist = NO_LIST if no_list else _loaded(choices)
        show = _explained(names, watchlist)
    show(results())
    tell_list_warnings(catalog.aged(watchlist.lists, start_time(), choices.publishers))
    return ExitCode.NOTHING_OPEN


def _one_or_two(names: Sequence[str]) -> Sequence[str]:
    """The names, one or two. Raises UsageError for another number, or an empty one."""
    if not names or not all(name.strip() for name in names):
        raise UsageError("no name is given", _EXAMPLE)
    if len(names) > 2:
        problem = f"one name or two can be explained, not {len(names)}"
        raise UsageError(problem, f"put each name in quotes, {_EXAMPLE}")
    return names


def _loaded(choices: Choices) -> Watchlist:
    """The lists, with what the rules of ownership make of them on the day of the run."""
    shelf = stock(choices).shelf
    return catalog.load(choices.lists, shelf, choices.owners, (shelf.as_of or start_time())[:DAY])


def _explained(names: Sequence[str], watchlist: Watchlist) -> Callable[[Console], None]:
    """The explanation, ready to be printed when the progress bar has gone."""
    if len(names) == 1:
        return partial(show_nearest, names[0], nearest(names[0], watchlist))
    return partial(show_pair, explain_pair(names[0], names[1], watchlist))
