"""Every claim says where it comes from."""

from datetime import date

from lockscan.knowledge import Knowledge
from lockscan.knowledge.evidence import evidence


def test_hardly_any_rule_is_without_a_source(knowledge: Knowledge) -> None:
    found = evidence(knowledge, date(2026, 11, 22))
    assert found.rules > 2000
    assert found.unsourced_share < 0.05, found.unsourced[:20]


def test_no_source_is_stale_on_the_day_of_release_and_all_are_in_time(knowledge: Knowledge) -> None:
    assert evidence(knowledge, date(2026, 11, 22)).stale == ()
    assert set(evidence(knowledge, date(2036, 1, 1)).stale) == set(knowledge.sources)


def test_judgement_is_marked_and_everything_else_has_an_address(knowledge: Knowledge) -> None:
    for identifier, source in knowledge.sources.items():
        assert source.judgement or source.url.startswith("https://"), identifier
        assert source.publisher, identifier


def test_nothing_claims_to_have_been_seen_in_the_future(knowledge: Knowledge) -> None:
    assert all(source.seen <= date(2026, 11, 22) for source in knowledge.sources.values())
