"""Parts of what the generator makes, and the oracle that says what is expected of it."""
