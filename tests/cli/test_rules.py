"""`lockscan rules` as people and pipelines use it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lockscan import api
from lockscan.cli.rules import command
from lockscan.errors import InvalidInput, UsageError

PLAN = Path(__file__).parents[2] / "fixtures" / "terraform" / "booking.plan.json"
FUNCTION = f'{PLAN}#aws_lambda_function.api["bookings"]'


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(api.collect([PLAN], snapshot=tmp_path_factory.mktemp("rules") / "snapshot").path)


def rules(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(command, arguments, input=stdin)


def test_classify_answers_one_object_a_line_in_order() -> None:
    stdin = "aws_db_instance\n\nAWS::Lambda::Function\nNo::Such::Thing\nAWS::RDS::Unheard\n"
    result = rules("classify", "-", "--format", "json", stdin=stdin)
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [answer["level"] for answer in answers] == ["type", "type", "none", "service"]
    assert answers[0] == {
        "type": "aws_db_instance",
        "canonical": "AWS::RDS::DBInstance",
        "capability": "relational-database",
        "level": "type",
    }
    assert answers[2]["capability"] is None


def test_classify_survives_what_is_not_text() -> None:
    result = rules("classify", "-", "--format", "json", stdin=b"\xff\xfe\x1b[31m\n")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["level"] == "none"


def test_terminal_output_carries_no_control_characters() -> None:
    assert "\x1b" not in rules("classify", "AWS::\x1b[31mS3::Bucket").stdout


def test_explain_gives_the_published_object() -> None:
    answer = json.loads(rules("explain", "aws_dynamodb_table", "--format", "json").stdout)
    assert answer["type"] == "aws_dynamodb_table"
    assert answer["canonical"] == "AWS::DynamoDB::Table"
    assert answer["capability"] == "key-value-database"
    assert answer["role"] == "data"
    assert answer["effort_class"] == "refactor"
    assert 20 < answer["portability"] < 60
    assert answer["interfaces"] == ["aws-dynamodb-api"]
    assert {"offering", "supplier", "country", "interface", "fidelity"} == set(answer["alternatives"][0])
    assert all(0 < alternative["fidelity"] < 1 for alternative in answer["alternatives"])
    assert {"url", "publisher", "seen"} == set(answer["sources"][0])


def test_explain_tells_it_in_plain_english() -> None:
    told = rules("explain", "AWS::S3::Bucket").stdout
    for words in ("Portability", "Also offered by", "Moving it means", "Sources", "The answer depends on"):
        assert words in told
    assert all(len(line) <= 80 for line in told.splitlines() if "http" not in line)


def test_a_resource_is_explained_by_its_own_facts_and_its_chain(snapshot: str) -> None:
    told = rules("explain", FUNCTION, "--snapshot", snapshot).stdout
    for words in ("Part of the application booking", "packaging zip", "as it stands", "depends on", "Moving it means"):
        assert words in told
    answer = json.loads(rules("explain", FUNCTION, "--snapshot", snapshot, "--format", "json").stdout)
    assert answer["type"] == "AWS::Lambda::Function"
    assert answer["rule"] == "aws-lambda-function"
    assert answer["days"]["p10"] < answer["days"]["p90"]
    assert answer["resource"]["facts"]["runtime"] == "python"
    assert answer["resource"]["chain"][0]["id"] == answer["resource"]["id"]


def test_a_resource_no_rule_knows_is_explained_as_not_known(tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    plan.write_text(PLAN.read_text("utf-8").replace("datadog_monitor", "nobodys_widget"), "utf-8")
    unknown = str(api.collect([plan], snapshot=tmp_path / "snapshot").path)
    told = rules("explain", "Booking errors", "--snapshot", unknown).stdout
    assert "anything from 2 to 100" in " ".join(told.split())
    answer = json.loads(rules("explain", "Booking errors", "--snapshot", unknown, "--format", "json").stdout)
    assert answer["level"] == "none"
    assert (answer["resource"]["portability"]["low"], answer["resource"]["portability"]["high"]) == (2, 100)


def test_a_name_that_two_share_is_no_answer(snapshot: str) -> None:
    result = rules("explain", "booking-bookings", "--snapshot", snapshot)
    assert isinstance(result.exception, UsageError)
    assert "give one's id" in str(result.exception)


def test_a_narrower_target_offers_less() -> None:
    def offered(target: str) -> int:
        result = rules("explain", "AWS::RDS::DBInstance", "--format", "json", "--target", target)
        return len(json.loads(result.stdout)["alternatives"])

    assert 0 < offered("self-hosted") < offered("any")


def test_an_unknown_type_is_refused_with_the_nearest() -> None:
    result = rules("explain", "AWS::S4::Bucket")
    assert isinstance(result.exception, UsageError)
    assert "AWS::S3::Bucket" in str(result.exception)


@pytest.mark.parametrize(
    "section",
    ["capabilities", "interfaces", "offerings", "suppliers", "hedges", "couplings", "parameters", "tariffs", "types"],
)
def test_every_section_lists_for_people_and_machines(section: str) -> None:
    rows = [json.loads(line) for line in rules("list", section, "--format", "json").stdout.splitlines()]
    assert rows
    assert all(row["id"] for row in rows)
    table = rules("list", section).stdout
    assert rows[0]["id"] in table
    assert max(map(len, table.splitlines())) <= 80


def test_list_alone_says_how_much_there_is() -> None:
    sizes = json.loads(rules("list", "--format", "json").stdout)
    assert sizes["types"] > 1000
    assert sizes["capabilities"] >= 100


def test_check_says_how_well_rules_are_founded() -> None:
    result = rules("check", "--as-of", "2026-11-22")
    assert result.exit_code == 0
    assert "without a source: 0 (0.0%)" in result.stdout


def test_check_refuses_a_wrong_pack_with_status_two(tmp_path: Path) -> None:
    (tmp_path / "wrong.yaml").write_text(
        "service: X\ntypes:\n- {type: X::Y, role: data, capability: nope}\n", encoding="utf-8"
    )
    result = rules("check", "--rules", str(tmp_path))
    assert isinstance(result.exception, InvalidInput)
    assert result.exception.status == 2
    assert "wrong.yaml:3: capability: there is no capability 'nope'" in str(result.exception)


def test_the_catalogue_is_whole_and_found_out_of_step(tmp_path: Path) -> None:
    assert rules("catalogue", str(tmp_path)).exit_code == 0
    assert rules("catalogue", str(tmp_path), "--check").exit_code == 0
    page = tmp_path / "catalogue" / "aws.md"
    text = page.read_text(encoding="utf-8")
    assert "## AWS::S3\n" in text
    assert "| `Bucket` | S3 bucket | data | object-storage |" in text
    page.write_text(text.replace("S3 bucket", "S3 basket"), encoding="utf-8")
    (tmp_path / "catalogue" / "vanished.md").touch()
    result = rules("catalogue", str(tmp_path), "--check")
    assert isinstance(result.exception, UsageError)
    assert "catalogue/aws.md, catalogue/vanished.md" in str(result.exception)
