"""Every step from the first version of the tables to the newest."""
