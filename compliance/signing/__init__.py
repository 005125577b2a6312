"""Signatures on run records, the journal and decisions: made with a key file, checked offline.

ssh_signature  PURE: the form of OpenSSH (`ssh-keygen -Y sign`), made and read
keys           the private key that signs, and the table of those whose signatures count
"""

from compliance.signing.keys import (
    Signatory,
    SignatoryTable,
    SigningKey,
    load_signatories,
    load_signing_key,
)
from compliance.signing.ssh_signature import MalformedSignature

__all__ = [
    "MalformedSignature",
    "Signatory",
    "SignatoryTable",
    "SigningKey",
    "load_signatories",
    "load_signing_key",
]
