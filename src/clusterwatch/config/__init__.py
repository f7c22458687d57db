"""Read and edit sources.yaml: its models, and loading with line numbers in errors.

`edit` changes the text of the file, and `schema` makes a JSON Schema for editors.
"""

from clusterwatch.config.load import Sources, load_or_begin, load_sources, make_source
from clusterwatch.config.models import (
    Defaults,
    Network,
    NotifyTarget,
    Pick,
    Select,
    Source,
    StrategyKind,
    StrategySettings,
    Watch,
    is_source_id,
)

__all__ = [
    "Defaults",
    "Network",
    "NotifyTarget",
    "Pick",
    "Select",
    "Source",
    "Sources",
    "StrategyKind",
    "StrategySettings",
    "Watch",
    "is_source_id",
    "load_or_begin",
    "load_sources",
    "make_source",
]
