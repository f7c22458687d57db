"""The ways to discover posts: feed, WordPress REST, sitemap and listing."""
