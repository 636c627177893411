"""Write the ontology as a page for readers: ``python -m kg.exports.ontology_page [FILE]``.

The page is made from the files in ``ontology/`` alone, and the same files make the same page.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.exports.ontology_terms import Terms
from kg.resources import folder
from kg.rules import load_rules
from kg.vocabulary import CEV

MODULES = ("core", "statements", "propositions")
SHAPES = ("actors", "places", "incidents", "sources", "statements", "propositions")
_SORTS = {
    "owl:Class": "class",
    "owl:ObjectProperty": "property that leads to a node",
    "owl:DatatypeProperty": "property with a value",
}
_FACTS = (
    ("Below", ("rdfs:subClassOf", "rdfs:subPropertyOf")),
    ("Never also", ("owl:disjointWith",)),
    ("Of", ("rdfs:domain", "schema:domainIncludes")),
    ("Leads to", ("rdfs:range", "schema:rangeIncludes")),
    ("Compare", ("rdfs:seeAlso",)),
)
_INTRODUCTION = """\
# The ontology

Every term of the project, as the files in `ontology/` define it. Made by
`python -m kg.exports.ontology_page`; edit the files, not this page. How the terms work together is
told in [model.md](model.md).

| prefix | namespace |
| --- | --- |
| `cev:` | `https://w3id.org/claims-evidence/ontology#` |
| `code:` | `https://w3id.org/claims-evidence/codes#` |
| `shape:` | `https://w3id.org/claims-evidence/shapes#` |

The w3id addresses are not registered yet: they identify, they do not resolve."""


def page() -> str:
    """Return the page as Markdown.

    Raises
    ------
    FileNotFoundError
        If the installation is broken: the ontology is missing.
    """
    parts = [_INTRODUCTION, *_modules(), *_codes(), _rules(), *_shapes()]
    return "\n\n".join(parts) + "\n"


def write(path: Path) -> None:
    """Write the page into a file."""
    path.write_text(page(), encoding="utf-8")


def _modules() -> Iterator[str]:
    ontology = folder("ontology")
    alignments = Terms.read(ontology / "alignments.ttl")
    for name in MODULES:
        terms = Terms.read(ontology / f"{name}.ttl").merged_with(alignments)
        yield _header(terms, f"ontology/{name}.ttl")
        for term in terms.of_type(*_SORTS):
            yield _term(terms, term)


def _header(terms: Terms, file: str) -> str:
    [module] = terms.of_type("owl:Ontology")
    title = terms.one(module, "dcterms:title").removeprefix("Claims and evidence: ")
    return (
        f"## {title.capitalize()}\n\n{terms.one(module, 'dcterms:description')}\n\n"
        f"`{file}`, <{module}>, version {terms.one(module, 'owl:versionInfo')}"
    )


def _term(terms: Terms, term: str) -> str:
    sort = _SORTS[terms.one(term, "rdf:type")]
    lines = [
        f"### {term}",
        f"*{terms.one(term, 'rdfs:label')}* ({sort}). {terms.one(term, 'skos:definition')}",
    ]
    lines += [_inline(note) for note in terms.all(term, "skos:scopeNote")]
    lines += [f"Example: {_inline(example)}" for example in terms.all(term, "skos:example")]
    facts = [f"- IRI: <{CEV.namespace}{term.removeprefix('cev:')}>"]
    facts += [
        f"- {name}: {', '.join(f'`{value}`' for value in values)}"
        for name, predicates in _FACTS
        if (values := terms.all(term, *predicates))
    ]
    return "\n\n".join([*lines, "\n".join(facts)])


def _codes() -> Iterator[str]:
    terms = Terms.read(folder("ontology") / "codes.ttl", folder("ontology") / "alignments.ttl")
    yield _header(Terms.read(folder("ontology") / "codes.ttl"), "ontology/codes.ttl")
    for scheme in terms.of_type("skos:ConceptScheme"):
        codes = [
            c for c in terms.of_type("skos:Concept") if scheme in terms.all(c, "skos:inScheme")
        ]
        title = terms.one(scheme, "skos:prefLabel")
        rows = [_code_row(terms, code) for code in codes]
        yield f"### {scheme}: {title}\n\n{terms.one(scheme, 'skos:definition')}\n\n" + _table(
            ("code", "name", "meaning", "more"), rows
        )


def _code_row(terms: Terms, code: str) -> tuple[str, ...]:
    more = [f"below `{broader}`" for broader in terms.all(code, "skos:broader")]
    more += [f"amounts to `{mode}`" for mode in terms.all(code, "cev:amountsTo")]
    more += [f"strength {rank}" for rank in terms.all(code, "cev:strength")]
    more += [f"class `{kind}`" for kind in terms.all(code, "rdfs:seeAlso")]
    more += [f"example: {_inline(example)}" for example in terms.all(code, "skos:example")]
    more += [_inline(note) for note in terms.all(code, "skos:note")]
    more += [f"compare `{other}`" for other in terms.all(code, "skos:relatedMatch")]
    more += [f"<{source}>" for source in terms.all(code, "dcterms:source")]
    label = terms.one(code, "skos:prefLabel")
    return f"`{code}`", label, terms.one(code, "skos:definition"), "; ".join(more)


def _rules() -> str:
    rows = [(f"`{rule.name}`", rule.summary, rule.description) for rule in load_rules()]
    return (
        "## Rules for the kinds of statements\n\n"
        "`ontology/rules/`: SPARQL CONSTRUCT queries that run in this order; a later one sees what "
        "the earlier ones derived.\n\n" + _table(("rule", "derives", "when"), rows)
    )


def _shapes() -> Iterator[str]:
    yield (
        "## Shapes\n\nWhat data has to look like, in SHACL, apart from what the terms mean. Every "
        "rule has an example that fails it in `ontology/examples/fail/`, every shape one that "
        "passes in `ontology/examples/pass/`."
    )
    for name in SHAPES:
        terms = Terms.read(folder("ontology") / "shapes" / f"{name}.ttl")
        rows = [
            (f"`{rule}`", terms.one(rule, "sh:severity").removeprefix("sh:").lower(), message)
            for rule in terms.of_type("sh:PropertyShape", "sh:NodeShape")
            if (message := terms.one(rule, "sh:message"))
        ]
        title = f"### Shapes of {name}\n\n`ontology/shapes/{name}.ttl`"
        yield f"{title}\n\n{_table(('rule', 'severity', 'message'), rows)}"


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(
        f"| {' | '.join(cell.replace('|', '&#124;') for cell in row)} |" for row in lines
    )


def _inline(text: str) -> str:
    """Text of the ontology within a line of Markdown; angle brackets would be read as HTML."""
    return text.replace("<", "&lt;").replace("\n", " ")


if __name__ == "__main__":
    here = folder("ontology").parent / "docs" / "ontology.md"
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else here)
