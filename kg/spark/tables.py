"""Where the tables are: beside a store on this machine, or in a folder that a cluster reaches."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import InputError
from kg.projection import queries
from kg.spark.failures import condition, failures, unreadable
from kg.stores.layout import BOUNDED, MANIFEST, read_manifest

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_MOST_NAMED = 3


def place(given: str) -> str:
    """Return a folder as an address: without one Spark may look on the cluster's own disks."""
    return given if "://" in given else f"file://{Path(given).absolute()}"


def folder_of_tables(given: str) -> str:
    """Return the address of the Parquet files: the store's own, or those that were given.

    Raises
    ------
    InputError
        If it is a store that is damaged or was made with other rules, or there is no such folder.
    """
    if "://" in given:
        return given.rstrip("/")
    home = Path(given)
    if (home / MANIFEST).exists():
        return place(str(home / read_manifest(home).folder / BOUNDED))
    if not home.is_dir():
        raise InputError(
            "There is no such folder. Name a store that kg load made, or the folder of its tables.",
            file=given,
        )
    return place(given)


def read_tables(session: SparkSession, folder: str) -> Mapping[str, DataFrame]:
    """Return the projected tables by name, unread as yet.

    Parameters
    ----------
    session
        Spark.
    folder
        Holds a file NAME.parquet, or a folder of that name, for each query of the projection.

    Raises
    ------
    InputError
        If a table is missing or cannot be read.
    """
    tables: dict[str, DataFrame] = {}
    missing: list[str] = []
    for name, _ in queries():
        path = f"{folder}/{name}.parquet"
        try:
            tables[name] = session.read.parquet(path)
        except failures() as error:
            if condition(error) != "PATH_NOT_FOUND":
                raise unreadable(path, error) from None
            missing.append(name)
    if not missing and "public_day" not in tables["statement"].columns:
        raise InputError(
            f"These are tables without the bounds of dates. Name the folder '{BOUNDED}' beside it.",
            file=folder,
        )
    if missing:
        shown = ", ".join(missing[:_MOST_NAMED])
        more = f" and {len(missing) - _MOST_NAMED} more" if len(missing) > _MOST_NAMED else ""
        raise InputError(
            f"These are not the tables of a store: {shown}{more} missing. Name the folder "
            f"'{BOUNDED}' that kg load writes, or a copy of it.",
            file=folder,
        )
    return tables
