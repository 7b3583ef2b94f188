"""How many days a year and a month have, in every figure alike."""

YEAR_DAYS = 365.0
MONTH_DAYS = YEAR_DAYS / 12

BILLED_MONTH_DAYS = 30.0
"""A month as providers bill storage and transfer by it."""
