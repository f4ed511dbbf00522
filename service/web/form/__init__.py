"""The drafting form: what it shows, what somebody typed into it, and what follows from that."""
