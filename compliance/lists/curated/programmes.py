"""lists/programmes.toml: which legal instruments there are, and what each one restricts.

One `[[programme]]` table per published list. `csl` holds the texts that the Consolidated Screening
List writes in its `source` column for that list, so that its rows find their programme. The form is
described in docs/lists.md.
"""

from compliance.errors import ListError
from compliance.lists.curated.toml_tables import TomlTable, list_repeated, read_toml
from compliance.model import Programme

FILE = "programmes.toml"


def parse_programmes(text: str, file: str = FILE) -> dict[str, Programme]:
    """Programmes by id, in file order; raises ListError with every problem of the file."""
    return {programme.id: programme for programme, _ in read_programmes(text, file)}


def parse_csl_sources(text: str, file: str = FILE) -> dict[str, Programme]:
    """Programmes by the exact `source` text of the Consolidated Screening List.

    Raises ListError with every problem of the file.
    """
    return {csl: programme for programme, names in read_programmes(text, file) for csl in names}


def read_programme(table: TomlTable) -> tuple[Programme, tuple[str, ...]]:
    """One `[[programme]]` table as a Programme and its CSL texts; problems stay in the table."""
    programme = Programme(
        id=table.text("id", required=True),
        name=table.text("name", required=True),
        publisher=table.text("publisher", required=True),
        authority=table.text("authority", required=True),
        restricts=table.text("restricts", required=True),
        source=table.text("source", required=True),
        binds=table.text("binds"),
    )
    csl = table.texts("csl")
    table.finish()
    return programme, csl


def read_programmes(text: str, file: str) -> list[tuple[Programme, tuple[str, ...]]]:
    """Every programme of the file with its CSL texts; raises ListError with every problem."""
    document = TomlTable(read_toml(text, file))
    found = [read_programme(table) for table in document.tables("programme")]
    document.finish()
    problems = document.problems + find_repeated(found)
    if problems or not found:
        raise ListError(
            f"{file}: {'; '.join(problems) or 'holds no programme'}",
            "see docs/lists.md for the form of a programme",
        )
    return found


def find_repeated(found: list[tuple[Programme, tuple[str, ...]]]) -> list[str]:
    """Ids and CSL texts that are given twice, as problems."""
    keys = [programme.id for programme, _ in found]
    keys += [csl for _, names in found for csl in names]
    return list_repeated(keys)
