"""Signatures are those of OpenSSH: made here and checked by ssh-keygen, and the other way round."""

import base64
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from hypothesis import given
from hypothesis import strategies as st

from compliance.errors import ConfigurationError
from compliance.signing import SignatoryTable, SigningKey, load_signatories, load_signing_key
from compliance.signing.keys import PASSPHRASE
from compliance.signing.ssh_signature import (
    MalformedSignature,
    armour,
    encode_public_key,
    read_signature,
    strip_armour,
)

SPACE = "party-screen-record"
KEY = SigningKey(Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
TABLE = SignatoryTable({KEY.public: "berg"})
GOOD = KEY.sign(b"a record", SPACE)

needs_ssh_keygen = pytest.mark.skipif(
    not shutil.which("ssh-keygen"), reason="ssh-keygen is not installed"
)


def write_key(folder: Path, name: str = "key", passphrase: str = "", seed: int = 1) -> Path:
    """A private key as ssh-keygen writes it."""
    key = Ed25519PrivateKey.from_private_bytes(bytes([seed] * 32))
    how = BestAvailableEncryption(passphrase.encode()) if passphrase else NoEncryption()
    path = folder / name
    path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, how))
    path.chmod(0o600)
    return path


def signer_line(key: SigningKey, name: str) -> str:
    """The line of a key in a signers file."""
    return f"{name} ssh-ed25519 {base64.b64encode(key.public).decode()} a comment\n"


# --- Signatures -------------------------------------------------------------------------------


def test_a_signature_is_always_the_same_and_names_its_signer() -> None:
    assert KEY.sign(b"a record", SPACE) == GOOD
    assert TABLE.check(b"a record", SPACE, GOOD).name == "berg"


@pytest.mark.parametrize(
    ("message", "space", "text", "problem"),
    [
        (b"another", SPACE, GOOD, "does not fit its signature: it was changed after signing"),
        (b"a record", "party-screen-decision", GOOD, "does not fit its signature"),
        (b"a record", SPACE, "", "is not signed"),
        (b"a record", SPACE, "no base64!", "has a damaged signature: it is no base64"),
        (b"a record", SPACE, "AAAA", "has a damaged signature: it is no signature of OpenSSH"),
        (b"a record", SPACE, base64.b64encode(base64.b64decode(GOOD)[:-3]).decode(), "cut off"),
    ],
)
def test_what_is_wrong_is_said(message: bytes, space: str, text: str, problem: str) -> None:
    found = TABLE.check(message, space, text)
    assert not found.name
    assert problem in found.problem


def test_a_key_of_nobody_is_named_by_its_fingerprint() -> None:
    found = SignatoryTable({}).check(b"a record", SPACE, GOOD)
    assert found.problem.startswith("is signed with a key of nobody in the signers file: SHA256:")


@given(st.integers(0, len(base64.b64decode(GOOD)) - 1), st.integers(1, 255))
def test_no_changed_byte_passes(at: int, change: int) -> None:
    blob = bytearray(base64.b64decode(GOOD))
    blob[at] ^= change
    found = TABLE.check(b"a record", SPACE, base64.b64encode(blob).decode())
    assert bool(found.problem) != bool(found.name)
    assert found.problem


@given(st.binary(max_size=300))
def test_any_bytes_are_a_signature_or_are_refused(blob: bytes) -> None:
    for text in (base64.b64encode(blob), base64.b64encode(b"SSHSIG\0\0\0\1" + blob)):
        with suppress(MalformedSignature):
            assert read_signature(text.decode()).public_key is not None


def test_the_armour_comes_off() -> None:
    assert strip_armour(armour(GOOD)) == GOOD
    assert strip_armour(armour(GOOD).replace("\n", "\r\n")) == GOOD
    with pytest.raises(MalformedSignature):
        strip_armour("")


