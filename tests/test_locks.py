"""What is installed is pinned with hashes, fits pyproject.toml, and is what the SBOM names."""

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
LOCKS = {"requirements.lock": (), "requirements-dev.lock": ("dev", "sign")}
"""Lock file -> the extras that it covers."""
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
LICENSES = ("MIT", "BSD", "Apache", "PSF", "Python Software Foundation", "MPL", "ISC", "Unlicense")
"""Permissive, and file by file at most: nothing that would ask something of a user's own code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """One line of a lock file, with the lines of its hashes."""

    name: str
    version: str
    hashes: frozenset[str]


def read_pins(lock: str) -> Iterator[Pin]:
    text = (ROOT / lock).read_text("utf-8").replace("\\\n", " ")
    for line in text.splitlines():
        found = Requirement(line.split(" --hash")[0])
        [version] = [one.version for one in found.specifier]
        assert [one.operator for one in found.specifier] == ["=="], line
        hashes = frozenset(re.findall(r"--hash=sha256:([0-9a-f]{64})", line))
        yield Pin(name=canonicalize_name(found.name), version=version, hashes=hashes)


@pytest.mark.parametrize("lock", LOCKS)
def test_every_library_is_pinned_with_hashes(lock: str) -> None:
    pins = [*read_pins(lock)]
    assert len(pins) > 20
    assert all(pin.hashes for pin in pins)


@pytest.mark.parametrize(("lock", "extras"), LOCKS.items())
def test_what_the_project_asks_for_is_pinned_within_its_limits(
    lock: str, extras: tuple[str, ...]
) -> None:
    pins = [*read_pins(lock)]
    more = [one for extra in extras for one in PROJECT["optional-dependencies"][extra]]
    for text in (*PROJECT["dependencies"], *more):
        wanted = Requirement(text)
        name = canonicalize_name(wanted.name)
        versions = [pin.version for pin in pins if pin.name == name]
        if name != "party-screen":
            assert any(map(wanted.specifier.contains, versions)), f"{text}: run make lock"


def test_developers_have_what_users_have() -> None:
    assert {*read_pins("requirements.lock")} <= {*read_pins("requirements-dev.lock")}


def test_the_bill_of_materials_is_the_lock_file(tmp_path: Path) -> None:
    [target] = re.findall(r"^sbom:.*\n(?:\t.*\n)+", (ROOT / "Makefile").read_text(), re.MULTILINE)
    [words] = re.findall(r"cyclonedx-py (.*) -o ", target)
    made = [tmp_path / "a.json", tmp_path / "b.json"]
    for path in made:
        make = [sys.executable, "-m", "cyclonedx_py", *words.split(), "-o", str(path)]
        subprocess.run(make, cwd=ROOT, check=True, capture_output=True)
    assert made[0].read_bytes() == made[1].read_bytes()
    bill = json.loads(made[0].read_bytes())
    assert bill["bomFormat"] == "CycloneDX"
    assert bill["metadata"]["component"]["name"] == PROJECT["name"]
    assert {_pin_of(one) for one in bill["components"]} == {*read_pins("requirements.lock")}


def _pin_of(component: "dict[str, object]") -> Pin:
    references = component["externalReferences"]
    assert isinstance(references, list)
    hashes = (one["content"] for each in references for one in each.get("hashes", ()))
    name = canonicalize_name(str(component["name"]))
    return Pin(name=name, version=str(component["version"]), hashes=frozenset(hashes))


def test_every_library_that_users_get_has_a_permissive_licence() -> None:
    from importlib.metadata import PackageNotFoundError, metadata

    for pin in read_pins("requirements.lock"):
        try:
            about = metadata(pin.name)
        except PackageNotFoundError:
            continue  # of another system
        said = [*(about.get_all("License-Expression") or ()), *(about.get_all("License") or ())]
        said = [one[:80] for one in said]  # some hold the whole text
        said += [one for one in about.get_all("Classifier") or () if one.startswith("License")]
        assert any(word in text for word in LICENSES for text in said), f"{pin.name}: {said}"
