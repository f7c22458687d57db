"""Deliberate faults: change one condition or constant at a time and demand that a test fails.

`python -m tests.mutants` records which tests run which lines, makes the faults of each area in areas.toml,
and runs, for each fault, only the tests that run its line. A fault that no test notices is a survivor.
"""
