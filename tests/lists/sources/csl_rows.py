"""Rows of a Consolidated Screening List for tests, in the publisher's layout."""

import csv
import io
from collections.abc import Mapping

from compliance.lists.sources.csl import COLUMNS

ENTITY_LIST = "Entity List (EL) - Bureau of Industry and Security"


def csl(*rows: Mapping[str, str], with_id: bool = True) -> bytes:
    """The file with these rows; columns that a row does not name are empty."""
    columns = [*(["_id"] if with_id else []), *COLUMNS]
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows({"source": ENTITY_LIST, **row} for row in rows)
    return text.getvalue().encode()
