"""One source, one night: fetch, discover, read, judge and write; what makes a run of all of them."""
