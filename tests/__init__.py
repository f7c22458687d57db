"""The tests. The modules without the prefix `test_` are shared by them or run by hand."""

import sys
from importlib import import_module

# sqlite-utils would load pandas, which takes a third of a second, for its types of columns.
sys.modules["pandas"] = None  # type: ignore[assignment]
import_module("sqlite_utils")
del sys.modules["pandas"]
