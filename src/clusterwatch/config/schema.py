"""The JSON Schema of sources.yaml, for editors that check while a person types."""

from __future__ import annotations

from typing import Any

from clusterwatch.config.models import File


def schema() -> dict[str, Any]:
    """JSON Schema, draft 2020-12. The id of a source is its key, so it is no property of the source."""
    made = File.model_json_schema(by_alias=True, mode="validation")
    made["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    made["title"] = "clusterwatch sources.yaml"
    made["properties"]["sources"]["additionalProperties"] = False  # pydantic leaves other ids to fall through
    source = made["$defs"]["Source"]["properties"]
    source.pop("id", None)
    source["url"].pop("default", None)  # the empty one stands for "none"
    made["$defs"]["StrategySettings"]["properties"]["url"].pop("default", None)
    source["discover"] = {
        "anyOf": [{"const": "auto"}, {"$ref": "#/$defs/StrategySettings"}, source["discover"]]
    }
    _lists_or_one(made)
    return made


def _lists_or_one(node: Any) -> None:
    """Where a list of texts may stand, one text may stand as well."""
    if isinstance(node, dict):
        if node.get("type") == "array" and node.get("items", {}).get("type") == "string":
            rest = {k: node.pop(k) for k in ("type", "items") if k in node}
            if "minLength" in node:  # pydantic's word for it behind a validator
                rest["minItems"] = node.pop("minLength")
            node["anyOf"] = [{"type": "string"}, rest]
            return
        for value in node.values():
            _lists_or_one(value)
    elif isinstance(node, list):
        for value in node:
            _lists_or_one(value)
