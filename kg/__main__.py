"""``python -m kg``: the command ``kg``, for where its script is not on the path."""

from kg.cli.main import run

if __name__ == "__main__":
    run()
