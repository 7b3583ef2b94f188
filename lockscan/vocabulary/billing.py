"""Names on bills, mapped onto the providers' short names."""

from functools import cache

from lockscan.vocabulary.data import read_yaml, rules_folder


@cache
def billing_names() -> dict[str, str]:
    """Case-folded name on a bill -> short name, from `rules/vocabulary/billing.yaml`."""
    providers = read_yaml(rules_folder() / "vocabulary" / "billing.yaml")["providers"]
    return {name.casefold(): provider for provider, names in providers.items() for name in names}


def provider_of(name: str) -> str:
    """Give a provider's short name; an unknown one keeps its own in lower case."""
    folded = name.strip().casefold()
    return billing_names().get(folded, folded)
