"""What every run loads once: the lists and the matcher over them."""

from compliance import catalog
from compliance.cli.terminal import progress
from compliance.engines.local import Setup
from compliance.matching import Matcher
from compliance.model import Settings


def prepared(settings: Settings, time: str) -> Setup:
    """Lists and matcher for the settings. Raises ListError."""
    with progress() as bar:
        bar.add_task("reading the lists", total=None)
        watchlist = catalog.load(settings.lists)
        return Setup(
            matcher=Matcher(watchlist), lists=watchlist.lists, settings=settings, time=time
        )
