"""Invented announcements in many languages, put into page frames as real content systems make them, with exact truth.

    texts/*.toml (posts, words of a site) × frames/ (pages) ─► extract_post ─► scoring.py ─► floors.toml

`python -m tests.generated` prints the scores of all frames and every miss. `test_floor.py` holds the floors.
"""
