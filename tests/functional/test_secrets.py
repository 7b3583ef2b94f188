"""A secret that someone left where it does not belong is in no byte that is written, said or kept."""

import base64
import json
import re
import signal
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import duckdb
import pytest

from lockscan.snapshot import Snapshot
from tests.functional import estate
from tests.functional.conftest import Scanned
from tests.functional.running import DAY, EVERY_FORMAT, FIXTURES, lockscan, start

ANY = re.compile(rb"Zq81planted|" + base64.b64encode(b"Zq81planted-")[:-1])


def contents(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Every byte below a folder, as it is and, of what is compressed, as it reads."""
    for path in folder.rglob("*"):
        if path.is_file():
            yield path, path.read_bytes()
        if path.suffix == ".parquet":
            rows = duckdb.execute("SELECT * FROM read_parquet($path)", {"path": str(path)}).fetchall()
            yield path, repr(rows).encode()


def assert_nowhere(folder: Path, *said: str) -> None:
    found = [path for path, content in contents(folder) if ANY.search(content)]
    assert found == []
    assert not any(ANY.search(text.encode()) for text in said)


@pytest.mark.parametrize("place", estate.PLACES)
def test_the_search_finds_what_it_is_made_for(tmp_path: Path, place: str) -> None:
    """Plain, encoded, and inside a compressed table."""
    duckdb.execute(f"COPY (SELECT '{estate.secret(place)}' AS x) TO '{tmp_path}/x.parquet' (COMPRESSION zstd)")
    (tmp_path / "y").write_bytes(base64.b64encode(estate.secret(place).encode()))
    assert {path.name for path, content in contents(tmp_path) if ANY.search(content)} >= {"x.parquet", "y"}


def test_a_live_scan_writes_and_says_none(scanned: Scanned, tenant: Mapping[str, str]) -> None:
    kinds = {row["type"] for row in Snapshot.open(scanned.folder / "s").table("resources")}
    holders = ("Lambda::Function", "EC2::Instance", "SSM::Parameter", "SecretsManager::Secret", "RDS::DBInstance")
    assert kinds >= {f"AWS::{name}" for name in (*holders, "ECS::TaskDefinition", "SQS::Queue", "S3::Bucket")}
    assert_nowhere(scanned.folder, scanned.ended.stdout, scanned.ended.stderr)
    assert_nowhere(Path(tenant["HOME"]))


def test_the_journal_of_a_killed_scan_holds_none(tmp_path: Path, tenant: Mapping[str, str]) -> None:
    words = ["scan", "aws", "--region", estate.REGION, *estate.only(estate.SERVICES), "--snapshot", str(tmp_path / "s")]
    with start(*words, env=tenant, cwd=tmp_path) as process:
        assert process.stderr
        next(line for line in process.stderr if not line.startswith("read 0 "))
        process.send_signal(signal.SIGKILL)
    journal = tmp_path / "s" / "journal"
    assert sum(path.stat().st_size for path in journal.glob("*.sqlite-wal")) > 0
    assert_nowhere(tmp_path)


def secretive(resources: Iterable[dict[str, Any]]) -> None:
    """Plant secrets into a state's resources: where a provider marks them, and where nobody does."""
    for resource in resources:
        for instance in resource["instances"]:
            attributes = instance["attributes"]
            attributes["password"] = estate.secret("attribute")
            attributes["master_password"] = estate.secret("attribute")
            attributes["user_data"] = base64.b64encode(estate.secret("user-data").encode()).decode()
            attributes["environment"] = [{"variables": {"PLAIN": estate.secret("environment")}}]
            attributes["connection_name"] = estate.secret("master")
            if isinstance(attributes.get("tags"), dict):
                attributes["tags"]["note"] = estate.secret("tag")
            attributes["odd_name"] = estate.secret("attribute")
            path = [{"type": "get_attr", "value": "odd_name"}]
            instance["sensitive_attributes"] = [*instance.get("sensitive_attributes", ()), path]


def planned(module: dict[str, Any]) -> None:
    for resource in module.get("resources", ()):
        resource["values"] |= {
            "password": estate.secret("attribute"),
            "user_data": estate.secret("user-data"),
            "container_definitions": json.dumps(
                [{"environment": [{"name": "A", "value": estate.secret("container")}]}]
            ),
            "odd_name": estate.secret("attribute"),
        }
        if isinstance(resource["values"].get("tags"), dict):
            resource["values"]["tags"]["note"] = estate.secret("tag")
        resource["sensitive_values"] = {**resource.get("sensitive_values", {}), "odd_name": True}
    for child in module.get("child_modules", ()):
        planned(child)


def test_states_and_plans_leave_none_behind(tmp_path: Path) -> None:
    state = json.loads((FIXTURES / "website.tfstate").read_bytes())
    secretive(state["resources"])
    state["outputs"] = {"login": {"value": estate.secret("attribute"), "type": "string", "sensitive": True}}
    plan = json.loads((FIXTURES / "booking.plan.json").read_bytes())
    planned(plan["planned_values"]["root_module"])
    plan["variables"] = {"db_password": {"value": estate.secret("master")}}
    given, written = tmp_path / "given", tmp_path / "written"
    given.mkdir()
    (given / "site.tfstate").write_text(json.dumps(state))
    (given / "plan.json").write_text(json.dumps(plan))
    assert len(ANY.findall((given / "site.tfstate").read_bytes() + (given / "plan.json").read_bytes())) > 100
    places = ("--snapshot", written / "s", "--output", written / "o")
    ended = lockscan(
        "scan", given, *places, "--resources", *EVERY_FORMAT, *DAY, env={"HOME": str(written)}, cwd=tmp_path
    )
    assert ended.returncode == 0, ended.stderr
    assert_nowhere(written, ended.stdout, ended.stderr)
