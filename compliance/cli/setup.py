"""What every run loads once: the lists and the matcher over them."""

from compliance import kept
from compliance.cli.terminal import progress
from compliance.engines.local import Setup
from compliance.matching import Matcher
from compliance.model import Settings


def prepared(settings: Settings, time: str) -> Setup:
    """Lists and matcher for the settings. Raises ListError."""
    with progress() as bar:
        bar.add_task("reading the lists", total=None)
        ready, lists = kept.made_ready(settings.lists)
        return Setup(matcher=Matcher(ready), lists=lists, settings=settings, time=time)
