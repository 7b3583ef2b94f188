"""Type names: Terraform's mapped onto the provider's own."""

from functools import cache

from lockscan.vocabulary.data import read_yaml, rules_folder, yaml_files


@cache
def terraform_types() -> dict[str, str]:
    """Terraform resource type -> authoritative type, from `rules/vocabulary/terraform/*.yaml`."""
    mapping: dict[str, str] = {}
    for path in yaml_files(rules_folder() / "vocabulary" / "terraform"):
        mapping.update(read_yaml(path)["types"] or {})
    return mapping


def canonical(name: str) -> str:
    """Give the spelling by which types are looked up: ARM types are case-insensitive, others exact."""
    return name.casefold() if "/" in name and "googleapis.com" not in name else name
