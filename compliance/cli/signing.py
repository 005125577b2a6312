"""Signatures as the settings ask for them: `[signing]` names a key that signs, and the signers."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from compliance.audit import journal, run_record
from compliance.configuration import Choices
from compliance.decisions.chain import Record
from compliance.decisions.lines import RecordedDecision
from compliance.decisions.record_file import (
    AppendResult,
    DraftDecisions,
    append_decisions,
    read_verified_record,
)
from compliance.decisions.signatures import describe_unsigned
from compliance.errors import ConfigurationError, RecordError, RunError
from compliance.signing import (
    MalformedSignature,
    Signatory,
    SignatoryTable,
    SigningKey,
    load_signatories,
    load_signing_key,
)
from compliance.signing.ssh_signature import armour, strip_armour
from compliance.storage.atomic_file import read_file, replace_file

RECORD, JOURNAL, DECISION = "party-screen-record", "party-screen-journal", "party-screen-decision"
"""What a signature is on, as it says itself: one on a decision is none on a record."""
ENDING = ".sig"
"""What the name of a record's signature ends in, as ssh-keygen has it."""
NOT_TRUSTED = "bring back the signed version from your repository or backup"


class Signing(Struct, frozen=True, kw_only=True):
    """Who signs, and whose signatures count; None where the settings say nothing of it."""

    key: SigningKey | None = None
    signers: SignatoryTable | None = None

    # --- Making -------------------------------------------------------------------------------

    def sign_decision(self, sha256: str) -> str:
        """The signature of a decision, by its hash; empty without a key."""
        return self.key.sign(sha256.encode(), DECISION) if self.key else ""

    def sign_line(self, line: bytes) -> str:
        """The signature of a line of the journal; empty without a key."""
        return self.key.sign(line, JOURNAL) if self.key else ""

    def sign_record(self, path: Path) -> None:
        """Write the signature of a run record beside it. Raises OutputError."""
        if self.key:
            text = armour(self.key.sign(path.read_bytes(), RECORD))
            with replace_file(signature_path(path)) as stream:
                stream.write(text.encode())

    # --- Checking -----------------------------------------------------------------------------

    def check_record(self, path: Path) -> Signatory:
        """Who signed a run record, by the file beside it."""
        if self.signers is None:
            return Signatory()
        beside = signature_path(path)
        try:
            text = strip_armour(read_file(beside).decode("utf-8", "replace"))
            return self.signers.check(path.read_bytes(), RECORD, text)
        except FileNotFoundError:
            return Signatory(problem=f"is not signed: {beside.name} is missing")
        except OSError as error:
            return Signatory(problem=f"has a signature that cannot be read: {error.strerror}")
        except MalformedSignature as error:
            return Signatory(problem=f"has a damaged signature, {beside.name}: {error}")

    def describe_journal(self, known: journal.Journal) -> Iterator[str]:
        """A sentence for each line of the journal that nobody vouches for."""
        if self.signers:
            check = self.signers.check
            yield from journal.describe_unsigned(
                known, lambda line, text: check(line, JOURNAL, text).problem
            )

    def list_signatories(self, known: journal.Journal) -> Iterator[str]:
        """The name of whoever signed each line of the journal; empty where nobody did."""
        for line, text in journal.list_signed(known):
            if self.signers:
                yield self.signers.check(line, JOURNAL, text).name

    def describe_decisions(self, known: Sequence[RecordedDecision]) -> Iterator[str]:
        """A sentence for each decision that nobody vouches for."""
        if self.signers:
            check = self.signers.check
            yield from describe_unsigned(
                known, lambda one: check(one.id.encode(), DECISION, one.signature).problem
            )

    def refuse_unsigned(self, path: Path, record: Record) -> None:
        """Raise RecordError for a decision that nobody vouches for: nothing may rest on it."""
        for problem in self.describe_decisions(record.decisions):
            raise RecordError(f"{path.name}: {problem}", f"screen review verify; {NOT_TRUSTED}")


def signature_path(record: Path) -> Path:
    """Where the signature of a run record stands."""
    return record.with_name(record.name + ENDING)


def signing_of(choices: Choices) -> Signing:
    """The key and the signers that the settings name.

    Raises ConfigurationError for files that will not do, and a key of nobody among the signers.
    """
    key = load_signing_key(Path(choices.signing_key)) if choices.signing_key else None
    signers = load_signatories(Path(choices.signers)) if choices.signers else None
    if key and signers and key.public not in signers.names:
        problem = f"the signing key {choices.signing_key!r} is of nobody in the signers file"
        raise ConfigurationError(problem, f"add its .pub file, with a name, to {choices.signers}")
    return Signing(key=key, signers=signers)


def signers_of(choices: Choices) -> Signing:
    """Only the signers: whoever checks needs no key."""
    signers = load_signatories(Path(choices.signers)) if choices.signers else None
    return Signing(signers=signers)


def read_decisions(path: Path, choices: Choices) -> Record:
    """A decision record whose lines are what was written, by those whose signatures count.

    Raises RecordError.
    """
    record = read_verified_record(path)
    signers_of(choices).refuse_unsigned(path, record)
    return record


def append_signed_decisions(path: Path, make: DraftDecisions, choices: Choices) -> AppendResult:
    """Add decisions to a record, signed where the settings name a key.

    Raises RecordError, also where a decision that is there is not vouched for: the new line would
    vouch for it.
    """
    signing = signing_of(choices)

    def make_checked(record: Record) -> Sequence[RecordedDecision]:
        signing.refuse_unsigned(path, record)
        return make(record)

    sign = signing.sign_decision if signing.key else None
    return append_decisions(path, make_checked, sign=sign)


def read_run_record(path: Path, choices: Choices) -> run_record.RunRecord:
    """A run record that is what was written, by those whose signatures count. Raises RunError."""
    record = run_record.read_record(path)
    if problem := signers_of(choices).check_record(path).problem:
        how = f"to sign it: ssh-keygen -Y sign -n {RECORD} -f KEY {path.name}"
        raise RunError(f"{path.name} {problem}", how)
    return record
