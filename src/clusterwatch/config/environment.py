"""Fill in environment variables, which keep secrets out of sources.yaml."""

from __future__ import annotations

import re
from collections.abc import Mapping

from clusterwatch.errors import VariableNotSet

VARIABLE = re.compile(r"\$\{(\w+)\}")


def names(text: str) -> list[str]:
    """Return the names of the environment variables that a value of sources.yaml refers to."""
    return VARIABLE.findall(text)


def filled(text: str, environ: Mapping[str, str], key: str, place: str | None = None) -> str:
    """Return the value of `key` in sources.yaml, with `${NAME}` replaced by the environment variable NAME.

    Raises VariableNotSet if the variable is not set. `place` is the position of the value, as in `sources.yaml:12`.
    """

    def value(found: re.Match[str]) -> str:
        name = found[1]
        if name not in environ:
            raise VariableNotSet(name, key, place)
        return environ[name]

    return VARIABLE.sub(value, text)
