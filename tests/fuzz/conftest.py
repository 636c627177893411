"""How long the fuzzing takes: short in every run, long with ``make fuzz``."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# `pytest tests/fuzz --hypothesis-profile=long`
settings.register_profile(
    "long",
    max_examples=int(os.environ.get("FUZZ_EXAMPLES", "3000")),
    suppress_health_check=list(HealthCheck),
)
