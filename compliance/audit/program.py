"""What did the work: the program, its code and the libraries that answers depend on."""

from platform import python_version

from msgspec import Struct, field

from compliance import MATCHER, __version__
from compliance.screening.program import hash_program, library_versions

NAME = "party-screen"


class Program(Struct, frozen=True, kw_only=True):
    """Enough to say whether two runs were the work of the same program."""

    version: str
    matcher: int
    """Major version of the matcher."""
    code: str
    """SHA-256 over the program's own files."""
    libraries: dict[str, str] = field(default_factory=dict)
    name: str = NAME


def identify_program() -> Program:
    """The program that is running."""
    libraries = {**library_versions(), "python": python_version()}
    return Program(version=__version__, matcher=MATCHER, code=hash_program(), libraries=libraries)


def compare_programs(then: Program, now: Program) -> list[str]:
    """In what two programs differ, a line each; empty when both give the same answers."""
    pairs = [
        ("version", then.version, now.version),
        ("matcher", str(then.matcher), str(now.matcher)),
    ]
    names = sorted({*then.libraries, *now.libraries})
    pairs += [
        (one, then.libraries.get(one, "none"), now.libraries.get(one, "none")) for one in names
    ]
    found = [f"{what} {old} then, {new} now" for what, old, new in pairs if old != new]
    if not found and then.code != now.code:
        found = [f"the program's files are others: {then.code[:12]} then, {now.code[:12]} now"]
    return found
