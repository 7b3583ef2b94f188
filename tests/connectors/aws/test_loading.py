from pathlib import Path

import pytest

from lockscan.connectors.aws.loading import load_catalog
from lockscan.errors import InvalidInput

WRONG = """service: sqs
entries:
- type: SQS queue
  list: {op: ListQueues, items: "QueueUrls[.{"}
  id: "{QueueArn}"
  arn: "{QueueArn}"
- type: AWS::SQS::Queue
  lists: {op: ListQueues}
  id: "{QueueArn}"
  scope: everywhere
  facts: {colour: Colour, fifo: {path: Fifo, match: "("}}
  detail:
  - {op: GetQueueAttributes, batch: 10}
- type: AWS::SQS::Queue
  list: {op: ListQueues, items: "QueueUrls[]", size: many}
  id: "{QueueArn}"
"""


def test_every_problem_of_a_catalog_is_told_at_once_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "sqs.yaml").write_text(WRONG)
    with pytest.raises(InvalidInput) as caught:
        load_catalog(tmp_path)
    told = "\n".join(caught.value.problems)
    for expected in (
        "sqs.yaml:3: `SQS queue` is not the name of a CloudFormation type",
        "sqs.yaml:4: `items` is not a JMESPath",
        "sqs.yaml:3: one of `id`",
        "sqs.yaml:7: unknown key `lists`",
        "sqs.yaml:7: `list` is missing",
        "sqs.yaml:7: `scope` must be regional or global",
        "sqs.yaml:7: `colour` is not a neutral fact",
        "`match` is not a pattern",
        "sqs.yaml:13: a detail asked in batches needs `match`",
        "`size` must be a whole number",
        "AWS::SQS::Queue is already listed at sqs.yaml:7",
    ):
        assert expected in told
