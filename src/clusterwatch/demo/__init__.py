"""A small web of invented clusters, served on this machine: to try the program on, and to test it with."""

from clusterwatch.demo.sites import DemoSites, Expected, serve

__all__ = ["DemoSites", "Expected", "serve"]
