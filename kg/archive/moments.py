"""Times of access: a moment in UTC, or a day where no more is known."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from kg.errors import UsageError

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def moment(text: str) -> str:
    """Return an ISO 8601 date as it is, and a date with a time in UTC, to the second.

    Raises
    ------
    UsageError
        If it is neither, or has not come yet.
    """
    shown = text.strip()
    try:
        if _DAY.fullmatch(shown):
            known, result = date.fromisoformat(shown), shown
        else:
            when = datetime.fromisoformat(shown)
            when = when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
            known, result = when.date(), when.strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError):
        raise UsageError(
            f"'{text}' is no time. Write 2021-03-16, or 2021-03-16T09:30:00Z with the offset."
        ) from None
    # A day more: somewhere it is tomorrow already.
    if known > datetime.now(UTC).date() + timedelta(days=1):
        raise UsageError(f"'{text}' has not come yet; nothing was read then.")
    return result
