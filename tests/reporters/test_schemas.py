"""The JSON Schemas describe the real output, field by field."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from referencing import Registry, Resource

import compliance
from compliance.reporters import write
from tests.reporters.factory import full_report, rescreened

FOLDER = Path(compliance.__file__).parent / "schemas"
RESULT = json.loads((FOLDER / "result.schema.json").read_text(encoding="utf-8"))
REPORT = json.loads((FOLDER / "report.schema.json").read_text(encoding="utf-8"))


def validator(schema: dict[str, Any]) -> jsonschema.Draft202012Validator:
    resource: Resource[Any] = Resource.from_contents(RESULT)
    registry: Registry[Any] = Registry().with_resource("result.schema.json", resource)
    return jsonschema.Draft202012Validator(schema, registry=registry)


@pytest.mark.parametrize("schema", [RESULT, REPORT])
def test_the_schemas_are_schemas(schema: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator.check_schema(schema)


def test_every_line_holds(tmp_path: Path) -> None:
    write(full_report(), tmp_path / "r", "jsonl")
    for text in (tmp_path / "r").read_text(encoding="utf-8").splitlines():
        validator(RESULT).validate(json.loads(text))


def test_the_whole_report_holds(tmp_path: Path) -> None:
    write(full_report(), tmp_path / "r", "json")
    validator(REPORT).validate(json.loads((tmp_path / "r").read_bytes()))


@pytest.mark.parametrize(
    ("field", "value"),
    [("decision", "CLEARED"), ("row", "17"), ("reason", ""), ("name", None)],
)
def test_a_wrong_field_is_found(field: str, value: object, tmp_path: Path) -> None:
    write(full_report(), tmp_path / "r", "jsonl")
    line = json.loads((tmp_path / "r").read_text(encoding="utf-8").splitlines()[0])
    with pytest.raises(jsonschema.ValidationError):
        validator(RESULT).validate({**line, field: value})


def described(schema: dict[str, Any]) -> set[str]:
    """The fields; some are only there where somebody has decided, or a policy has a say."""
    assert set(schema["required"]) == set(schema["properties"]) - {
        "review",
        "counted",
        "own_policy",
    }
    return set(schema["required"])


def test_no_field_is_written_that_is_not_described(tmp_path: Path) -> None:
    write(full_report(), tmp_path / "r", "json")
    whole = json.loads((tmp_path / "r").read_bytes())
    manifest, definitions = whole["manifest"], REPORT["$defs"]
    assert described(REPORT) == set(whole)
    assert described(REPORT["properties"]["manifest"]) == set(manifest)
    assert described(definitions["input"]) == set(manifest["input"])
    assert described(definitions["sheet"]) == set(manifest["input"]["sheets"][0])
    assert described(definitions["list"]) == set(manifest["lists"][0])
    assert described(definitions["settings"]) == set(manifest["settings"])
    found = [match for result in whole["results"] for match in result["matches"]]
    assert all(described(RESULT) == set(result) for result in whole["results"])
    for kind, items in {
        "match": found,
        "listing": [listing for match in found for listing in match["listings"]],
        "lead": [lead for match in found for lead in match["leads"]],
        "evidence": [evidence for match in found for evidence in match["evidence"]],
    }.items():
        assert items
        assert all(described(RESULT["$defs"][kind]) == set(item) for item in items)


def test_a_re_screening_says_what_changed_field_by_field(tmp_path: Path) -> None:
    write(rescreened(full_report()), tmp_path / "r", "json")
    whole = json.loads((tmp_path / "r").read_bytes())
    validator(REPORT).validate(whole)
    since, definitions = whole["manifest"]["since"], REPORT["$defs"]
    assert described(definitions["since"]) == set(since)
    assert described(definitions["change"]) == set(since["changes"][0])
