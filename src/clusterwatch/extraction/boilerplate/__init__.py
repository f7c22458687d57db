"""What belongs to a page and not to the post: boxes by name and role, phrases, lists of other posts."""
