"""What is sealed is what was read: once, whole, and the same bytes for the same content."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path

from lockscan.model.charge import Charge, Contract
from lockscan.model.money import Money
from lockscan.model.profile import Profile
from lockscan.model.record import Record
from lockscan.model.reference import Candidate, IdentityClass
from lockscan.model.resource import Origin, TypeName
from lockscan.model.scope import ScopeState
from lockscan.snapshot import Journal, Snapshot, seal

SECRET = "correct-horse-battery-staple"
ARN = "arn:aws:sqs:eu-west-2:111122223333:"


def test_an_estate_comes_back_as_it_was_read(make: Callable[..., Record], sealed: Callable[..., Snapshot]) -> None:
    tagged = make("orders", tags={"App": "shop", "Owner": "ann"}, facts={"fifo": True, "size_gb": 2, "a.b": 3})
    estate = sealed([tagged, make("bills")]).estate()
    assert estate.rows.ids([0, 1, 0]) == [f"{ARN}bills", f"{ARN}orders", f"{ARN}bills"]
    assert [estate.application[row] for row in (0, 1)] == ["", "shop"]
    assert estate.profiles[int(estate.profile[1])] == Profile(TypeName("AWS::SQS::Queue"), (("fifo", True),))
    assert estate.size_gb[1] == 2
    assert estate.size_gb[0] != estate.size_gb[0], "an unknown size is not a number"
    assert estate.rows.origins([0]) == [(Origin(source="live", location="sqs:ListQueues"),)]
    assert [scope.state for scope in estate.scopes] == [ScopeState.OK]
    assert estate.collected == date(2026, 11, 22)


def test_the_order_of_reading_leaves_no_trace(
    make: Callable[..., Record], mention: Callable[..., Candidate], sealed: Callable[..., Snapshot]
) -> None:
    records = [make(f"q{n}", mentions=[mention(f"{ARN}q{n + 1}")]) for n in range(30)]
    first = dict(sealed(records[:10], records[10:]).manifest.files)
    second = dict(sealed(records[10:][::-1], records[:10]).manifest.files)
    assert first.pop("scopes") != second.pop("scopes"), "the questions themselves differ"
    assert first == second


def test_what_must_not_be_kept_reaches_no_file(
    make: Callable[..., Record],
    mention: Callable[..., Candidate],
    read: Callable[[Journal, str, Iterable[Record]], None],
    tmp_path: Path,
) -> None:
    record = make(
        "orders",
        tags={"Notes": SECRET, "Owner": "ann"},
        facts={"user_data": SECRET, "state": "running"},
        mentions=[mention(SECRET, IdentityClass.NAME, target_type=TypeName("AWS::S3::Bucket"))],
    )
    folder = tmp_path / "snapshot"
    with Journal.open(folder) as journal:
        read(journal, "unit", [record])
        assert _written(folder)
        assert not _holding(folder, SECRET)
        seal(journal, collected=date(2026, 1, 1), program="1")
    assert not _holding(folder, SECRET)
    row = next(Snapshot.open(folder).table("resources"))
    assert (row["tags"], row["facts"]) == ('{"Notes":null,"Owner":"ann"}', '{"state":"running"}')


def test_hostile_texts_come_back_unharmed(make: Callable[..., Record], sealed: Callable[..., Snapshot]) -> None:
    names = ["a'b\";DROP TABLE node;--", "\x00\x1b[31m", "=1+1", "é😀\u2028", "\ud800half", "", "../../etc/passwd"]
    records = [make(name, tags={name: name, "App": name}) for name in names]
    estate = sealed(records).estate()
    expected = [name.encode("utf-8", "replace").decode() for name in names]
    assert set(estate.rows.names(range(len(names)))) >= {name for name in expected if name}
    assert set(estate.application.values) == {name.strip() for name in expected}


def test_the_application_is_the_tags_then_the_groupings_then_the_wholes(
    make: Callable[..., Record], sealed: Callable[..., Snapshot]
) -> None:
    records = [
        make("a", tags={"project": "second", "application": "first"}, application="stack"),
        make("b", application="stack", parent=f"{ARN}a"),
        make("c", parent=f"{ARN}b"),
        make("d", parent=f"{ARN}c"),
        make("e", parent=f"{ARN}nowhere"),
        make("f", parent=f"{ARN}g"),
        make("g", parent=f"{ARN}f"),
    ]
    estate = sealed(records).estate()
    assert [estate.application[row] for row in range(7)] == ["first", "stack", "stack", "stack", "", "", ""]
    assert list(estate.parent) == [-1, 0, 1, 2, -1, 6, 5]


def test_charges_and_contracts_come_back_to_the_last_penny(tmp_path: Path) -> None:
    charge = Charge(
        provider="aws",
        publisher="Amazon",
        invoice_issuer="Reseller Ltd",
        service="Simple Queue Service",
        service_category="Integration",
        charge_category="Usage",
        sub_account="1",
        region="eu-west-2",
        resource_id="",
        month=date(2026, 10, 1),
        billed=Money(Decimal("0.1000000001"), "USD"),
        effective=Money(Decimal("-12345678.90"), "GBP"),
    )
    contract = Contract(supplier="Reseller Ltd", end=date(2027, 3, 31), value=Money(Decimal(100), "GBP"))
    with Journal.open(tmp_path / "s") as journal:
        seal(journal, collected=date(2026, 1, 1), program="1", charges=[charge], contracts=[contract])
    snapshot = Snapshot.open(tmp_path / "s")
    assert snapshot.charges == (charge,)
    assert snapshot.contracts == (contract,)
    assert len(snapshot.estate()) == 0


def _written(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in folder.rglob("*") if path.is_file()]


def _holding(folder: Path, secret: str) -> bool:
    return any(secret.encode() in content for content in _written(folder))
