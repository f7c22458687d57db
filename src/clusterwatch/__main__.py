"""Run the command line with `python -m clusterwatch`."""

from __future__ import annotations

from clusterwatch.cli import main

if __name__ == "__main__":
    main(prog_name="clusterwatch")
