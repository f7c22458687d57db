"""Tests that the JSON Schema accepts and rejects the same files as load_sources, where a schema can express it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from clusterwatch.config import load_sources
from clusterwatch.config.schema import schema
from tests.config.test_load import FULL, IN_A

TOP = Path(__file__).parents[2]
ANNOTATIONS = {"$defs", "$schema", "title", "description", "default", "format", "readOnly"}
TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "boolean": (bool,),
    "null": (type(None),),
    "integer": (int,),
    "number": (int, float),
}


def fits(value: Any, rule: dict[str, Any], top: dict[str, Any]) -> bool:
    """Return whether `value` is valid under `rule`. Supports the keywords of draft 2020-12 that the schema uses."""
    if "type" in rule and not holds("type", rule["type"], value, rule, top):
        return False
    return all(
        holds(word, wanted, value, rule, top) for word, wanted in rule.items() if word not in ANNOTATIONS
    )


def holds(word: str, wanted: Any, value: Any, rule: dict[str, Any], top: dict[str, Any]) -> bool:  # noqa: C901
    match word:
        case "$ref":
            return fits(value, top["$defs"][wanted.removeprefix("#/$defs/")], top)
        case "anyOf":
            return any(fits(value, option, top) for option in wanted)
        case "type":
            return isinstance(value, TYPES[wanted]) and (wanted == "boolean" or not isinstance(value, bool))
        case "const":
            return bool(value == wanted)
        case "enum":
            return value in wanted
        case "required":
            return all(key in value for key in wanted)
        case "properties":
            return all(fits(value[key], inner, top) for key, inner in wanted.items() if key in value)
        case "patternProperties":
            pairs = [(key, inner) for key in value for p, inner in wanted.items() if re.search(p, key)]
            return all(fits(value[key], inner, top) for key, inner in pairs)
        case "propertyNames":
            return all(fits(key, wanted, top) for key in value)
        case "additionalProperties":
            patterns = "|".join(rule.get("patternProperties", {})) or "(?!)"
            others = [k for k in value if k not in rule.get("properties", {}) and not re.search(patterns, k)]
            return all(
                wanted is not False and (wanted is True or fits(value[k], wanted, top)) for k in others
            )
        case "items":
            return not isinstance(value, list) or all(fits(item, wanted, top) for item in value)
        case "minItems":
            return not isinstance(value, list) or len(value) >= wanted
        case "minLength":
            return not isinstance(value, str) or len(value) >= wanted
        case "pattern":
            return not isinstance(value, str) or re.search(wanted, value) is not None
        case "minimum":
            return bool(value >= wanted)
        case "maximum":
            return bool(value <= wanted)
    raise AssertionError(f"this test does not support the keyword {word}")


def valid(text: str) -> bool:
    """Return whether a file with this text is valid under the schema."""
    top = schema()
    return fits(YAML(typ="safe", pure=True).load(text), top, top)


def test_the_schema_is_json_and_names_its_draft() -> None:
    found = schema()
    assert json.loads(json.dumps(found)) == found
    assert found["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert found["required"] == ["sources"]
    assert "id" not in found["$defs"]["Source"]["properties"]


@pytest.mark.parametrize(
    "text",
    [
        FULL,
        "sources: {}",
        "sources: {a: {url: http://a.test}}",
        IN_A + "discover: auto",
        IN_A + "discover: {kind: feed}",
        IN_A + "discover: [{kind: feed}, {kind: listing, link: a}]",
        IN_A + "languages: fr",
        IN_A + "select: {title: h1, date: [time, p], body: {css: [p, div], join: ''}, remove: nav}",
        IN_A + "select: {body: {css: p, remove: [nav]}}",
        IN_A + "country: NO\n    date: {order: YMD}",
        IN_A + "checked: never",
        IN_A + "checked: '2026-01-31'",
        "sources: {a: {enabled: false, reason: gone}}",
    ],
    ids=lambda text: text[-40:],
)
def test_the_schema_accepts_a_valid_file(tmp_path: Path, text: str) -> None:
    (tmp_path / "sources.yaml").write_text(text, "utf-8")
    load_sources(tmp_path / "sources.yaml")
    assert valid(text)


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        "sources: [a]",
        "sources: {a: {}}",
        "sources: {a: {enabled: false}}",
        "sources: {a: {enabled: true, reason: gone}}",
        IN_A + "checked: soon",
        "sources: {a: http://a.test}",
        "sources: {A: {url: http://a.test}}",
        "sources: {}\nextra: 1",
        "sources: {}\nnetwork: {agent: x}",
        "sources: {}\ndefaults: {delay: -1}",
        IN_A + "id: a",
        IN_A + "zzz: 1",
        IN_A + "country: no",
        IN_A + "kind: club",
        IN_A + "name: 7",
        IN_A + "languages: [French]",
        IN_A + "max_pages: 0",
        IN_A + "discover: rss",
        IN_A + "discover: {kind: rss}",
        IN_A + "discover: [{link: a}]",
        IN_A + "select: {body: {join: ' '}}",
        IN_A + "select: {remove: [1]}",
        IN_A + "date: {order: DYM}",
    ],
    ids=lambda text: text[-30:],
)
def test_the_schema_rejects_an_invalid_file(text: str) -> None:
    assert not valid(text)


def test_the_schema_accepts_the_catalogue() -> None:
    assert valid((TOP / "sources.yaml").read_text("utf-8"))


def test_the_schema_in_the_repository_is_up_to_date() -> None:
    assert json.loads((TOP / "sources.schema.json").read_text("utf-8")) == schema()
