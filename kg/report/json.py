"""A report as JSON: its words with what they rest on, and the results behind them."""

from __future__ import annotations

import json
from collections.abc import Iterable

from kg.report.model import (
    Block,
    Cell,
    Definitions,
    Document,
    Figure,
    Listing,
    Meta,
    Paragraph,
    Quoted,
    Reference,
    Run,
    Section,
    Source,
    Table,
)

_Json = dict[str, object]


def write(document: Document) -> bytes:
    """Return the report as JSON with its schema's name."""
    text = json.dumps(to_dict(document), ensure_ascii=False, indent=1, allow_nan=False)
    return f"{text}\n".encode()


def to_dict(document: Document) -> _Json:
    """Return the report as a JSON object."""
    results = document.results
    return {
        "schema": "report/1",
        **_meta(document.meta),
        "sections": [_section(document, section) for section in document.sections],
        "statements": [_reference(reference) for reference in document.references],
        "sources": [_source(source) for source in document.sources],
        "results": {
            "pairs": [
                {
                    **each.pair.to_dict(),
                    "steps": [
                        {
                            "role": step.role,
                            "statement": step.statement,
                            "stance": step.stance,
                            "proposition": dict(step.proposition),
                            "deciding": step.deciding,
                            "origins": list(step.origins),
                        }
                        for step in each.steps
                    ],
                    "hinges": [hinge.to_dict() for hinge in each.hinges],
                }
                for each in results.explanations
            ],
            "changes": [
                {
                    "denial": history.denial,
                    "public": history.public,
                    "changes": [
                        change.to_dict() for change in (*history.changes, *history.undated)
                    ],
                }
                for history in results.histories
            ],
            "conflicts": [conflict.to_dict() for conflict in results.conflicts],
            "origins": [trace.to_dict() for trace in results.traces],
        },
    }


def _meta(meta: Meta) -> _Json:
    return {
        "title": meta.title,
        "subtitle": meta.subtitle,
        "language": meta.language,
        "date": meta.date,
        "date_given": meta.date_given,
        "last_publication": meta.last_publication,
        "denials": list(meta.denials),
        "every": meta.every,
        "as_of": meta.as_of,
        "without": list(meta.without),
        "data": {"files": list(meta.files), "sha256": meta.sha256},
        "program": {"name": meta.program, "version": meta.version},
        "ontology": meta.ontology,
        "command": meta.command,
        **({"judgements": list(meta.judgements)} if meta.judgements else {}),
    }


def _section(document: Document, section: Section) -> _Json:
    return {
        "anchor": section.anchor,
        "kind": section.kind,
        "node": section.node,
        "title": _runs(section.title),
        "blocks": [_block(block) for block in section.blocks],
        "sections": [_section(document, each) for each in section.sections],
    }


def _block(block: Block) -> _Json:
    match block:
        case Paragraph(runs=runs, role=role):
            return {"block": "paragraph", "role": role, "runs": _runs(runs)}
        case Quoted(statement=statement, quotation=quotation, marked=marked, remark=remark):
            return {
                "block": "quotation",
                "statement": statement,
                **quotation.to_dict(),
                "marked": _runs(marked) if marked is not None else None,
                "remark": remark,
            }
        case Table(caption=caption, columns=columns, rows=rows):
            return {
                "block": "table",
                "caption": caption,
                "columns": [column.title for column in columns],
                "rows": [[_cell(cell) for cell in row.cells] for row in rows],
            }
        case Definitions(items=items):
            return {
                "block": "definitions",
                "items": [{"term": _runs(each.term), "runs": _runs(each.runs)} for each in items],
            }
        case Listing(items=items, ordered=ordered):
            return {"block": "list", "ordered": ordered, "items": [_runs(each) for each in items]}
        case Figure(name=name, alt=alt, caption=caption):
            return {"block": "figure", "name": name, "alt": alt, "caption": caption}


def _cell(cell: Cell) -> list[_Json]:
    return _runs(cell.runs)


def _runs(runs: Iterable[Run]) -> list[_Json]:
    return [_run(run) for run in runs]


def _run(run: Run) -> _Json:
    found: _Json = {"text": run.text}
    if run.style != "plain":
        found["style"] = run.style
    if run.statements:
        found["statements"] = list(run.statements)
    for name in ("source", "anchor", "href", "language"):
        if value := getattr(run, name):
            found[name] = value
    return found


def _reference(reference: Reference) -> _Json:
    return {
        **vars(reference),
        "behalf": list(reference.behalf),
        "kinds": list(reference.kinds),
        "quotations": [quotation.to_dict() for quotation in reference.quotations],
        "sources": list(reference.sources),
    }


def _source(source: Source) -> _Json:
    return {
        **vars(source),
        "seen": source.seen,
        "derived_from": list(source.derived_from),
        "copied_by": list(source.copied_by),
        "statements": list(source.statements),
    }
