"""Read WARC files (ISO 28500, https://iipc.github.io/warc-specifications/): find records, and return captured pages."""

from clusterwatch.warc.places import LocalFile, Place, files_of
from clusterwatch.warc.records import Item, captures
from clusterwatch.warc.starts import Section, sections

__all__ = ["Item", "LocalFile", "Place", "Section", "captures", "files_of", "sections"]
