"""What a page declares for machines: JSON-LD, meta elements, microdata and script state."""
