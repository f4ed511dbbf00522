"""Rules: what a deal is, what it comes to, when things are due. Standard library only."""
