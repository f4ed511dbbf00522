"""The database and the files: what is kept, and whose it is."""
