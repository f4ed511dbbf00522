"""Letters: what one is, and the ways it can leave."""
