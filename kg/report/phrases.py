"""Words of the report's own: dates, counts, verdicts, propositions, as runs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from kg.assessment import Tally
from kg.conflicts.phrases import listed
from kg.graph import CEV, Graph
from kg.provenance import first, objects
from kg.report.model import Run, Runs

_PREF_LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel"
_NOTATION = "http://www.w3.org/2004/02/skos/core#notation"
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([?~%]?)")
_NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve",
)  # fmt: skip
_BRACKETS = re.compile(r"\(([^()]*)\)")
_TITLE = 60
MODES = {"carried-out": "carried out", "directed": "directed", "supported": "supported"}
STANCES = {"affirms": "affirms", "denies": "denies", "leaves-open": "leaves open"}
COVERAGES = {
    "covered": "the words fit the incident in all five dimensions",
    "possible": "in at least one dimension it is not known whether the words fit",
    "outside": "in at least one dimension the words do not fit the incident",
}
VERDICTS = {
    "withdrawn": "a later statement of the same party takes the words back",
    "self-contradicted": "the party itself affirms what the words deny or leave open",
    "contradicted-by-finding": "an investigative body affirms what the words deny",
    "contested": "another party names the denying party itself",
    "contested-through-proxy": "affirmed links lead from whoever is named to the denying party",
    "attributed-elsewhere": "others name another author, and nobody the denying party",
    "unattributed": "nobody names the denying party or anybody from whom links lead to it",
}
ROLES = {
    "denial": "Denial",
    "claim": "Claim of responsibility",
    "admission": "Own words of the party",
    "finding": "Finding",
    "accusation": "Accusation",
    "link": "Link",
    "exculpation": "Denied for another",
    "supersedes": "Later words",
}


def line(*parts: Run | str | Sequence[Run]) -> Runs:
    """Return parts as runs; text is the report's own."""
    runs: list[Run] = []
    for part in parts:
        if isinstance(part, Run):
            runs.append(part)
        elif isinstance(part, str):
            runs.append(Run(part))
        else:
            runs += part
    return tuple(run for run in runs if run.text or run.statements)


def resting(runs: Iterable[Run], *statements: str | None) -> Runs:
    """Return runs with what they rest on said behind the last of them."""
    said = tuple(runs)
    named = tuple(dict.fromkeys(filter(None, statements)))
    return (*said, Run("", statements=named)) if named else said


def label(graph: Graph, node: str | None) -> Run:
    """Return a node's label, without the remark in brackets at its end."""
    return Run(graph.label(node).partition(" (")[0] if node else "somebody", "label")


def whole_label(graph: Graph, node: str) -> Run:
    """Return a node's label, all of it."""
    return Run(graph.label(node), "label")


def title_of(graph: Graph, statement: str) -> str:
    """Return by what a statement is called in a row: its medium, else the start of its label."""
    name = medium_of(graph, statement) or graph.label(statement)
    return name if len(name) <= _TITLE else f"{name[: _TITLE - 1].rstrip()}…"


def medium_of(graph: Graph, statement: str) -> str | None:
    """Return where a statement was made, without brackets around all of it."""
    medium = first(graph, statement, f"{CEV}medium")
    found = _BRACKETS.fullmatch(medium or "")
    return found[1] if found else medium


def heading_of(graph: Graph, statement: str) -> str:
    """Return who speaks and by what the statement is called: what a heading has."""
    speaker = first(graph, statement, f"{CEV}isSpokenBy")
    name = f"{label(graph, speaker).text}, " if speaker else ""
    return f"{name}{title_of(graph, statement)}"


def joined(runs: Iterable[Run], last: str = " and ") -> Runs:
    """Return runs with commas between them, and a word before the last one."""
    items = list(runs)
    found: list[Run] = []
    for place, run in enumerate(items):
        if place:
            found.append(Run(last if place == len(items) - 1 else ", "))
        found.append(run)
    return tuple(found)


def labels(graph: Graph, nodes: Iterable[str], last: str = " and ") -> Runs:
    """Return the labels of nodes as a list."""
    return joined((label(graph, node) for node in nodes), last)


def number(count: int) -> str:
    """Return a small number as a word."""
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def counted(count: int, noun: str, plural: str | None = None) -> str:
    """Return "one incident", "three incidents"."""
    return f"{number(count)} {noun if count == 1 else plural or noun + 's'}"


def reached(covered: int, possible: int) -> str:
    """Return "three incidents and may cover two more", to stand behind "cover"."""
    if not possible:
        return counted(covered, "incident")
    if not covered:
        return f"no incident and may cover {number(possible)}"
    return f"{counted(covered, 'incident')} and may cover {number(possible)} more"


def day(text: str | None) -> str:
    """Return a date in words, as far as it has a plain form; any other stays as it is written."""
    if not text:
        return "undated"
    if "T" in text and "/" not in text:
        date, _, clock = text.partition("T")
        return f"{day(date)}, {clock}"
    begin, slash, end = text.partition("/")
    if slash and begin and end and end != "..":
        return f"{day(begin)} to {day(end)}"
    found = _DATE.fullmatch(text)
    if not found or (found[2] and not 1 <= int(found[2]) <= len(_MONTHS)):
        return text
    year, month, of_month, mark = found.groups()
    shown = " ".join(
        part
        for part in (
            str(int(of_month)) if of_month else "",
            _MONTHS[int(month) - 1] if month else "",
            year,
        )
        if part
    )
    remark = {"?": " (inferred)", "~": " (approximately)", "%": " (inferred, approximately)"}
    return shown + remark.get(mark, "")


