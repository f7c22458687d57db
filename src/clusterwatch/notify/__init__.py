"""Tell the keeper: the heartbeat at the end of each run."""
