"""The life of a license from execution on: its moves, periods, notices, ends, dates and reminders.

`license` has the moves and what each event makes of a license; `notices`, `causes` and `ending` are
what a side can do; `renewing` says what silence will do; `key_dates` what is due and who owes it;
`due` what happens by itself, and when next; `reminders` who hears of it beforehand.
"""