def sentence(text: str) -> str:
    """Return text with a capital at its beginning and a full stop at its end."""
    shown = text[:1].upper() + text[1:]
    return shown if shown.endswith((".", "?", "!", "…")) else f"{shown}."


def who(graph: Graph, statement: str) -> Runs:
    """Return who speaks, and for whom."""
    speaker = first(graph, statement, f"{CEV}isSpokenBy")
    behalf = [actor for actor in objects(graph, statement, f"{CEV}isMadeFor") if actor != speaker]
    if not speaker:
        return line("an unknown speaker")
    if not behalf:
        return line(label(graph, speaker))
    return line(label(graph, speaker), ", for ", labels(graph, behalf))


def who_and_when(graph: Graph, statement: str) -> Runs:
    """Return who speaks, for whom, when and where."""
    medium = medium_of(graph, statement)
    return line(
        who(graph, statement),
        f", {day(first(graph, statement, f'{CEV}statedOn'))}",
        *((" (", Run(medium, "label"), ")") if medium else ()),
    )


def described(graph: Graph, proposition: Mapping[str, object]) -> Runs:
    """Return a proposition in words, to stand behind "affirms" or "denies"."""
    kind = proposition["type"]
    if kind == "involvement":
        return _involvement(graph, proposition)
    if kind == "sponsorship":
        return line(
            "that ",
            label(graph, _node(proposition["principal"])),
            f" {listed(_items(proposition['modes'])) or 'stands behind'} ",
            label(graph, _node(proposition["proxy"])),
            _period(proposition),
        )
    if kind == "identity":
        return line(
            "that ",
            label(graph, _node(proposition["actor"])),
            " stands behind the name ",
            label(graph, _node(proposition["persona"])),
            _period(proposition),
        )
    return line(
        "of ",
        label(graph, _node(proposition["about"])),
        f" that {proposition['aspect']} is ",
        Run(f"“{proposition['value']}”", "quoted"),
    )


def _involvement(graph: Graph, said: Mapping[str, object]) -> Runs:
    actor = label(graph, _node(said["actor"]))
    meant = " or ".join(MODES.get(mode, mode) for mode in _items(said["modes"]))
    left = listed(MODES.get(mode, mode) for mode in _items(said["modes_left_open"]))
    head = (
        line("that ", actor, f" had a part ({meant})")
        if meant
        else line("the accusation that ", actor, f" had a part ({left} left open)")
    )
    named, read = _items(said["incidents"]), _items(said["incidents_read"])
    scope = said.get("scope")
    return line(
        head,
        *((" in ", labels(graph, named)) if named else ()),
        *((", as the curator reads it in ", labels(graph, read)) if read else ()),
        *((" in ", scope_words(graph, scope)) if isinstance(scope, dict) else ()),
    )


def scope_words(graph: Graph, scope: Mapping[str, object]) -> Runs:
    """Return a scope in words: "any armed attack, against United States, in Iraq"."""
    kinds = " or ".join(kind_names(graph, str(scope["iri"])))
    targets, places = _items(scope["targets"]), _items(scope["places"])
    return line(
        f"any {kinds}" if kinds else "anything",
        *((" against ", labels(graph, targets, " or ")) if targets else ()),
        *((" in ", labels(graph, places, " or ")) if places else ()),
    )


def kind_names(graph: Graph, scope: str) -> list[str]:
    """Return the kinds of act that a scope covers, as the code list names them."""
    return sorted(
        first(graph, kind, _PREF_LABEL) or first(graph, kind, _NOTATION) or graph.short(kind)
        for kind in objects(graph, scope, f"{CEV}coversKind")
    )


def side_words(side: Tally) -> str:
    """Return how much stands on a side: statements, parties, origins, independence, grades."""
    if not side.statements:
        return "no statement"
    grades = (
        "not graded"
        if (side.reliability, side.credibility) == ("F", 6)
        else f"best grades: reliability {side.reliability}, credibility {side.credibility}"
    )
    count = f"{counted(side.statements, 'statement')} of "
    count += counted(side.parties, "party", "parties")
    origins = f"from {counted(side.origins, 'origin')}"
    if side.unknown:
        which = "it" if side.origins == 1 else f"{number(side.unknown)} of them"
        origins += f" (how {which} came to the reports is not on record)"
    if side.origins > 1:
        origins += f", at most {number(side.independence)} independent"
    return f"{count}, {origins}; {grades}"


def _period(said: Mapping[str, object]) -> str:
    start, end = _node(said.get("from")), _node(said.get("until"))
    if not start and not end:
        return ""
    return f" (from {day(start) if start else '…'} to {day(end) if end else '…'})"


def _node(value: object) -> str | None:
    return str(value) if value else None


def _items(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list | tuple) else []
