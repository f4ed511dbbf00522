"""What is delivered, accepted, worked off and payable in a part of a license's period.

A statement is the difference between two standings: where everything stood before its first day,
and where it stands on its last. Each standing is worked out from the beginning and rounded once, so
statements of parts add up to the statement of the whole, and the order in which deliveries were
entered does not matter.

`counted` says which units count; `charges` what a charge has come to by a day; `guaranteed` what a
guarantee adds or works off; `standing` puts them together; `statement` takes one from the other.
"""
