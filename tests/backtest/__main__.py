"""Print the model beside real moves and write what the report quotes: `python -m tests.backtest`. No pass mark."""

import sys

import yaml
from tabulate import tabulate

from lockscan.knowledge import Knowledge
from tests.backtest.archetypes import HEADINGS as PLANNED_HEADINGS
from tests.backtest.archetypes import archetypes
from tests.backtest.archetypes import table as planned_table
from tests.backtest.model import HEADINGS, PART_HEADINGS, PUBLISHED, compared, part_table, parts, published, table

HEADER = """\
# The model beside real moves: written by `make backtest` from fixtures/backtest/exits.yaml, never by hand.
# Person-days are P10, P50, P80, P90. Moves that informed the parameters prove nothing about them.
"""


def main() -> None:
    knowledge = Knowledge.load()
    found, beside = list(compared(knowledge)), list(parts(knowledge))
    informed = sum(one.exit["informed"] for one in found)
    measured = sum("person_days" in one.exit for one in found)
    sys.stdout.write(tabulate(table(found), headers=HEADINGS, maxcolwidths=[34, 30, None, 26, None, None]))
    told = f"{informed} helped to set the parameters and prove nothing; {measured} publish person-days."
    left = sum(one.exit["leaves"] for one in found)
    sys.stdout.write(f"\n{len(found)} moves, {left} of them out of a cloud: {told}\n\n")
    sys.stdout.write(tabulate(part_table(beside), headers=PART_HEADINGS, maxcolwidths=[34, 30, None, None, None]))
    sys.stdout.write("\n\nEveryday estates beside what one would plan (our judgement; nobody measured them)\n\n")
    rows = planned_table(archetypes(knowledge))
    sys.stdout.write(tabulate(rows, headers=PLANNED_HEADINGS, maxcolwidths=[34, None, None, None, None]))
    sys.stdout.write("\n")
    text = yaml.safe_dump(published(found, beside), sort_keys=False, allow_unicode=True, width=160)
    PUBLISHED.write_text(HEADER + text, encoding="utf-8")


if __name__ == "__main__":
    main()
