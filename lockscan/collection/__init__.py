"""Units of work, their scheduling and their limits: shared by every connector."""
