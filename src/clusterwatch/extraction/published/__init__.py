"""The publication date of a post: visible dates, their labels, what rules a date out, and the vote."""