@needs_ssh_keygen
def test_ssh_keygen_takes_our_signature(tmp_path: Path) -> None:
    (tmp_path / "signers").write_text(signer_line(KEY, "berg"))
    (tmp_path / "run.json.sig").write_text(armour(GOOD))
    check = ["ssh-keygen", "-Y", "verify", "-f", "signers", "-I", "berg", "-n", SPACE]
    for message, code in ((b"a record", 0), (b"another", 255)):
        done = subprocess.run(
            [*check, "-s", "run.json.sig"], cwd=tmp_path, input=message, capture_output=True
        )
        assert done.returncode == code, done.stderr


@needs_ssh_keygen
def test_we_take_a_signature_of_ssh_keygen(tmp_path: Path) -> None:
    make = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "berg", "-f", "key"]
    subprocess.run(make, cwd=tmp_path, check=True)
    (tmp_path / "run.json").write_bytes(b"a record")
    sign = ["ssh-keygen", "-Y", "sign", "-q", "-n", SPACE, "-f", "key", "run.json"]
    subprocess.run(sign, cwd=tmp_path, check=True, capture_output=True)
    key = load_signing_key(tmp_path / "key")
    text = strip_armour((tmp_path / "run.json.sig").read_text())
    assert text == key.sign(b"a record", SPACE)
    (tmp_path / "signers").write_text("berg " + (tmp_path / "key.pub").read_text())
    assert load_signatories(tmp_path / "signers").check(b"a record", SPACE, text).name == "berg"


# --- Files ------------------------------------------------------------------------------------


def test_a_signers_file_has_a_line_a_person(tmp_path: Path) -> None:
    path = tmp_path / "signers"
    other = load_signing_key(write_key(tmp_path))
    path.write_text(f"# officers\n\n{signer_line(KEY, 'berg')}{signer_line(other, 'job')}")
    assert load_signatories(path).names == {KEY.public: "berg", other.public: "job"}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "names nobody"),
        ("# only this\n", "names nobody"),
        ("berg\n", "signers, line 1 is no name with an Ed25519 key"),
        ("berg ssh-rsa AAAA\n", "line 1 is no name with an Ed25519 key"),
        ('berg valid-before="2026" ssh-ed25519 AAAA\n', "line 1 is no name with an Ed25519 key"),
        ("berg ssh-ed25519 AAAA\n", "line 1: the key is damaged"),
        ("berg ssh-ed25519 ?\n", "line 1: the key is damaged"),
    ],
)
def test_other_lines_are_refused(tmp_path: Path, text: str, problem: str) -> None:
    (tmp_path / "signers").write_text(text)
    with pytest.raises(ConfigurationError, match=problem):
        load_signatories(tmp_path / "signers")


def test_a_key_with_a_passphrase(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_key(tmp_path, passphrase="a secret")  # noqa: S106 - of a key made here
    with pytest.raises(ConfigurationError, match=r"has a passphrase \(put it into"):
        load_signing_key(path)
    monkeypatch.setenv(PASSPHRASE, "wrong")
    with pytest.raises(ConfigurationError, match="damaged, or another passphrase"):
        load_signing_key(path)
    monkeypatch.setenv(PASSPHRASE, "a secret")
    assert load_signing_key(path).public


def test_a_passphrase_does_no_harm_to_a_key_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PASSPHRASE, "a secret")
    assert load_signing_key(write_key(tmp_path)).public


@pytest.mark.parametrize("content", [b"", b"no key", b"\xff\xfe"])
def test_what_is_no_key_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "key"
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(ConfigurationError, match="signing key"):
        load_signing_key(path)
    with pytest.raises(ConfigurationError, match="cannot be read: No such file"):
        load_signing_key(tmp_path / "none")


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
def test_a_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    path = write_key(tmp_path)
    path.chmod(0o644)
    with pytest.raises(ConfigurationError, match=r"can be read by others \(chmod 600 key\)"):
        load_signing_key(path)


def test_without_the_library_it_is_said_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "cryptography", None)
    with pytest.raises(ConfigurationError, match=r"pip install 'party-screen\[sign\]'"):
        load_signatories(tmp_path / "signers")


def test_a_public_key_is_encoded_as_openssh_does() -> None:
    assert encode_public_key(bytes(32)).startswith(b"\0\0\0\x0bssh-ed25519\0\0\0\x20")
