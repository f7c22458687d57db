"""The test suites of other projects, read with clusterwatch. `python -m tests.suites` runs them; pytest does not."""
