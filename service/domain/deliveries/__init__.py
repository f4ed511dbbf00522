"""Deliveries of a license: what arrived, what was accepted and what was rejected.

`batch` holds the values, `acceptance` what the terms promise about testing and replacing, `moves`
what a side may do. Each move is a function of values that returns what happened, and
`Deliveries.after` takes it in. Days are days in the zone of the contract.
"""
