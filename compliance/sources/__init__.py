"""Input: one file a publisher, bytes of a list to entries or rejected rows."""
