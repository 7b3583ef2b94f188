"""What the rules say, asked through the one way in."""

from pathlib import Path

import pytest

from lockscan.errors import InvalidInput
from lockscan.knowledge import Knowledge
from lockscan.model.profile import Profile
from lockscan.model.resource import TypeName
from lockscan.model.scores import EFFORT_CLASSES, FACETS
from lockscan.vocabulary.kinds import Kind

PACK = """\
sources: {ours: {url: "https://example.org/", publisher: Us, seen: 2026-01-01, judgement: true}}
suppliers:
- {id: hetzner, name: Hetzner as we know it, parent: hetzner, country: DE, sources: [ours]}
service: Our::Service
cite: [ours]
default: {role: data, capability: object-storage, interfaces: {s3-api: 1}}
types:
- type: Our::Service::Database
  role: data
  capability: relational-database
  interfaces: {sql-iso: 1}
  data: sql-dump
  operations: []
  variants:
  - id: our-database-postgres
    when: {engine: [postgres]}
    interfaces: {postgresql-wire: 1}
    data: postgresql-dump
    examples: {match: [{engine: postgres}], ignore: [{engine: mysql}]}
  - id: our-database-serverless
    when: {serverless: [true]}
    runtime: oci-image
    examples: {match: [{engine: mysql, serverless: true}], ignore: [{serverless: false}]}
- type: AWS::SQS::Queue
  name: The queue as we see it
  role: data
  capability: message-queue
  interfaces: {amqp-1-0: 1}
"""


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    pack = tmp_path_factory.mktemp("rules") / "council"
    pack.mkdir()
    (pack / "council.yaml").write_text(PACK, encoding="utf-8")
    return Knowledge.load([pack])


def profile(type_: str, **facts: str | bool) -> Profile:
    return Profile(TypeName(type_), tuple(sorted(facts.items())))


def test_known_facts_give_one_understanding(own: Knowledge) -> None:
    known = own.classify(profile("Our::Service::Database", engine="postgres"))
    assert [understanding.rule for understanding in known.understandings] == ["our-database-postgres"]
    assert known.understandings[0].interfaces == {"postgresql-wire": 1}
    assert known.unknown_facts == ()


def test_unknown_facts_give_several_the_settled_first(own: Knowledge) -> None:
    known = own.classify(profile("Our::Service::Database"))
    rules = [understanding.rule for understanding in known.understandings]
    assert rules == ["our-service-database", "our-database-postgres", "our-database-serverless"]
    assert known.unknown_facts == ("engine", "serverless")


def test_outside_the_estate_no_fact_is_known(own: Knowledge) -> None:
    inside = profile("Our::Service::Database", engine="postgres", serverless=False)
    outside = Profile(inside.type, inside.facts, external=True)
    assert len(own.classify(inside).understandings) == 1
    assert len(own.classify(outside).understandings) == 3


def test_an_unlisted_type_is_known_by_its_service(own: Knowledge) -> None:
    known = own.classify(profile("Our::Service::Novelty"))
    assert (known.level, known.understandings[0].capability) == ("service", "object-storage")
    assert known.understandings[0].rule == "our-service-default"


def test_a_strange_type_is_not_understood(knowledge: Knowledge) -> None:
    known = knowledge.classify(profile("Some::Other::Thing"))
    assert (known.level, known.understandings) == ("none", ())


def test_a_pack_overrides_and_says_so(own: Knowledge, knowledge: Knowledge) -> None:
    ours = own.classify(profile("AWS::SQS::Queue")).understandings[0]
    assert (ours.pack, ours.interfaces, ours.name) == ("council", {"amqp-1-0": 1}, "The queue as we see it")
    assert knowledge.classify(profile("AWS::SQS::Queue")).understandings[0].pack == "lockscan"
    assert own.suppliers["hetzner"].name == "Hetzner as we know it"
    assert own.packs == ("council",)
    assert own.digest != knowledge.digest


def test_operations_fall_back_on_the_providers_unless_said_otherwise(own: Knowledge, knowledge: Knowledge) -> None:
    assert knowledge.classify(profile("AWS::SQS::Queue")).understandings[0].operations == (
        "aws-iam",
        "aws-control-plane",
    )
    assert own.classify(profile("Our::Service::Database", engine="postgres")).understandings[0].operations == ()


def test_types_are_found_however_they_are_named(knowledge: Knowledge) -> None:
    assert knowledge.resolve("aws_db_instance") == ("AWS::RDS::DBInstance", "type")
    assert knowledge.resolve("AWS::RDS::DBInstance") == ("AWS::RDS::DBInstance", "type")
    assert knowledge.resolve("AWS::RDS::Surprise") == ("AWS::RDS::Surprise", "service")
    assert knowledge.resolve("nothing") == ("nothing", "none")


def test_a_rules_id_leads_back_to_it(knowledge: Knowledge) -> None:
    for understanding in knowledge.classify(profile("AWS::RDS::DBInstance")).understandings:
        found = knowledge.understanding(understanding.rule)
        assert found == understanding
        assert knowledge.citations(understanding.rule) == understanding.sources
    assert knowledge.understanding("no-such-rule") is None


def test_every_section_is_there_and_whole(knowledge: Knowledge) -> None:
    assert set(knowledge.couplings) == set(Kind)
    assert tuple(knowledge.effort) == EFFORT_CLASSES
    assert set(knowledge.scoring.weights) == set(FACETS)
    assert knowledge.exchange.base == "GBP"
    assert {"aws", "azure", "google"} <= {tariff.provider for tariff in knowledge.tariffs.values()}
    assert all(sum(tier.up_to_gb is None for tier in tariff.tiers) == 1 for tariff in knowledge.tariffs.values())
    assert knowledge.parameters
    assert knowledge.waivers
    assert knowledge.hedges


def test_effort_grows_with_strangeness(knowledge: Knowledge) -> None:
    medians = [knowledge.effort[name].band.p50 for name in EFFORT_CLASSES]
    assert medians == sorted(medians)
    for capability in knowledge.capabilities.values():
        ranks = [EFFORT_CLASSES.index(capability.effort[key]) for key in ("same", "near", "different")]
        assert ranks == sorted(ranks)


def test_the_big_providers_and_an_independent_choice_stand_behind_the_common_capabilities(knowledge: Knowledge) -> None:
    parents: dict[str, set[str]] = {}
    for offering in knowledge.offerings.values():
        for capability in offering.capabilities:
            parents.setdefault(capability, set()).add(offering.supplier)
    for capability in ("virtual-machine", "object-storage", "relational-database", "container-orchestration", "stream"):
        assert {"aws", "azure", "google", "oracle", "ibm", "self-hosted"} <= parents[capability]
        assert parents[capability] & {"ovhcloud", "scaleway", "ionos"}


def test_same_rules_same_digest(knowledge: Knowledge) -> None:
    assert Knowledge.load().digest == knowledge.digest


def test_two_files_of_a_pack_may_not_define_the_same(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text(
            "suppliers:\n- {id: us, name: Us, parent: us, country: GB}\n", encoding="utf-8"
        )
    with pytest.raises(InvalidInput, match=r"b\.yaml:2: suppliers: 'us' stands twice, first at .*a\.yaml:2"):
        Knowledge.load([tmp_path])
