"""A policy file (TOML) -> Policy, held against what the rules know; all mistakes at once, each with its key's path."""

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from lockscan.errors import InvalidInput, UsageError
from lockscan.gate.contradictions import contradictions
from lockscan.gate.fields import Fields, is_number, unknown
from lockscan.gate.policy import Acceptance, Bound, Denial, Limit, Policy, Scope
from lockscan.knowledge import Knowledge
from lockscan.knowledge.supplier_names import SupplierNames

COVERAGE: Final = 0.9
BOUNDS: Final = ("at-least", "at-most", "falls-at-most", "rises-at-most")
MEASURES: Final = ("portability", "exit-cost", "coverage", "share", "hhi")
KINDS: Final = ("capability", "interface", "type", "supplier", "jurisdiction")
QUANTILES: Final = ("p50", "p80", "p90")
BASES: Final = ("spend", "resources", "applications", "data")
DIMENSIONS: Final = ("provider", "parent", "jurisdiction", "region")

_TABLE = re.compile(r"^\s*\[\[\s*gate\s*\.\s*(\w+)\s*\]\]", re.MULTILINE)
_PERCENT = re.compile(r"\s*(\d+(?:\.\d+)?)\s*%\s*")


def read_policy(path: Path, knowledge: Knowledge) -> Policy:
    try:
        text = path.read_text(encoding="utf-8-sig")
        document = tomllib.loads(text)
    except FileNotFoundError:
        raise UsageError(
            f"{path}: there is no such policy; name one with --policy, or write one: `[gate]` and a line "
            "`coverage = 0.9` are enough to begin with"
        ) from None
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: not valid TOML: {error}") from None
    return policy_from(document, knowledge, what=str(path), lines=_lines(text))


def policy_from(
    document: Mapping[str, Any],
    knowledge: Knowledge,
    *,
    what: str,
    lines: Mapping[tuple[str, int], int] | None = None,
) -> Policy:
    """Read the `gate` table of a policy; what else the document holds is for others."""
    problems: list[str] = []
    if "gate" not in document:
        problems.append("gate: missing; begin it with [gate]")
    reader = _Reader(knowledge, lines or {})
    fields = Fields(document.get("gate", {}), "gate", problems)
    policy = Policy(
        path=what,
        coverage=fields.number("coverage", COVERAGE, 0, 1),
        limits=fields.tables("limit", reader.limit),
        denials=fields.tables("deny", reader.denial),
        accepted=fields.tables("accept", reader.acceptance),
    )
    fields.finish()
    problems += _unnamed(policy)
    if problems:
        raise InvalidInput(what, problems)
    return policy


