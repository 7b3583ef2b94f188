"""Bills that are no FOCUS: how each becomes FOCUS rows; the data is `rules/vocabulary/bills.yaml`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from lockscan.vocabulary.billing import folded_heading
from lockscan.vocabulary.data import read_yaml, rules_folder


@dataclass(frozen=True, slots=True, kw_only=True)
class BillFormat:
    """One sender's own bill; its columns are named by their folded headings."""

    id: str
    name: str
    told_by: Sequence[Sequence[str]]
    """Groups of headings; of each the file must have one."""

    amounts: Sequence[str]
    texts: Sequence[str]
    days: Sequence[str]
    columns: Mapping[str, str]
    """FOCUS column -> SQL expression over `amounts`, `texts` and `days`."""

    forms: Sequence[str] = ()
    """How days are written, before ISO 8601 is tried."""

    note: str = ""

    @property
    def used(self) -> Sequence[str]:
        """Every heading that is read, where the file has it."""
        return (*self.amounts, *self.texts, *self.days)

    def fits(self, headings: Iterable[str]) -> bool:
        there = {folded_heading(heading) for heading in headings}
        return all(not there.isdisjoint(group) for group in self.told_by)


@cache
def bill_formats() -> tuple[BillFormat, ...]:
    """Give every format that is read beside FOCUS, in the order in which they are tried."""
    published = read_yaml(rules_folder() / "vocabulary" / "bills.yaml")["bills"]
    return tuple(BillFormat(**{key: value for key, value in each.items() if key != "source"}) for each in published)
