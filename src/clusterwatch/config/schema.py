"""The JSON Schema of sources.yaml, for editors that validate the file."""

from __future__ import annotations

from typing import Any

from clusterwatch.config.models import File


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12). The id of a source is its key and not one of its properties."""
    result = File.model_json_schema(by_alias=True, mode="validation")
    result["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    result["title"] = "clusterwatch sources.yaml"
    result["properties"]["sources"]["additionalProperties"] = False  # pydantic would allow invalid ids
    source = result["$defs"]["Source"]["properties"]
    source.pop("id", None)
    source["url"].pop("default", None)  # the empty default stands for "no address"
    strategy = result["$defs"]["StrategySettings"]
    strategy["properties"]["url"].pop("default", None)
    strategy["anyOf"] = [
        {"required": strategy.pop("required")},
        {"required": ["files"], "properties": {"files": {"const": True}}},
    ]
    source["discover"] = {
        "anyOf": [{"const": "auto"}, {"$ref": "#/$defs/StrategySettings"}, source["discover"]]
    }
    _lists_or_one(result)
    return result


def _lists_or_one(node: Any) -> None:
    """Allow one string in place of each list of strings."""
    if isinstance(node, dict):
        if node.get("type") == "array" and node.get("items", {}).get("type") == "string":
            rest = {k: node.pop(k) for k in ("type", "items") if k in node}
            if "minLength" in node:  # pydantic writes minLength for a list with a validator
                rest["minItems"] = node.pop("minLength")
            node["anyOf"] = [rest["items"], rest]
            return
        for value in node.values():
            _lists_or_one(value)
    elif isinstance(node, list):
        for value in node:
            _lists_or_one(value)
