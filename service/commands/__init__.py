"""What people can do: each command loads, decides and records."""
