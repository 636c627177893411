"""The matrix: incidents down, denials across, and what each cell says."""

from __future__ import annotations

from kg.assessment import DENIAL_VERDICTS, Pair
from kg.graph import CEV
from kg.provenance import first
from kg.report import charts
from kg.report.material import Material, Told
from kg.report.model import (
    Block,
    Cell,
    Column,
    Definition,
    Definitions,
    Paragraph,
    Row,
    Run,
    Runs,
    Section,
    Table,
)
from kg.report.phrases import COVERAGES, VERDICTS, line, title_of

# So many denials fit beside one another in words, and with marks.
_IN_WORDS = 3
_IN_MARKS = 8
_SIGNS = {"covered": "●", "possible": "○", "outside": "·"}
_MARKS = {
    "withdrawn": "withdrawn",
    "self-contradicted": "self",
    "contradicted-by-finding": "finding",
    "contested": "contested",
    "contested-through-proxy": "proxy",
    "attributed-elsewhere": "elsewhere",
    "unattributed": "nobody",
}


def matrix_section(material: Material) -> Section:
    """Return the matrix of denials and incidents with its legend."""
    told = material.told
    words = len(told) <= _IN_WORDS
    wide = _IN_WORDS if words else _IN_MARKS
    blocks: list[Block] = [
        Paragraph(
            line(
                "A row for each incident that one of the denials covers or may cover, a column "
                "for each denial. An empty cell: the incident lies outside the words.",
            )
        )
    ]
    for begin in range(0, len(told), wide):
        table = _table(material, told[begin : begin + wide], words=words)
        if table.rows:
            blocks.append(table)
    blocks += [
        Paragraph(line(Run("Legend", "strong"))),
        _legend(words=words),
        Paragraph(
            line("A verdict names the relation between statements. It does not say who did it."),
            "note",
        ),
    ]
    picture = charts.overview(material.graph, told, "timeline")
    blocks += [picture] if picture else []
    return Section("matrix", line("Denials and incidents"), tuple(blocks), kind="matrix")


def _table(material: Material, told: tuple[Told, ...], *, words: bool) -> Table:
    cells: dict[tuple[str, int], list[tuple[Pair, str | None]]] = {}
    about: dict[str, tuple[str, str]] = {}
    for each in told:
        for explanation in each.explanations:
            pair = explanation.pair
            about[pair.incident] = (pair.incident_when, pair.incident_label)
            anchor = material.anchor(pair)
            cells.setdefault((pair.incident, each.number), []).append((pair, anchor))
        for pair in each.quiet:
            about[pair.incident] = (pair.incident_when, pair.incident_label)
            cells.setdefault((pair.incident, each.number), []).append((pair, None))
    graph = material.graph
    columns = tuple(
        Column(
            f"D{each.number} {title_of(graph, each.denial)}"
            if words
            else f"D{each.number} {first(graph, each.denial, f'{CEV}statedOn') or ''}".strip()
        )
        for each in told
    )
    rows = tuple(
        Row(
            (
                Cell(line(f"{when or 'undated'} ", Run(label, "label"))),
                *(_cell(cells.get((incident, each.number), []), words=words) for each in told),
            )
        )
        for (when, label), incident in sorted((known, node) for node, known in about.items())
    )
    first_number, last_number = told[0].number, told[-1].number
    which = f"D{first_number}" if len(told) == 1 else f"D{first_number} to D{last_number}"
    return Table(f"Denials {which}" if len(told) > 1 else f"Denial {which}", (
        Column("Incident"), *columns), rows, kind="matrix")  # fmt: skip


def _cell(found: list[tuple[Pair, str | None]], *, words: bool) -> Cell:
    if not found:
        return Cell(())
    # A denial that speaks for several parties has a result for each: the first verdict counts.
    pair, anchor = min(found, key=lambda each: DENIAL_VERDICTS.index(each[0].verdict))
    runs: Runs
    if words:
        runs = line(
            Run(pair.coverage, "coverage"), ", ", Run(pair.verdict, "verdict", anchor=anchor)
        )
    else:
        runs = line(
            Run(_SIGNS[pair.coverage], "coverage"),
            " ",
            Run(_MARKS[pair.verdict], "verdict", anchor=anchor),
        )
    return Cell(runs, pair.verdict)


def _legend(*, words: bool) -> Definitions:
    coverages = [
        Definition(
            line(*(() if words else (Run(_SIGNS[name], "coverage"), " ")), Run(name, "coverage")),
            line(f"{text}."),
        )
        for name, text in COVERAGES.items()
        if name != "outside"
    ]
    verdicts = [
        Definition(
            line(
                *(() if words or _MARKS[name] == name else (Run(_MARKS[name], "verdict"), ": ")),
                Run(name, "verdict"),
            ),
            line(f"{text}."),
        )
        for name, text in VERDICTS.items()
    ]
    return Definitions((*coverages, *verdicts))
