import yaml

from lockscan.connectors.aws.conformance import Models
from lockscan.connectors.aws.loading import shipped_catalog
from lockscan.connectors.aws.proposing import proposals
from lockscan.connectors.aws.proposing.naming import Names, known_types, singular
from lockscan.connectors.aws.proposing.writing import written

MODELS = Models()
NAMES = Names(known_types(), shipped_catalog())


def test_a_known_service_is_proposed_with_its_parts() -> None:
    found = {proposal.type: proposal for proposal in proposals(MODELS, NAMES, "amplify")}
    app = found["AWS::Amplify::App"]
    assert (app.question.operation, app.answer.items, app.answer.arn, app.known) == (
        "ListApps",
        "apps[]",
        "appArn",
        True,
    )
    branch = next(child for child in app.children if child.type == "AWS::Amplify::Branch")
    assert branch.question.params == {"appId": "{parent.appId}"}


def test_nothing_that_writes_or_gives_secrets_is_proposed() -> None:
    for service in ("secretsmanager", "ec2", "dynamodb", "lambda"):
        for proposal in proposals(MODELS, NAMES, service):
            assert proposal.question.operation.startswith(("List", "Describe", "Get", "BatchGet", "Search"))
            assert proposal.question.operation not in {"GetSecretValue", "BatchGetSecretValue"}


def test_a_list_of_everyones_things_is_held_to_ones_own() -> None:
    found = {proposal.question.operation: proposal for proposal in proposals(MODELS, NAMES, "imagebuilder")}
    assert found["ListComponents"].question.params == {"owner": "Self"}


def test_a_proposal_is_yaml_of_the_catalogs_form() -> None:
    text = written("apprunner", proposals(MODELS, NAMES, "apprunner"))
    entries = yaml.safe_load(text)["entries"]
    assert {"type", "list", "id"} <= set(entries[0])


def test_one_of_many() -> None:
    many = ("Policies", "Indices", "Branches", "Caches", "Statuses", "Apis", "EventBuses", "Analysis")
    assert [singular(noun) for noun in many] == [
        *("Policy", "Index", "Branch", "Cache", "Status", "Api", "EventBus", "Analysis")
    ]
