"""Read and edit sources.yaml: its models, loading with line numbers in errors, and a JSON Schema for editors."""

from clusterwatch.config.edit import change_source, insert_source
from clusterwatch.config.load import Sources, load_sources, no_sources
from clusterwatch.config.models import Defaults, Network, Pick, Select, Source, StrategyKind, StrategySettings
from clusterwatch.config.schema import schema

__all__ = [
    "Defaults",
    "Network",
    "Pick",
    "Select",
    "Source",
    "Sources",
    "StrategyKind",
    "StrategySettings",
    "change_source",
    "insert_source",
    "load_sources",
    "no_sources",
    "schema",
]
