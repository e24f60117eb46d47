"""From ``data/raw`` to ``data/processed``: read, judge, reshape, validate, publish."""
