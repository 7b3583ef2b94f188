"""Booleans and numbers are kept for next year's rules; texts, secrets and users' own keys are not."""

from lockscan.references import facts_of


def test_booleans_and_numbers_come_by_their_path() -> None:
    config = {"Size": 3, "A": {"B": True, "Rate": 1.5}, "Name": "x", "None": None}
    assert facts_of(config) == {"Size": 3, "A.B": True, "A.Rate": 1.5}


def test_lists_secrets_environments_and_absurd_numbers_are_left_out() -> None:
    config = {
        "L": [{"n": 1}],
        "PinCode": 1234,
        "MasterPassword": 99,
        "Environment": {"Variables": {"N": 5}},
        "UserData": {"n": 1},
        "Rate": float("nan"),
        "mapping": 1,
        "weird key": 2,
        "Skipped": {"n": 1},
    }
    assert facts_of(config, ("Skipped",)) == {"mapping": 1}


def test_the_number_of_facts_is_bounded() -> None:
    assert len(facts_of({f"k{n}": n for n in range(10_000)})) == 200
