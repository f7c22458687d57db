"""CSS selectors: those of sources.yaml, and those learned from a source's own pages."""
