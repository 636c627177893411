"""Findings of `kg check` as SARIF 2.1.0, which code scanning reads.

References
----------
OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from kg import __version__
from kg.checks.registry import rules
from kg.checks.result import CheckResult, Finding
from kg.checks.rules import Rule

_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_STANDARD_INPUT = "-"


def to_sarif(result: CheckResult) -> dict[str, object]:
    """Return the findings as a SARIF log with one run.

    Parameters
    ----------
    result
        What was found.

    Returns
    -------
    dict
        Ready for JSON. Addresses of files are relative to the working directory, if they lie in
        it. Only rules that something was found for are listed.
    """
    known = rules()
    names = sorted({finding.rule for finding in result.findings})
    index = {name: number for number, name in enumerate(names)}
    return {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "kg check",
                        "version": __version__,
                        "rules": [_rule(name, known.get(name)) for name in names],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [_result(finding, index) for finding in result.findings],
            }
        ],
    }


def _rule(name: str, rule: Rule | None) -> dict[str, object]:
    if rule is None:
        return {"id": name}
    return {
        "id": name,
        "shortDescription": {"text": rule.summary},
        "help": {"text": rule.help},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(finding: Finding, index: dict[str, int]) -> dict[str, object]:
    result: dict[str, object] = {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [_location(finding)] if finding.file else [],
    }
    if finding.node:
        result["properties"] = {"node": finding.node}
    return result


def _location(finding: Finding) -> dict[str, object]:
    place: dict[str, object] = {"artifactLocation": {"uri": _address(finding.file or "")}}
    if finding.line is not None:
        region: dict[str, int] = {"startLine": finding.line}
        if finding.column is not None:
            region["startColumn"] = finding.column
        place["region"] = region
    return {"physicalLocation": place}


def _address(name: str) -> str:
    """Return a relative address where the file lies below the working directory."""
    if name == _STANDARD_INPUT:
        return "stdin"
    path = Path(name).absolute()
    try:
        return quote(path.relative_to(Path.cwd()).as_posix())
    except ValueError:
        return path.as_uri()
