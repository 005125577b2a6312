"""A regular expression that is compiled when it is first used.

Modules hold patterns for every kind of text that they may meet, and one name meets few: to compile
all of them would take a tenth of the time of `screen name`.
"""

import re
from collections.abc import Callable, Iterator
from functools import cached_property


class TextPattern:
    """A pattern of `re` by its text, with the methods of `re.Pattern`."""

    def __init__(self, pattern: str, flags: int = 0) -> None:
        """`pattern` and `flags` as `re.compile` has them; what is wrong shows at the first use."""
        self.pattern = pattern
        self.flags = flags

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        """The pattern itself. Raises re.error where it is none."""
        return re.compile(self.pattern, self.flags)

    # Each method is looked up once and then is an attribute, as quick to call as that of `re`.

    @cached_property
    def search(self) -> Callable[..., re.Match[str] | None]:
        """The first place where it stands."""
        return self._compiled.search

    @cached_property
    def match(self) -> Callable[..., re.Match[str] | None]:
        """Whether a text begins with it."""
        return self._compiled.match

    @cached_property
    def fullmatch(self) -> Callable[..., re.Match[str] | None]:
        """Whether a text is it."""
        return self._compiled.fullmatch

    @cached_property
    def finditer(self) -> Callable[..., Iterator[re.Match[str]]]:
        """All places where it stands."""
        return self._compiled.finditer

    @cached_property
    def findall(self) -> Callable[..., list[str]]:
        """What stands there; of a pattern with several groups, tuples."""
        return self._compiled.findall

    @cached_property
    def split(self) -> Callable[..., list[str]]:
        """What stands between."""
        return self._compiled.split

    @cached_property
    def sub(self) -> Callable[..., str]:
        """The text with something else in its places."""
        return self._compiled.sub
