"""`python -m clusterwatch`: the command line."""

from __future__ import annotations

from clusterwatch.cli import main

if __name__ == "__main__":
    main(prog_name="clusterwatch")
