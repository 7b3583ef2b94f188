"""JUnit XML: a rule is a test, what cannot be judged is an error."""

from typing import Final
from xml.etree import ElementTree as ET

from lockscan.gate.formats import _telling as telling
from lockscan.gate.formats.interface import Format
from lockscan.model.verdict import Breach, Line, Ruling, Verdict
from lockscan.wording.clean import clean

_FAILED: Final = frozenset({Ruling.FAIL, Ruling.LAPSED})


class _Junit:
    suffix = ".junit.xml"

    def render(self, verdict: Verdict) -> bytes:
        suite = ET.Element("testsuite", name="lockscan gate", timestamp=f"{verdict.as_of.isoformat()}T00:00:00")
        coverage = ET.SubElement(suite, "testcase", name="Coverage", classname="lockscan.gate")
        if not verdict.covered:
            _told(coverage, "error", telling.coverage_line(verdict), "mend what was not read")
        for line in verdict.lines:
            _case(suite, line)
        cases = list(suite)
        for attribute, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            suite.set(attribute, str(sum(case.find(tag) is not None for case in cases)))
        suite.set("tests", str(len(cases)))
        root = ET.Element("testsuites")
        root.append(suite)
        ET.indent(root)
        text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
        return text + b"\n"


def _case(suite: ET.Element, line: Line) -> None:
    case = ET.SubElement(suite, "testcase", name=clean(line.text), classname=f"lockscan.gate.{clean(line.rule)}")
    message = telling.line_text(line)
    if line.ruling in _FAILED:
        _told(case, "failure", message, "\n".join([*map(_breach, line.breaches), line.remedy]))
    elif line.ruling is Ruling.NOT_JUDGED:
        _told(case, "error", message, line.remedy)
    elif line.breaches or line.ruling is Ruling.ACCEPTED:
        ET.SubElement(case, "system-out").text = clean("; ".join([message, *map(_breach, line.breaches)]))


def _told(case: ET.Element, tag: str, message: str, text: str) -> None:
    told = ET.SubElement(case, tag, message=clean(message), type="lockscan")
    told.text = "\n".join(map(clean, text.splitlines()))


def _breach(breach: Breach) -> str:
    return " ".join(filter(None, (telling.title(breach), breach.why, telling.place(breach), breach.accepted)))


FORMAT: Final[Format] = _Junit()
