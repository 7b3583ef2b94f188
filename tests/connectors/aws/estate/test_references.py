"""Every planted dependency is found and hardly any other, over three regions and two accounts full of traps."""

from tests.connectors.aws.estate.conftest import Estate
from tests.connectors.aws.estate.planting import ACCOUNTS, REGIONS


def found_in(estate: Estate) -> set[tuple[str, str]]:
    return {(str(row["source"]), str(row["target"])) for row in estate.snapshot.table("references")}


def test_every_planted_dependency_is_found(estate: Estate) -> None:
    assert len(estate.planted.references) > 800
    assert sorted(estate.planted.references - found_in(estate)) == []


def test_hardly_anything_else_is_taken_for_a_dependency(estate: Estate) -> None:
    found = found_in(estate)
    assert len(found & estate.planted.references) / len(found) >= 0.98, sorted(found - estate.planted.references)[:20]


def test_what_is_gone_stays_visible_outside_with_its_account(estate: Estate) -> None:
    for account in ACCOUNTS:
        for region in REGIONS:
            assert estate.outside[f"arn:aws:sqs:{region}:{account}:gone"] == account


def test_nothing_that_was_found_is_outside_as_well(estate: Estate) -> None:
    tails = {row["id"].rpartition("/")[2] for row in estate.found}
    assert [found for found in estate.outside if found in tails] == []
