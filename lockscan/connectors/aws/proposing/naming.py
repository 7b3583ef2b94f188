"""Which type a service's noun stands for, by the names the rules and the catalog already use."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from lockscan.connectors.aws.entry import Entry
from lockscan.vocabulary.data import read_yaml, rules_folder, yaml_files

PLURALS: Final = (
    (re.compile("(?<=[a-z])ies$"), "y"),
    (re.compile("(?<=nd)ices$"), "ex"),
    (re.compile("(?<=ss|sh)es$|(?<=[nrt]ch)es$|(?<=x|z)es$|(?<=ias)es$|(?<=[abBt]us)es$"), ""),
)
NOT_PLURAL: Final = re.compile(r"(?:us|ss|[sx]is|[Aa]lias|DNS|AWS)$")
AMAZON: Final = re.compile(r"^(?:amazon|aws)|[^a-z0-9]")


def singular(noun: str) -> str:
    """Give one of many, by English's usual endings."""
    for ending, one in PLURALS:
        if ending.search(noun):
            return ending.sub(one, noun)
    return noun if NOT_PLURAL.search(noun) else noun.removesuffix("s")


class Names:
    """The types that are known, found by service and noun."""

    def __init__(self, types: Iterable[str], entries: Iterable[Entry]) -> None:
        self._types = {kind.lower(): kind for kind in types}
        self._spaces = {kind.split("::")[1].lower(): kind.split("::")[1] for kind in self._types.values()}
        self._services: Mapping[str, str] = {entry.service: entry.type.split("::")[1] for entry in entries}

    def type_of(self, service: str, noun: str) -> tuple[str, bool]:
        """Give the type's name, and whether it is a known one."""
        space = self._services.get(service) or self._space(service)
        spelt = f"AWS::{space}::{noun}"
        known = self._types.get(spelt.lower())
        return known or spelt, known is not None

    def _space(self, service: str) -> str:
        squeezed = AMAZON.sub("", service)
        return self._spaces.get(squeezed, squeezed.capitalize())


def known_types() -> frozenset[str]:
    """Every AWS type that the shipped rules name."""
    found: set[str] = set()
    for path in yaml_files(rules_folder() / "types" / "aws"):
        for entry in read_yaml(path).get("types", ()):
            found.update(entry.get("types", ()), (entry["type"],) if "type" in entry else ())
    return frozenset(found)
