"""Listing detection: the links of a page, the lists they form, the items of a list, and the next page."""
