"""The signatures of OpenSSH, so that anyone can check one without this program.

Source: PROTOCOL.sshsig of OpenSSH. A signature names its public key, and a namespace that says what
was signed, so that one on a decision can never stand below a run record. Only Ed25519 (RFC 8709)
with SHA-512 is made and read: one good way, not a choice of them.
"""

import base64
import binascii
import hashlib
import struct

from msgspec import Struct

KEY_KIND = b"ssh-ed25519"
KEY_SIZE, SIGNATURE_SIZE = 32, 64
"""Bytes of an Ed25519 public key and signature (RFC 8032)."""
_MAGIC, _VERSION, _HASH = b"SSHSIG", 1, b"sha512"
_BEGIN, _END = "-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----"
_WIDTH = 70
"""Characters of a line of an armoured signature, as ssh-keygen writes it."""


class MalformedSignature(ValueError):  # noqa: N818 - not an error of the user interface
    """What should be a signature and is none of this form."""


class SshSignature(Struct, frozen=True, kw_only=True):
    """A signature as it is written, not checked yet."""

    public_key: bytes
    """The key as OpenSSH encodes it, its kind included."""
    namespace: str
    signature: bytes
    """The 64 bytes of Ed25519."""


def encode_public_key(raw: bytes) -> bytes:
    """The 32 bytes of a public key as OpenSSH encodes them."""
    return _pack(KEY_KIND) + _pack(raw)


def decode_public_key(blob: bytes) -> bytes:
    """The 32 bytes of a public key. Raises MalformedSignature for a key of another kind."""
    kind, raw = _take(blob, 2)
    if kind != KEY_KIND or len(raw) != KEY_SIZE:
        raise MalformedSignature("it is no Ed25519 key")
    return raw


def signed_bytes(message: bytes, namespace: str) -> bytes:
    """What is really signed for a message: its hash and what it is."""
    parts = (namespace.encode(), b"", _HASH, hashlib.sha512(message).digest())
    return _MAGIC + b"".join(map(_pack, parts))


def write_signature(one: SshSignature) -> str:
    """The signature as one line of base64."""
    inner = _pack(KEY_KIND) + _pack(one.signature)
    parts = (one.public_key, one.namespace.encode(), b"", _HASH, inner)
    blob = _MAGIC + struct.pack(">I", _VERSION) + b"".join(map(_pack, parts))
    return base64.b64encode(blob).decode()


def read_signature(text: str) -> SshSignature:
    """The signature of a line of base64. Raises MalformedSignature."""
    try:
        blob = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise MalformedSignature("it is no base64") from None
    head = _MAGIC + struct.pack(">I", _VERSION)
    if not blob.startswith(head):
        raise MalformedSignature("it is no signature of OpenSSH")
    key, namespace, _, hashed, inner = _take(blob.removeprefix(head), 5)
    kind, signature = _take(inner, 2)
    if kind != KEY_KIND or hashed != _HASH or len(signature) != SIGNATURE_SIZE:
        raise MalformedSignature("it is not of the kind Ed25519 with SHA-512")
    name = namespace.decode("utf-8", "replace")
    return SshSignature(public_key=key, namespace=name, signature=signature)


def armour(text: str) -> str:
    """A line of base64 as the text of a `.sig` file."""
    lines = [text[at : at + _WIDTH] for at in range(0, len(text), _WIDTH)]
    return "\n".join((_BEGIN, *lines, _END, ""))


def strip_armour(text: str) -> str:
    """The line of base64 of a `.sig` file. Raises MalformedSignature."""
    first, *lines = text.split() or [""]
    whole = " ".join((first, *lines))
    if not (whole.startswith(_BEGIN) and whole.endswith(_END)):
        raise MalformedSignature("it is no signature of OpenSSH")
    return whole.removeprefix(_BEGIN).removesuffix(_END).replace(" ", "")


def _pack(data: bytes) -> bytes:
    """A string of SSH: its length in four bytes, and its bytes (RFC 4251)."""
    return struct.pack(">I", len(data)) + data


def _take(blob: bytes, number: int) -> list[bytes]:
    """So many strings of SSH, and nothing behind them. Raises MalformedSignature."""
    found, at = [], 0
    while at < len(blob):
        start = at + 4
        at = start + int.from_bytes(blob[at:start])
        if start > len(blob) or at > len(blob):
            raise MalformedSignature("it is cut off")
        found.append(blob[start:at])
    if len(found) != number:
        raise MalformedSignature("it is cut off, or has more than a signature has")
    return found
