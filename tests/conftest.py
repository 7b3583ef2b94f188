"""Shared by every test."""

from hypothesis import settings

# How long an example takes says how busy the machine is, not whether the promise holds.
settings.register_profile("lockscan", deadline=None)
settings.load_profile("lockscan")
