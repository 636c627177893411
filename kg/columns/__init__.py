"""Triples by columns: the patterns of SPARQL that rules and projection use, as SQL.

An engine for SPARQL on the disk looks up each term of each row by itself. A database that holds
two columns for each property reads a large graph in one go, a hundred times as fast. The queries
stay what they are: the same text runs here, in memory and at an endpoint, and tests hold the
answers together.

The table for each property is the vertical partitioning of Abadi et al., "Scalable Semantic Web
Data Management Using Vertical Partitioning", VLDB 2007; the translation follows Chebotko et al.,
"Semantics preserving SPARQL-to-SQL translation", Data & Knowledge Engineering 68 (2009).
"""

from kg.columns.columns import Columns
from kg.columns.relations import UnsupportedError
from kg.columns.sparql import Construct, Select, predicates_of, translate
from kg.columns.tokens import triple

__all__ = [
    "Columns",
    "Construct",
    "Select",
    "UnsupportedError",
    "predicates_of",
    "translate",
    "triple",
]
