"""CSS selectors of sources.yaml, and selectors learned from the pages of a source."""
