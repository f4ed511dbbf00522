"""What crosses the boundary: JSON and forms in, JSON out."""
