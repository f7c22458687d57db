"""Who and what an announcement names: bodies, programmes and funds, calls and grants, amounts and places.

find           combines the finders
bodies         the bodies of a catalogue; bodies.json is the shipped one
organisations  other bodies, by their form: ministries, universities and companies
linked         the bodies to whose sites a post links
programmes     programmes and funds, from programmes.toml and by their form
identifiers    the identifiers of calls and grants
amounts        amounts of money
places         countries, NUTS regions and towns
regions        the names of countries and regions by their codes
units          regions in lists that the name of their kind announces or ends
names          finds names of several words in all cases
found          what a finder returns, and the words that finders compare
generate       makes bodies.json, places.json and small_towns.json
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from clusterwatch.lazy import attributes

if TYPE_CHECKING:
    from clusterwatch.facts.mentions.find import all_mentions, each_once

__all__ = ["all_mentions", "each_once"]

__getattr__ = attributes(__name__, {"all_mentions": "find", "each_once": "find"})
