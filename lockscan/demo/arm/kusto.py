"""As much of Resource Graph's language as a scan speaks: where, union, project, order by; anything else is refused."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

Row = Mapping[str, Any]
Test = Callable[[Row], bool]

_EQUALS: Final = re.compile(r"(\w+) =~ '([^']*)'")
_STARTS: Final = re.compile(r"(\w+) startswith '([^']*)'")
_IN: Final = re.compile(r"(\w+) in~ \(([^)]*)\)")


class NotUnderstood(ValueError):
    """The query is not one that this small server knows."""


def answered(query: str, tables: Mapping[str, Sequence[Row]]) -> list[Row]:
    """Give the rows of a query over these tables."""
    name, *stages = (stage.strip() for stage in query.split("\n|"))
    rows = _table(name, tables)
    for stage in stages:
        verb, _, rest = stage.partition(" ")
        if verb == "union":
            rows += _table(rest.strip(), tables)
        elif verb == "where":
            test = _test(rest.strip())
            rows = [row for row in rows if test(row)]
        elif verb == "project":
            columns = [column.strip() for column in rest.split(",")]
            rows = [{column: row.get(column) for column in columns} for row in rows]
        elif stage == "order by id asc":
            rows = sorted(rows, key=lambda row: str(row["id"]).lower())
        else:
            raise NotUnderstood(f"the stage {stage!r}")
    return rows


def _table(name: str, tables: Mapping[str, Sequence[Row]]) -> list[Row]:
    if name not in tables:
        raise NotUnderstood(f"there is no table {name!r}")
    return list(tables[name])


def _test(text: str) -> Test:
    if text.startswith("not(") and text.endswith(")"):
        inner = _test(text[4:-1])
        return lambda row: not inner(row)
    if " or " in text:
        tests = [_test(part.strip().strip("()")) for part in text.split(" or ")]
        return lambda row: any(test(row) for test in tests)
    if match := _EQUALS.fullmatch(text):
        column, word = match[1], match[2].lower()
        return lambda row: _value(row, column) == word
    if match := _STARTS.fullmatch(text):
        column, word = match[1], match[2].lower()
        return lambda row: _value(row, column).startswith(word)
    if match := _IN.fullmatch(text):
        column = match[1]
        wanted = {word.strip().strip("'").lower() for word in match[2].split(",")}
        return lambda row: _value(row, column) in wanted
    raise NotUnderstood(f"the condition {text!r}")


def _value(row: Row, column: str) -> str:
    return str(row.get(column) or "").lower()
