"""The automatic choice of strategies for a site, within a budget of requests."""
