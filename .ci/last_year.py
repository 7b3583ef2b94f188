"""Make `fixtures/demo/last-year`, the snapshot that the demo compares with: the council as it was a year ago.

It is the demo's estate without what came since, scanned like this year's: run it when the estate's older files change.
"""

import shutil
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from lockscan import api
from lockscan.demo import tenant

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures" / "demo"
SINCE = {"aws": ("70-this-year.yaml",), "azure": ("80-desktops.yaml", "96-desktop-parts.yaml")}
THEN = date(2025, 11, 24)


def main() -> None:
    with TemporaryDirectory() as folder:
        estate = Path(folder) / "estate"
        shutil.copytree(FIXTURES, estate, ignore=shutil.ignore_patterns("last-year"))
        for provider, names in SINCE.items():
            for name in names:
                (estate / provider / name).unlink()
        tenant.estate_folder = lambda: estate  # type: ignore[assignment] # a script's own stage
        with tenant.aws_tenant(), tenant.azure_tenant():
            collected = api.collect(
                ["aws", "azure"],
                snapshot=Path(folder) / "snapshot",
                regions=tenant.REGIONS,
                skip=tenant.not_served("aws"),
                day=THEN,
            )
        shutil.rmtree(FIXTURES / "last-year", ignore_errors=True)
        shutil.copytree(collected.path, FIXTURES / "last-year")


if __name__ == "__main__":
    main()
