"""The law as dated data and pure functions: working days, clock, outcomes, remedies, fees, scope.

Nothing here knows a framework, a database or the present day; `today` is always an argument.
"""
