"""Units of work, their scheduling and their limits: shared by every connector.

outcome = collect(connector.units(request), journal, workers=32, progress=tell)
"""
