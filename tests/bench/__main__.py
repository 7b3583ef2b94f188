"""`make bench`: the goals of speed, measured here and now; on a busy machine ratios say more than seconds."""

import sys
import tempfile
from pathlib import Path

from tabulate import tabulate

from tests.bench import assessing, files, kernels, pages, scanning, starting, throttled


def main() -> None:
    """Run every row, or those whose names are given."""
    wanted = set(sys.argv[1:])
    with tempfile.TemporaryDirectory(prefix="lockscan-bench-") as folder:
        rows = []
        for module in (starting, assessing, kernels, scanning, throttled, pages, files):
            name = module.__name__.rpartition(".")[2]
            if not wanted or name in wanted:
                print(f"{name} ...", file=sys.stderr)
                rows += module.rows(Path(folder))
    print(tabulate(rows, headers=["work", "measured", "goal", "floor or note"]))


if __name__ == "__main__":
    main()
