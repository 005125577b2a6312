"""Who publishes which list where, how old it may get, and what must never be missing from it.

`publishers.toml` beside this file holds what is known; `[lists.ID]` of a settings file changes it
or adds lists of one's own. The form is described in docs/lists-update.md.
"""

from collections.abc import Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from compliance.errors import StoreError
from compliance.lists.freshness import AgeLimits
from compliance.lists.history import take_file_name
from compliance.model.program_data import read_data_tables

FILE = "publishers.toml"
MOST_LOST = 0.05
MOST_REJECTED = 0.01
Settings = Mapping[str, Mapping[str, object]]
"""`[lists.ID]` tables of a settings file, checked when it was read."""


class Publisher(Struct, frozen=True, kw_only=True):
    """One list: where it is fetched, and by what it is judged."""

    id: str
    title: str = ""
    format: str = ""
    """Key of the parser; empty to choose by content."""
    addresses: Mapping[str, str] = field(default_factory=dict)
    """File name -> where it is: https://, http://, file:// or a path."""
    hosts: tuple[str, ...] = ()
    """Other hosts to which the publisher may send on."""
    limits: AgeLimits = field(default_factory=AgeLimits)
    fewest: int = 1
    """Fewer entries than this are never the whole list."""
    most_lost: float = MOST_LOST
    """Largest share of its entries that a list may lose at one update."""
    most_lost_of: Mapping[str, float] = field(default_factory=dict)
    """Kind of content (`aliases`) -> largest share that may go beyond that of entries; kinds that
    are not in it have the limits of contents.toml."""
    most_rejected: float = MOST_REJECTED
    """Largest share of rows that may be no entries."""
    canaries: tuple[str, ...] = ()
    """Words of names that must be found."""
    sources: tuple[str, ...] = ()
    """Ids of published lists that must stand in it."""
    note: str = ""
    """What was not verified of all this."""
    verified_until: str = ""
    """Last day for which it was looked up, ISO 8601."""
    insecure: bool = False
    """Whether it may be sent on from https to http."""
    parsed_as: str = ""
    """Id that its files give the list, where that is another."""


def load_publishers(settings: Settings | None = None) -> dict[str, Publisher]:
    """Every list that can be fetched, by id: the known ones and those of the settings file."""
    found = {name: _make_publisher(name, table) for name, table in _read_bundled().items()}
    for name, table in (settings or {}).items():
        found[name] = change_publisher(found.get(name, Publisher(id=name)), table)
    return {name: one for name, one in found.items() if one.addresses}


def find_keeper(parsed_id: str, settings: Settings | None = None) -> Publisher | None:
    """The known list whose files give that id; None when no list is known by it."""
    for name, table in _read_bundled().items():
        publisher = _make_publisher(name, table)
        if parsed_id in (name, publisher.parsed_as):
            return find_publisher(name, settings)
    return None


def find_publisher(list_id: str, settings: Settings | None = None) -> Publisher:
    """A list by its id, whether it can be fetched or not; an unknown one is judged by itself."""
    publisher = _make_publisher(list_id, _read_bundled().get(list_id, {}))
    return change_publisher(publisher, (settings or {}).get(list_id, {}))


def find_limits(list_id: str, settings: Settings | None = None) -> AgeLimits:
    """How old a fetched list may get."""
    publisher = _make_publisher(list_id, _read_bundled().get(list_id, {}))
    return change_publisher(publisher, (settings or {}).get(list_id, {})).limits


def find_given_limits(list_id: str, settings: Settings | None = None) -> AgeLimits:
    """How old a list may get that was not fetched: what the settings file says, and no more."""
    return change_publisher(Publisher(id=list_id), (settings or {}).get(list_id, {})).limits


def _read_bundled() -> Mapping[str, Mapping[str, object]]:
    return read_data_tables(f"lists/{FILE}")


def _make_publisher(name: str, table: Mapping[str, object]) -> Publisher:
    return change_publisher(Publisher(id=name), table)


def change_publisher(publisher: Publisher, table: Mapping[str, object]) -> Publisher:
    """The publisher with what a table says otherwise. The table was checked before.

    Raises StoreError when two files would have one name, or a mirror is given for no files.
    """
    plain = {key.replace("-", "_"): value for key, value in table.items()}
    limits = AgeLimits(
        warn=_read_days(plain.pop("warn_after_days", publisher.limits.warn)),
        stop=_read_days(plain.pop("stop_after_days", publisher.limits.stop)),
    )
    addresses = publisher.addresses
    given, mirror = plain.pop("addresses", None), plain.pop("mirror", None)
    if isinstance(given, dict):
        addresses = {str(name): str(address) for name, address in given.items()}
    elif isinstance(given, list | str):  # named by their last part
        texts = [given] if isinstance(given, str) else [str(one) for one in given]
        addresses = {take_file_name(address): address for address in texts}
        if len(addresses) < len(texts):
            problem = f"[lists.{publisher.id}]: two addresses end in the same file name"
            raise StoreError(problem, 'name the files: addresses = {"a.csv" = "https://..."}')
    elif isinstance(mirror, str):
        if not addresses:
            problem = f"[lists.{publisher.id}]: a mirror of a list that is not known"
            raise StoreError(problem, "give its addresses instead")
        addresses = {name: f"{mirror.rstrip('/')}/{name}" for name in addresses}
    frozen = {
        key: tuple(value) if isinstance(value, list) else value for key, value in plain.items()
    }
    return replace(publisher, limits=limits, addresses=addresses, **frozen)


def _read_days(value: object) -> int | None:
    """A number of days; 0 is no limit."""
    return value if isinstance(value, int) and value > 0 else None
