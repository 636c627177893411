"""What `benchmarks/run.py` measures, and how: one module for each engine."""
