"""Text to paper: a ContractText as DOCX, HTML and PDF, and the proof that they say the same words."""
