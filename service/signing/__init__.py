"""Ink: personal links, and what proves who signed what."""
