"""Everything that can stop a run, as one tree.

    ScreenError                 message (what and where) and hint (what to try)
    ├── UsageError              options that contradict each other or do not exist
    ├── ConfigurationError      a settings file with problems, all of them at once
    ├── InputError              a customer file that cannot be read or understood
    │   └── NoPartiesError      one without a party column, which need not have one
    ├── ListError               a restricted-party list that is broken, missing or short
    ├── StoreError              stored lists that cannot be read, written or trusted
    ├── RunError                a run record that cannot be read, trusted or redone
    ├── FetchError              a list that could not be had from its publisher
    ├── RecordError             a decision record that is damaged, or decisions it cannot take
    ├── EngineError             an engine that cannot start, or lost one of its workers
    └── OutputError             a report that cannot be written

The command line turns each into one line on stderr and the exit code of its class. Messages name
files, sheets, rows and columns, never the parties in them: logs travel further than workbooks.
A hit is a finding, not an error, and has no place here.
"""


class ScreenError(Exception):
    """A problem told to the user in one line: `message` says what and where, `hint` what to try."""

    exit_code = 2

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} ({self.hint})" if self.hint else self.message


class UsageError(ScreenError):
    """Options that do not exist, contradict each other or lack a partner."""


class ConfigurationError(ScreenError):
    """A settings file with one or more problems; the message holds them all."""


class InputError(ScreenError):
    """A file of parties that cannot be opened, read or understood."""


class NoPartiesError(InputError):
    """A file that was read whole, and has no column of parties."""


class ListError(ScreenError):
    """A restricted-party list that is broken, missing or has lost entries."""


class StoreError(ScreenError):
    """Stored lists that cannot be read or written, or are no longer what was kept."""


class RunError(ScreenError):
    """A run record that cannot be read, is not what was written, or cannot be redone."""


class FetchError(ScreenError):
    """A list that its publisher, or a mirror, did not hand over whole."""


class RecordError(ScreenError):
    """A decision record that does not verify, or decisions that cannot be taken into it."""


class EngineError(ScreenError):
    """An engine that cannot start, or that stopped before every row was answered."""


class OutputError(ScreenError):
    """A report that cannot be written where it was asked for."""
