"""A case: a graph and what can be asked of it. The library's front door.

Every method hands over to one module below; nothing is computed here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from os import PathLike
from typing import TYPE_CHECKING, Unpack

if TYPE_CHECKING:
    import rdflib

    from kg.archive import Archive
    from kg.assessment import Asked, Assessment, Explanation, History, RunningAssessment
    from kg.checks import CheckResult
    from kg.conflicts import Conflict
    from kg.graph import Graph
    from kg.info import Info
    from kg.network import Network, Paths, Sequences
    from kg.origins import OriginsResult
    from kg.queries import QueryResult
    from kg.report import Document


@dataclass(frozen=True)
class Case:
    """A graph of statements and incidents, ready to be asked.

    Attributes
    ----------
    graph
        The store with data, ontology and derived kinds of statements.
    """

    graph: Graph

    @classmethod
    def open(cls, *files: str | PathLike[str], store: str | PathLike[str] | None = None) -> Case:
        """Read the files into one graph; none: the case that ships.

        Parameters
        ----------
        files
            Paths; ``-`` is standard input.
        store
            A folder that ``kg load`` made, or the address of a SPARQL endpoint, instead of files.

        Raises
        ------
        kg.errors.InputError
            If a file cannot be read or parsed, or a store cannot be opened; it says where.
        kg.errors.UsageError
            If files and a store are named.
        """
        if store is not None:
            from kg.errors import UsageError  # noqa: PLC0415 (as the imports below)
            from kg.stores import open_any  # noqa: PLC0415

            if files:
                raise UsageError("Name files or a store, not both.")
            return cls(open_any(store))
        from kg.loaders import open_graph  # noqa: PLC0415

        return cls(open_graph(files))

    @property
    def rdflib(self) -> rdflib.Dataset:
        """The graph as an rdflib Dataset whose default graph is the union."""
        return self.graph.rdflib

    def info(self) -> Info:
        """Count what is loaded."""
        from kg.info import describe  # noqa: PLC0415

        return describe(self.graph)

    def check(self, *, engine: str = "kg") -> CheckResult:
        """Check the data against the shapes and the cross-checks.

        Parameters
        ----------
        engine
            What validates the shapes: ``kg``, or ``pyshacl``, the reference.
        """
        from kg.checks import check_graph  # noqa: PLC0415

        return check_graph(self.graph, engine)

    def query(
        self,
        query: str,
        parameters: Mapping[str, str] | None = None,
        *,
        as_of: str | None = None,
        engine: str = "oxigraph",
        timeout: float | None = None,
        max_rows: int | None = None,
        max_memory: int | None = None,
    ) -> QueryResult:
        """Run a named query or SPARQL text.

        With any limit it runs in a process of its own (Linux, macOS), which is killed at the
        limit; `kg.errors.LimitError` says which it was.

        Parameters
        ----------
        query
            Name of a query in ``queries/``, or the text of a SPARQL query.
        parameters
            Values by name, as a person would type them; they are bound, never pasted.
        as_of
            Date for queries that take one (ISO 8601 or EDTF).
        engine
            ``oxigraph`` or ``rdflib``.
        timeout
            Seconds that it may take; None: no limit.
        max_rows
            Most rows (or triples); an answer that has more is refused whole. None: no limit.
        max_memory
            MiB that it may take beyond the data, on Linux alone; None: no limit.
        """
        from kg.queries import run  # noqa: PLC0415

        return run(
            self.graph,
            query,
            parameters or {},
            as_of=as_of,
            engine=engine,
            timeout=timeout,
            max_rows=max_rows,
            max_memory=max_memory,
            reopen=self.graph.reopen,
        )

    def assess(
        self,
        statements: Iterable[str] = (),
        *,
        kind: str = "denial",
        as_of: str | None = None,
        without: Iterable[str] = (),
        all_pairs: bool = False,
    ) -> Assessment:
        """Relate denials (or claims of responsibility) to incidents.

        Parameters
        ----------
        statements
            Names of the denials or claims; none: every one.
        kind
            ``denial``, ``claim`` or ``all``.
        as_of
            Count only what had been made public by the end of that day (UTC).
        without
            Names of statements, sources or links to leave out.
        all_pairs
            Also the pairs that nobody speaks of and those outside the words.
        """
        from kg.assessment import assess  # noqa: PLC0415

        return assess(
            self.graph, statements, kind=kind, as_of=as_of, without=without, all_pairs=all_pairs
        )

    def assess_each(
        self, statements: Iterable[str] = (), **options: Unpack[Asked]
    ) -> RunningAssessment:
        """Do the same as `assess`, with pairs that are read one by one: there may be millions.

        Parameters
        ----------
        statements, options
            As for `assess`.
        """
        from kg.assessment import assess_each  # noqa: PLC0415

        return assess_each(self.graph, statements, **options)

    def why(
        self,
        statement: str,
        incident: str,
        *,
        as_of: str | None = None,
        without: Iterable[str] = (),
        party: str | None = None,
    ) -> Explanation:
        """Give the chain of words behind one pair of statement and incident.

        Parameters
        ----------
        statement
            Name of the denial or claim.
        incident
            Name of the incident.
        as_of
            Count only what had been made public by the end of that day (UTC).
        without
            Names of statements, sources or links to leave out.
        party
            Name of the party that is meant, where the statement speaks for several.
        """
        from kg.assessment import why  # noqa: PLC0415

        return why(self.graph, statement, incident, as_of=as_of, without=without, party=party)

    def history(
        self,
        statement: str,
        incident: str | None = None,
        *,
        kind: str | None = None,
        without: Iterable[str] = (),
    ) -> History:
        """Tell how the results of a denial (or claim) changed as statements became public.

        Parameters
        ----------
        statement
            Name of the denial or claim.
        incident
            Name of an incident; None: every one that it reaches with a verdict on some day.
        kind
            ``denial`` or ``claim``; None: as a denial if it is one.
        without
            Names of statements, sources or links to leave out.
        """
        from kg.assessment import history  # noqa: PLC0415

        return history(self.graph, statement, incident, kind=kind, without=without)

    def origins(
        self, node: str | None = None, *, as_of: str | None = None, without: Iterable[str] = ()
    ) -> OriginsResult:
        """Say how words came to the reader, and how many origins stand behind a matter.

        Parameters
        ----------
        node
            Name of a statement, an incident or a proposition; None: every statement that stands
            in sources that copy one another.
        as_of
            EDTF or ISO date: count only what was public by its end (UTC).
        without
            Names of statements and sources to leave out.
        """
        from kg.assessment.choice import left_out  # noqa: PLC0415
        from kg.origins import origins_of  # noqa: PLC0415

        return origins_of(self.graph, node, as_of=as_of, without=left_out(self.graph, without))

    def archive(
        self, folder: str | PathLike[str] = "archive", *, must_exist: bool = False
    ) -> Archive:
        """Open the folder with local copies of the case's sources.

        Parameters
        ----------
        folder
            Where copies are kept; made with the first of them.
        must_exist
            Whether it is an error if there is no such folder yet.
        """
        from kg.archive import Archive  # noqa: PLC0415

        return Archive(self.graph, folder, must_exist=must_exist)

    def conflicts(
        self,
        node: str | None = None,
        *,
        kinds: Iterable[str] = (),
        as_of: str | None = None,
        without: Iterable[str] = (),
    ) -> tuple[Conflict, ...]:
        """Find what does not fit together.

        Parameters
        ----------
        node
            Name of an incident, a statement, a source or an actor that has a part in it; None:
            everything.
        kinds
            Only these kinds (`kg.conflicts.KINDS`); none: all.
        as_of
            Count only what had been made public by the end of that day (UTC).
        without
            Names of statements, sources or links to leave out.
        """
        from kg.conflicts import conflicts  # noqa: PLC0415

        return conflicts(self.graph, node, kinds=kinds, as_of=as_of, without=without)

    def report(
        self,
        denials: Iterable[str] = (),
        *,
        as_of: str | None = None,
        without: Iterable[str] = (),
        date: str | None = None,
        ach: str | PathLike[str] | None = None,
    ) -> Document:
        """Make a report of denials, to be written by `kg.report.write`.

        Parameters
        ----------
        denials
            Names of denials; none: every one.
        as_of
            Count only what had been made public by the end of that day (UTC).
        without
            Names of statements, sources or links to leave out.
        date
            The date that the report bears; None: the last publication that it rests on.
        ach
            A TOML file with hypotheses and judgements of statements under each; None: none.
        """
        from kg.report import report  # noqa: PLC0415

        return report(
            self.graph,
            denials,
            as_of=as_of,
            without=without,
            date=date,
            ach=None if ach is None else str(ach),
        )

    def network(self, *, as_of: str | None = None, without: Iterable[str] = ()) -> Network:
        """Gather what is said between actors: sponsorship, identity, accusation, denial.

        Parameters
        ----------
        as_of
            Count only what had been made public by the end of that day (UTC).
        without
            Names of statements, sources or links to leave out.
        """
        from kg.network import network  # noqa: PLC0415

        return network(self.graph, as_of=as_of, without=without)

    def paths(
        self, incident: str, actor: str, *, as_of: str | None = None, without: Iterable[str] = ()
    ) -> Paths:
        """Find all chains of words from an incident to an actor.

        Parameters
        ----------
        incident, actor
            Their names.
        as_of
            Count only what had been made public by the end of that day (UTC).
        without
            Names of statements, sources or links to leave out.
        """
        from kg.network import paths  # noqa: PLC0415

        return paths(self.graph, incident, actor, as_of=as_of, without=without)

    def sequences(
        self,
        *,
        party: str | None = None,
        within: str = "24h",
        permutations: int = 1_999,
        seed: int = 0,
        as_of: str | None = None,
        without: Iterable[str] = (),
    ) -> Sequences:
        """Measure what happened before and after each denial, and compare it with chance.

        Parameters
        ----------
        party
            Name of an actor: only denials of its party.
        within
            How soon an attack counts as following: ``24h``, ``2d``.
        permutations, seed
            Most arrangements of the dates to compare with, and the seed of the random draws.
        as_of
            Count only what had been made public by the end of that day (UTC).
        without
            Names of statements or sources to leave out.
        """
        from kg.network import sequences  # noqa: PLC0415

        return sequences(
            self.graph,
            party=party,
            within=within,
            permutations=permutations,
            seed=seed,
            as_of=as_of,
            without=without,
        )