@dataclass(frozen=True, slots=True)
class _Reader:
    knowledge: Knowledge
    lines: Mapping[tuple[str, int], int]

    def limit(self, fields: Fields, index: int) -> Limit:
        bound = _bound(fields)
        scope, each = self._scope(fields), fields.truth("each")
        quantile = "p90" if each or scope.capability else "p80"
        limit = Limit(
            id=fields.text("id") or fields.path,
            measure=fields.one_of("measure", MEASURES, "") or _missing(fields, "measure"),
            bound=bound,
            scope=scope,
            case=fields.one_of("case", ("planned", "stressed"), "planned"),
            quantile=fields.one_of("quantile", QUANTILES, quantile),
            basis=fields.one_of("basis", BASES, "spend"),
            dimension=fields.one_of("dimension", DIMENSIONS, "parent"),
            supplier=fields.text("supplier"),
            each=each,
            added=fields.truth("added"),
            remedy=fields.text("remedy"),
            line=self.lines.get(("limit", index)),
        )
        fields.finish()
        fields.problems += [f"{fields.path}: {problem}" for problem in contradictions(limit)]
        return limit

    def denial(self, fields: Fields, index: int) -> Denial:
        kinds = [kind for kind in KINDS if kind in fields]
        # A capability beside another kind says where that kind is denied.
        kind = next((one for one in kinds if one != "capability"), "capability" if kinds else "")
        if not kind:
            fields.wrong("", f"says nothing of what is denied; give one of {', '.join(KINDS)}")
        names = fields.texts(kind) if kind else ()
        for name in names:
            if problem := self._unknown(kind, name):
                fields.wrong(kind, problem)
        denial = Denial(
            id=fields.text("id") or fields.path,
            kind=kind,
            names=names,
            scope=Scope(application=fields.text("application"), capability=self._within(fields, kind)),
            reason=fields.text("reason"),
            remedy=fields.text("remedy"),
            line=self.lines.get(("deny", index)),
        )
        if len(kinds) > (2 if "capability" in kinds else 1):
            fields.wrong("", f"denies by {' and '.join(kinds)} at once; write a table for each")
        fields.finish()
        return denial

    def acceptance(self, fields: Fields, index: int) -> Acceptance:
        accepted = Acceptance(
            key=fields.path,
            owner=fields.text("owner", needed=True),
            reason=fields.text("reason", needed=True),
            review=fields.day("review"),
            rule=fields.text("rule"),
            resource=fields.text("resource"),
            type=fields.text("type"),
            application=fields.text("application"),
            capability=fields.one_of("capability", self.knowledge.capabilities, ""),
            line=self.lines.get(("accept", index)),
        )
        if not any((accepted.rule, accepted.resource, accepted.type, accepted.application, accepted.capability)):
            fields.wrong("", "accepts everything; give a rule, resource, type, application or capability")
        fields.finish()
        return accepted

    def _scope(self, fields: Fields) -> Scope:
        capability = fields.one_of("capability", self.knowledge.capabilities, "")
        return Scope(application=fields.text("application"), capability=capability)

    def _within(self, fields: Fields, kind: str) -> str:
        return "" if kind == "capability" else fields.one_of("capability", self.knowledge.capabilities, "")

    def _unknown(self, kind: str, name: str) -> str:
        """Give what is wrong with a denied name: a misspelt one would deny nothing, for ever."""
        known = self._known(kind)
        if kind == "supplier":
            found = SupplierNames.of(self.knowledge.suppliers).find(name) is not None
        else:
            found = not known or name in known
        return "" if found else unknown(name, known)

    def _known(self, kind: str) -> Collection[str]:
        """Give the names of a kind; empty where any name may be, as for types and their patterns."""
        match kind:
            case "capability":
                return self.knowledge.capabilities
            case "interface":
                return self.knowledge.interfaces
            case "supplier":
                return {supplier.name for supplier in self.knowledge.suppliers.values()}
            case "jurisdiction":
                return {supplier.country for supplier in self.knowledge.suppliers.values() if supplier.country}
        return ()


def _bound(fields: Fields) -> Bound:
    given = [kind for kind in BOUNDS if kind in fields]
    if len(given) != 1:
        fields.wrong("", f"needs exactly one of {', '.join(BOUNDS)}")
        return Bound(kind="at-most", amount=0.0)
    (kind,) = given
    value = fields.raw(kind)
    relative = kind in {"falls-at-most", "rises-at-most"}
    percent = _PERCENT.fullmatch(value) if isinstance(value, str) and relative else None
    if percent:
        return Bound(kind=kind, amount=float(percent[1]) / 100, percent=True)
    if not is_number(value) or value < 0:
        fields.wrong(kind, f"{value!r} is not a number from 0 on" + (', nor a part as "5%"' if relative else ""))
        return Bound(kind=kind, amount=0.0)
    return Bound(kind=kind, amount=float(value))


def _missing(fields: Fields, key: str) -> str:
    if key not in fields:
        fields.wrong(key, f"missing; one of {', '.join(MEASURES)}")
    return ""


def _unnamed(policy: Policy) -> list[str]:
    """Tell ids used twice and acceptances of rules that are not there."""
    ids = [*(limit.id for limit in policy.limits), *(denial.id for denial in policy.denials)]
    problems = [f"gate: two rules have the id {one!r}" for one in sorted({one for one in ids if ids.count(one) > 1})]
    return problems + [
        f"{accepted.key}.rule: {unknown(accepted.rule, ids)}"
        for accepted in policy.accepted
        if accepted.rule and accepted.rule not in ids
    ]


def _lines(text: str) -> dict[tuple[str, int], int]:
    """Give the line on which each table of an array begins."""
    found: dict[tuple[str, int], int] = {}
    counts: dict[str, int] = {}
    for match in _TABLE.finditer(text):
        index = counts.get(match[1], 0)
        counts[match[1]] = index + 1
        found[match[1], index] = text.count("\n", 0, match.start(1)) + 1
    return found
