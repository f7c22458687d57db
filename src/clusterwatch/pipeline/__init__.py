"""Run all sources: fetch, discover, extract, judge and archive."""
