"""The estate on disk: a journal while collecting, Parquet once sealed, and a manifest with digests.

with Journal.open(place(folder)) as journal:
    outcome = collect(units, journal, ...)
    seal(journal, collected=day, ...)
estate = Snapshot.open(folder).estate()
"""

from lockscan.snapshot.journal import Journal
from lockscan.snapshot.place import place
from lockscan.snapshot.reading import Snapshot
from lockscan.snapshot.sealing import seal

__all__ = ["Journal", "Snapshot", "place", "seal"]
