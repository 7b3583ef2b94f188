"""Print the model beside real moves: `python -m tests.backtest`. A mirror, not a pass mark."""

import sys

from tabulate import tabulate

from lockscan.knowledge import Knowledge
from tests.backtest.model import HEADINGS, compared, table


def main() -> None:
    found = list(compared(Knowledge.load()))
    informed = sum(one.exit["informed"] for one in found)
    measured = sum("person_days" in one.exit for one in found)
    sys.stdout.write(tabulate(table(found), headers=HEADINGS, maxcolwidths=[34, 30, None, 26, None, None]))
    told = f"{informed} helped to set the parameters and prove nothing; {measured} publish person-days."
    sys.stdout.write(f"\n{len(found)} moves: {told}\n")


if __name__ == "__main__":
    main()
