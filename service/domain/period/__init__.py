"""The dates that follow from a license's terms: pure arithmetic, with the calendar as an argument.

`counting` counts days, business days, weeks and months; `renewals` says which days each period
has; `notice` when a notice about a renewal is in time; `afterwards` what follows the end; `zones`
at which moment a day is over. `key_dates` puts every date and its rule in words together;
`faults` refuses what cannot be.
"""
