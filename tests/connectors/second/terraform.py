"""Terraform plans read a second time, from the published JSON format, by someone who had not seen the reader."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Edge = tuple[str, str]
"""What depends on what, each an address without keys of counts and loops."""

KEYS = re.compile(r"\[[^\]]*\]")


@dataclass(frozen=True)
class Module:
    """One module as it is called, whatever the number of its copies."""

    body: Any
    path: str = ""
    outer: "Module | None" = None
    call: Any = None

    def inner(self, name: str) -> "Module":
        call = self.body["module_calls"][name]
        return Module(call["module"], f"{self.path}module.{name}.", self, call)

    def every(self) -> Iterator["Module"]:
        yield self
        for name in self.body.get("module_calls", {}):
            yield from self.inner(name).every()

    def leads(self, reference: str, loop: Any) -> Iterator[str]:
        """Give the resources that a reference comes to, through variables, outputs and data sources."""
        match KEYS.sub("", reference).split("."):
            case ["var", name, *_] if self.outer:
                given = self.call.get("expressions", {}).get(name)
                yield from self.outer.all(given, self.call.get("for_each_expression"))
            case ["module", name, output, *_] if name in self.body.get("module_calls", {}):
                called = self.inner(name)
                yield from called.all(called.body.get("outputs", {}).get(output, {}).get("expression"), None)
            case ["each", *_]:
                yield from self.all(loop, None)
            case ["data", kind, name, *_]:
                read = self.declared(f"data.{kind}.{name}")
                yield from self.all(read.get("expressions"), read.get("for_each_expression")) if read else ()
            case [kind, name, *_] if self.declared(f"{kind}.{name}"):
                yield f"{self.path}{kind}.{name}"

    def declared(self, address: str) -> Any:
        return next((one for one in self.body.get("resources", []) if one["address"] == address), None)

    def all(self, expression: Any, loop: Any) -> Iterator[str]:
        if isinstance(expression, list):
            for one in expression:
                yield from self.all(one, loop)
        elif isinstance(expression, dict):
            for key, one in expression.items():
                for reference in one if key == "references" else ():
                    yield from self.leads(reference, loop)
                if key != "references":
                    yield from self.all(one, loop)


def edges(plan: Any) -> tuple[set[Edge], set[Edge]]:
    """Give what uses what, and what only has to come after what."""
    uses, orders = set(), set()
    for module in Module(plan["configuration"]["root_module"]).every():
        for one in module.body.get("resources", []):
            if one["mode"] != "managed":
                continue
            source = module.path + one["address"]
            used = [*module.all(one.get("expressions"), one.get("for_each_expression"))]
            used += module.all([one.get("count_expression"), one.get("for_each_expression")], None)
            uses |= {(source, target) for target in used if target != source}
            orders |= {(source, target) for each in one.get("depends_on", []) for target in module.leads(each, None)}
    return uses, orders
