"""The text of a post: the page as blocks, the region that holds the post, and what is trimmed from it."""
