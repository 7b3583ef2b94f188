"""Which files of a folder make up a module, in which order, and what one that overrides puts in another's place."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from lockscan.connectors.hcl.syntax import Block

ENDINGS: Final = (".tf", ".tofu", ".tf.json", ".tofu.json")
VALUES: Final = (".tfvars", ".tfvars.json")
_TAKEN: Final = ("terraform.tfvars", "terraform.tfvars.json")
_AUTOMATIC: Final = (".auto.tfvars", ".auto.tfvars.json")
_TOGETHER: Final = frozenset({"locals", "terraform"})
"""Blocks of which there may be many, each adding to the others."""


def files_of(folder: Path) -> list[Path]:
    """Give the files of code in the order in which they count; OpenTofu's stand for Terraform's of the same name."""
    named = {path.name: path for path in folder.iterdir() if path.name.endswith(ENDINGS) and path.is_file()}
    kept = [path for name, path in named.items() if name.replace(".tf", ".tofu") not in named or ".tofu" in name]
    return sorted(kept, key=lambda path: (_overrides(path), path.name))


def value_files(folder: Path) -> list[Path]:
    """Give the files of values that are taken by themselves; the later ones win."""
    automatic = sorted(path for path in folder.iterdir() if path.name.endswith(_AUTOMATIC))
    return [path for path in (*(folder / name for name in _TAKEN), *automatic) if path.is_file()]


def _overrides(path: Path) -> bool:
    stem = path.name.partition(".")[0]
    return stem == "override" or stem.endswith("_override")


def overridden(blocks: Iterable[Block]) -> Iterator[Block]:
    """Put what overriding files say in place of what they override, argument by argument."""
    made: dict[tuple[str, tuple[str, ...], int], Block] = {}
    for number, one in enumerate(blocks):
        alias = str(one.body.get("alias", "")) if one.kind == "provider" else ""
        key = (one.kind, (*one.labels, alias), number if one.kind in _TOGETHER else 0)
        there = made.get(key)
        if there is None:
            made[key] = one
        elif _overrides(one.path):
            made[key] = replace(there, body={**there.body, **one.body})
        else:
            made[(*key[:2], number)] = one
    yield from made.values()
