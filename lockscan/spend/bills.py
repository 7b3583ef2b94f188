"""Bills (FOCUS 1.0 to 1.3, or what converts to it; CSV, CSV.gz, Parquet) as charges by resource and month, exact."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lockscan.errors import UsageError
from lockscan.model.charge import Charge
from lockscan.model.money import Money
from lockscan.spend.converting import convert, format_of
from lockscan.spend.grouping import BAD, COSTS, MONTH, ROWS, Columns, columns_of, grouped
from lockscan.vocabulary.billing import OWN_COLUMN, focus_columns, provider_of
from lockscan.vocabulary.bills import BillFormat

if TYPE_CHECKING:
    import duckdb

PARQUET, GZIP = b"PAR1", b"\x1f\x8b"
"""What a file begins with, whatever it is called."""

SUFFIXES = (".csv", ".csv.gz", ".parquet")
"""How bills in a folder are told from manifests beside them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bill:
    """Charges of one or several files, and what was odd about the files."""

    charges: tuple[Charge, ...]
    rows: int
    notes: tuple[str, ...]


@dataclass(slots=True)
class _Count:
    """What was met on the way through a file."""

    rows: int = 0
    effective: int = 0
    billed: int = 0
    undated: int = 0

    def readable(self, row: Mapping[str, Any]) -> bool:
        self.rows += row[ROWS]
        self.effective += row[BAD[COSTS[0]]]
        self.billed += row[BAD[COSTS[1]]]
        self.undated += 0 if row[MONTH] else row[ROWS]
        return row[MONTH] is not None

    def refuse(self, path: Path) -> None:
        """Refuse cells that are no amount or no date, which would otherwise be lost in silence."""
        if self.effective or self.billed or self.undated:
            raise UsageError(
                f"{path}: {self.effective} EffectiveCost and {self.billed} BilledCost cells are no amounts, "
                f"{self.undated} rows have no readable ChargePeriodStart: nothing is counted until they are mended"
            )


def read_bills(paths: Sequence[Path]) -> Bill:
    """Read bills as one; raises `UsageError` for a file that is none, with what is missing."""
    import duckdb

    charges: list[Charge] = []
    notes: list[str] = []
    rows = 0
    with duckdb.connect() as connection:
        for path in _files(paths):
            try:
                types, known = _open(connection, path)
                columns = columns_of(types, path)
                count = _Count()
                charges += [_charge(row) for row in grouped(connection, columns) if count.readable(row)]
            except (duckdb.Error, UnicodeDecodeError, OSError) as error:
                reason = str(error).splitlines()[0]
                raise UsageError(f"{path}: not a readable CSV or Parquet bill: {reason}") from None
            count.refuse(path)
            rows += count.rows
            notes += _notes(columns, count.rows, path, known)
    return Bill(charges=tuple(charges), rows=rows, notes=tuple(dict.fromkeys(notes)))


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    """Give files as they are, and of a folder every bill in it and below, as exports are delivered."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        found = sorted(file for file in path.rglob("*") if file.name.endswith(SUFFIXES) and file.is_file())
        if not found:
            raise UsageError(f"{path}: no bill in this folder (looked for {', '.join(SUFFIXES)})")
        yield from found


def _open(connection: "duckdb.DuckDBPyConnection", path: Path) -> tuple[dict[str, str], BillFormat | None]:
    """Make the file the view `bill` and give its columns with their types, and the format it was converted from."""
    with path.open("rb") as stream:
        start = stream.read(4)
    if not start:
        raise UsageError(f"{path}: is empty; a bill has a line of headings and rows below it")
    if start == PARQUET:
        relation = connection.read_parquet(str(path))
    else:
        relation = connection.read_csv(
            str(path),
            header=True,
            all_varchar=True,
            quotechar='"',
            escapechar='"',
            compression="gzip" if start.startswith(GZIP) else "none",
        )
    types = _types(relation)
    known = format_of(types)
    if known is not None:
        relation = convert(relation, types, known)
    relation.create_view("bill", replace=True)
    return _types(relation), known


def _types(relation: "duckdb.DuckDBPyRelation") -> dict[str, str]:
    return {name: str(kind) for name, kind in zip(relation.columns, relation.types, strict=True)}


def _notes(columns: Columns, rows: int, path: Path, known: BillFormat | None) -> Iterator[str]:
    if not rows:
        yield f"{path.name}: no row below the header"
    if known is not None:
        yield f"{path.name}: read as {known.name}{f'; {known.note}' if known.note else ''}"
        return
    if columns.absent:
        yield f"{path.name}: no column {', '.join(columns.absent)}; taken as empty"
    yield from (f"{path.name}: no column {name}; {other} stands for it" for name, other in columns.instead.items())
    ours = focus_columns()
    unknown = [
        name for name in columns.names if name.casefold() not in ours and not name.casefold().startswith(OWN_COLUMN)
    ]
    if unknown:
        yield f"{path.name}: not read, since FOCUS has no such columns: {', '.join(sorted(unknown))}"


def _charge(row: dict[str, Any]) -> Charge:
    currency = row["BillingCurrency"].upper()
    return Charge(
        provider=provider_of(row["ProviderName"]),
        publisher=row["PublisherName"],
        invoice_issuer=row["InvoiceIssuerName"],
        service=row["ServiceName"],
        service_category=row["ServiceCategory"],
        charge_category=row["ChargeCategory"] or "Usage",
        sub_account=row["SubAccountId"],
        region=row["RegionId"],
        resource_id=row["ResourceId"],
        month=row["Month"],
        billed=Money(row["BilledCost"] or Decimal(0), currency),
        effective=Money(row["EffectiveCost"] or Decimal(0), currency),
        commitment_status=row["CommitmentDiscountStatus"],
    )
