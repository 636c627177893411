"""The report: a document to hand on, as a plain model and its writers.

The words are the report's own only where they name relations between statements; everything else
is quoted, and every sentence about the case names the statements that it rests on.
"""

from __future__ import annotations

from kg.report.build import report
from kg.report.model import Document
from kg.report.registry import WRITERS, known, write

__all__ = ["WRITERS", "Document", "known", "report", "write"]
