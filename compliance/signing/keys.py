"""The key that signs, and the table of those whose signatures count: files of OpenSSH's form.

Keys are made with `ssh-keygen -t ed25519`. The table is an `allowed_signers` file of ssh-keygen: a
line a person, the name and the public key. Its options (`valid-before`, ...) are refused, because
nothing but the signer's own clock says when a signature was made: take a line out instead.
"""

import base64
import binascii
import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from compliance.errors import ConfigurationError
from compliance.signing.ssh_signature import (
    KEY_KIND,
    MalformedSignature,
    SshSignature,
    decode_public_key,
    encode_public_key,
    read_signature,
    signed_bytes,
    write_signature,
)
from compliance.storage.atomic_file import read_file
from compliance.storage.hashing import hash_bytes

PASSPHRASE = "SCREEN_KEY_PASSPHRASE"  # noqa: S105 - the name of a variable
"""Environment variable with the passphrase of the private key, for runs without a person."""
_OTHERS = 0o077
"""Permissions of anyone but the owner."""
_HOW_TO_MAKE = "ssh-keygen -t ed25519 -f FILE makes one"


class Signatory(Struct, frozen=True, kw_only=True):
    """Whose signature a message has, or what is wrong with it."""

    name: str = ""
    """The name in the table; empty where something is wrong."""
    problem: str = ""
    """What is wrong, as the end of a sentence that names the message; empty where nothing is."""


class SignatoryTable(Struct, frozen=True):
    """Those whose signatures count: public key, as OpenSSH encodes it -> name."""

    names: Mapping[bytes, str]

    def check(self, message: bytes, namespace: str, text: str) -> Signatory:
        """Who signed the message, by the signature in one line of base64."""
        if not text:
            return Signatory(problem="is not signed")
        try:
            found = read_signature(text)
        except MalformedSignature as error:
            return Signatory(problem=f"has a damaged signature: {error}")
        name = self.names.get(found.public_key)
        if name is None:
            shown = fingerprint(found.public_key)
            return Signatory(problem=f"is signed with a key of nobody in the signers file: {shown}")
        if found.namespace != namespace or not _is_genuine(found, message):
            return Signatory(problem="does not fit its signature: it was changed after signing")
        return Signatory(name=name)


class SigningKey(Struct, frozen=True):
    """A private key that signs."""

    key: Any
    """Of the library: Ed25519PrivateKey."""

    @property
    def public(self) -> bytes:
        """Its public key, as OpenSSH encodes it."""
        return encode_public_key(self.key.public_key().public_bytes_raw())

    def sign(self, message: bytes, namespace: str) -> str:
        """The signature of a message, as one line of base64; always the same for the same."""
        raw = self.key.sign(signed_bytes(message, namespace))
        return write_signature(
            SshSignature(public_key=self.public, namespace=namespace, signature=raw)
        )


def fingerprint(public: bytes) -> str:
    """A public key as `ssh-keygen -l` names it."""
    return "SHA256:" + base64.b64encode(bytes.fromhex(hash_bytes(public))).decode().rstrip("=")


def _is_genuine(found: SshSignature, message: bytes) -> bool:
    _load_library()
    from cryptography.exceptions import InvalidSignature  # late, an extra
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    key = Ed25519PublicKey.from_public_bytes(decode_public_key(found.public_key))
    try:
        key.verify(found.signature, signed_bytes(message, found.namespace))
    except InvalidSignature:
        return False
    return True


# --- Files ------------------------------------------------------------------------------------


def load_signatories(path: Path) -> SignatoryTable:
    """The table of a signers file. Raises ConfigurationError, also where the extra is missing."""
    _load_library()
    names: dict[bytes, str] = {}
    for number, line in enumerate(_read_text(path, "signers file").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        where = f"{path.name}, line {number}"
        name, *rest = line.split()
        if len(rest) < 2 or rest[0] != KEY_KIND.decode():
            hint = "a name without spaces, ssh-ed25519, and the key; no options"
            raise ConfigurationError(f"{where} is no name with an Ed25519 key", hint)
        try:
            public = base64.b64decode(rest[1], validate=True)
            decode_public_key(public)
        except (binascii.Error, ValueError) as error:
            hint = "copy the .pub file"
            raise ConfigurationError(f"{where}: the key is damaged", hint) from error
        names[public] = name
    if not names:
        hint = "a line a person: a name, ssh-ed25519, and the key from the .pub file"
        raise ConfigurationError(f"the signers file {str(path)!r} names nobody", hint)
    return SignatoryTable(names)


def load_signing_key(path: Path) -> SigningKey:
    """The private key of a file. Raises ConfigurationError for whatever keeps it from signing."""
    _load_library()
    from cryptography.exceptions import UnsupportedAlgorithm  # late, an extra
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    data = _read_text(path, "signing key").encode()
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & _OTHERS:
        problem = f"the signing key {str(path)!r} can be read by others"  # and they could sign
        raise ConfigurationError(problem, f"chmod 600 {path.name}")
    try:
        key = _open_key(data)
    except TypeError as error:
        problem = f"the signing key {str(path)!r} has a passphrase"
        raise ConfigurationError(problem, f"put it into the variable {PASSPHRASE}") from error
    except (ValueError, UnsupportedAlgorithm) as error:
        problem = f"the signing key {str(path)!r} cannot be read: damaged, or another passphrase"
        raise ConfigurationError(problem, _HOW_TO_MAKE) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise ConfigurationError(f"the signing key {str(path)!r} is not Ed25519", _HOW_TO_MAKE)
    return SigningKey(key)


def _open_key(data: bytes) -> object:
    """The key, with the passphrase where it has one. Raises TypeError where none is known."""
    from cryptography.hazmat.primitives.serialization import load_ssh_private_key  # late, an extra

    passphrase = os.environ.get(PASSPHRASE)
    try:
        return load_ssh_private_key(data, None)
    except TypeError:
        if not passphrase:
            raise
        return load_ssh_private_key(data, passphrase.encode())


def _read_text(path: Path, what: str) -> str:
    try:
        return read_file(path).decode()
    except OSError as error:
        problem = f"the {what} {str(path)!r} cannot be read: {error.strerror or error}"
        raise ConfigurationError(problem, "check [signing] of the settings file") from error
    except UnicodeDecodeError as error:
        problem = f"the {what} {str(path)!r} is no text"
        raise ConfigurationError(problem, _HOW_TO_MAKE) from error


def _load_library() -> None:
    """Raise ConfigurationError where the library of the extra is not installed."""
    try:
        import cryptography  # noqa: F401 - only whether it is there
    except ImportError as error:
        problem = "signatures need a library that is not installed"
        raise ConfigurationError(problem, "pip install 'party-screen[sign]'") from error
