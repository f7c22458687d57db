"""The websites of invented clusters, served on this machine. People try the program with them, and tests use them."""

from clusterwatch.demo.sites import DemoSites, Expected, serve

__all__ = ["DemoSites", "Expected", "serve"]
