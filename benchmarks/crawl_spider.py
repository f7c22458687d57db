"""The spider that benchmarks/crawl.py compares with: python crawl_spider.py DATABASE '[["URL", "LANGUAGE"], …]'."""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import AsyncIterator, Iterator
from typing import Any

import dateparser
import scrapy
from scrapy.crawler import Crawler, CrawlerProcess
from scrapy.http import TextResponse


class Store:
    """Write items into SQLite, 100 in a transaction."""

    def __init__(self, path: str) -> None:
        self.db = sqlite3.connect(path)
        self.db.execute("CREATE TABLE posts (url TEXT PRIMARY KEY, title TEXT, published TEXT, body TEXT)")
        self.waiting: list[tuple[str, ...]] = []

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Store:
        return cls(crawler.settings["DATABASE"])

    def process_item(self, item: dict[str, str]) -> dict[str, str]:
        self.waiting.append((item["url"], item["title"], item["published"], item["body"]))
        if len(self.waiting) >= 100:
            self.flush()
        return item

    def flush(self) -> None:
        with self.db:
            self.db.executemany("INSERT OR REPLACE INTO posts VALUES (?, ?, ?, ?)", self.waiting)
        self.waiting.clear()

    def close_spider(self) -> None:
        self.flush()
        self.db.close()


class News(scrapy.Spider):
    """Follow the list of posts and its pages, and read each post."""

    name = "news"

    def __init__(self, sites: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(**more)
        self.sites = sites

    async def start(self) -> AsyncIterator[scrapy.Request]:
        for url, language in self.sites:
            yield scrapy.Request(url, self.parse, cb_kwargs={"language": language})

    def parse(self, response: TextResponse, language: str) -> Iterator[scrapy.Request]:
        for link in response.css("article h2 a"):
            yield response.follow(link, self.parse_post, cb_kwargs={"language": language})
        for link in response.css("a.next"):
            yield response.follow(link, self.parse, cb_kwargs={"language": language})

    def parse_post(self, response: TextResponse, language: str) -> Iterator[dict[str, str]]:
        day = dateparser.parse(response.css("p.date::text").get(), languages=[language])
        yield {
            "url": response.url,
            "title": response.css("h1::text").get().strip(),
            "published": day.date().isoformat(),
            "body": "\n".join("".join(p.css("::text").getall()).strip() for p in response.css("div.body p")),
        }


process = CrawlerProcess(
    {
        "ROBOTSTXT_OBEY": True,
        "LOG_LEVEL": "WARNING",
        "TELNETCONSOLE_ENABLED": False,
        "COOKIES_ENABLED": False,
        "CONCURRENT_REQUESTS": 32,
        "DOWNLOAD_DELAY": 0,
        "ITEM_PIPELINES": {Store: 100},
        "DATABASE": sys.argv[1],
    }
)
process.crawl(News, sites=json.loads(sys.argv[2]))
process.start()
