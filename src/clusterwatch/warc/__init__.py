"""Read WARC files (ISO 28500, https://iipc.github.io/warc-specifications/): find records, and return captured pages."""

from clusterwatch.warc.places import LocalFile, Place, Unreadable, files_of
from clusterwatch.warc.records import Item, captures
from clusterwatch.warc.remote import Access, RemoteFile, remote_file
from clusterwatch.warc.starts import Section, sections

__all__ = [
    "Access",
    "Item",
    "LocalFile",
    "Place",
    "RemoteFile",
    "Section",
    "Unreadable",
    "captures",
    "files_of",
    "remote_file",
    "sections",
]
