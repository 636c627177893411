"""Write the golden files and the borrowed parts of the schema again; look at the difference.

python tests/report/update_golden.py
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    """Write them."""
    sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "report")]
    from report_cases import GOLDEN, golden  # noqa: PLC0415
    from report_schema import FILE, stored, text, with_borrowed  # noqa: PLC0415

    FILE.write_text(text(with_borrowed(stored())), encoding="utf-8")
    GOLDEN.mkdir(exist_ok=True)
    for ending in ("md", "json"):
        (GOLDEN / f"small.{ending}").write_text(golden(ending), encoding="utf-8")


if __name__ == "__main__":
    main()
