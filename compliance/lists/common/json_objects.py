"""Pure: a list in JSON, read field by field."""

import json
from collections.abc import Mapping

from compliance.errors import ListError
from compliance.lists.common.csv_rows import DOWNLOAD_AGAIN, NOTHING_SCREENED, decode_text

# --- JSON files -------------------------------------------------------------------------------


def read_object(data: bytes, name: str) -> Mapping[str, object]:
    """The JSON object that a file is. Raises ListError when it is no JSON or no object."""
    try:
        found = json.loads(decode_text(data, name))
    except json.JSONDecodeError as error:
        raise ListError(
            f"{name}: line {error.lineno} is no JSON: {error.msg}", DOWNLOAD_AGAIN
        ) from error
    except (RecursionError, ValueError) as error:
        problem = f"{name}: the JSON is nested too deeply, or holds a number of too many digits"
        raise ListError(problem, DOWNLOAD_AGAIN) from error
    if not isinstance(found, dict):
        raise ListError(f"{name}: the JSON holds no object", DOWNLOAD_AGAIN)
    return found


def list_objects(found: Mapping[str, object], key: str, name: str) -> list[Mapping[str, object]]:
    """The array of objects under that key. Raises ListError when it is none."""
    items = found.get(key)
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise ListError(f"{name}: {key!r} is no array of objects", NOTHING_SCREENED)
    return items


def read_text(found: Mapping[str, object], key: str) -> str:
    """A text or number of an object, white space folded; empty when there is none."""
    value = found.get(key)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return " ".join(str(value).split())


def list_texts(found: Mapping[str, object], key: str) -> list[str]:
    """The texts of an array, or of `; ` between them in one text; none empty."""
    value = found.get(key)
    items = value if isinstance(value, list) else read_text(found, key).split("; ")
    return [folded for item in items if (folded := " ".join(str(item or "").split()))]
