"""Known facts choose a variant; unknown ones keep every variant they would choose between."""

from hypothesis import given
from hypothesis import strategies as st

from lockscan.knowledge.matching import Match, match

VARIANTS = [{"when": {"engine": ["postgres"]}}, {"when": {"engine": ["mysql"], "serverless": [True]}}]

ANY = st.lists(
    st.dictionaries(
        st.sampled_from(["a", "b", "c"]), st.lists(st.sampled_from(["x", "y"]), min_size=1), min_size=1
    ).map(lambda when: {"when": when}),
    max_size=5,
)


def test_the_first_variant_that_holds_wins() -> None:
    assert match(VARIANTS, {"engine": "postgres"}) == Match(0, (), ())


def test_an_unknown_fact_keeps_its_variant_possible() -> None:
    assert match(VARIANTS, {}) == Match(None, (0, 1), ("engine", "serverless"))
    assert match(VARIANTS, {"engine": "mysql"}) == Match(None, (1,), ("serverless",))


def test_a_contradicted_variant_is_out_whatever_else_is_unknown() -> None:
    assert match(VARIANTS, {"serverless": False}) == Match(None, (0,), ("engine",))


@given(ANY, st.dictionaries(st.sampled_from(["a", "b", "c"]), st.sampled_from(["x", "y", "z"])))
def test_learning_a_fact_only_narrows(variants: list[dict[str, dict[str, list[str]]]], facts: dict[str, str]) -> None:
    def allowed(known: dict[str, str]) -> set[int | None]:
        result = match(variants, known)
        return {result.settled, *result.possible}

    for name in facts:
        fewer = {key: value for key, value in facts.items() if key != name}
        assert allowed(facts) <= allowed(fewer)


@given(ANY, st.fixed_dictionaries({name: st.sampled_from(["x", "y", "z"]) for name in "abc"}))
def test_all_facts_known_leaves_one(variants: list[dict[str, dict[str, list[str]]]], facts: dict[str, str]) -> None:
    result = match(variants, facts)
    assert result.possible == ()
    assert result.unknown == ()
