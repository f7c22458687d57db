"""Fill in environment variables, which keep secrets out of sources.yaml."""

from __future__ import annotations

import re
from collections.abc import Mapping

from clusterwatch.errors import UsageError

VARIABLE = re.compile(r"\$\{(\w+)\}")


def filled(text: str, environ: Mapping[str, str], key: str) -> str:
    """Return the value of `key` in sources.yaml, with `${NAME}` replaced by the environment variable NAME.

    Raises UsageError if the variable is not set.
    """

    def value(found: re.Match[str]) -> str:
        name = found[1]
        if name not in environ:
            raise UsageError(f"{key}: the environment variable {name} is not set")
        return environ[name]

    return VARIABLE.sub(value, text)
