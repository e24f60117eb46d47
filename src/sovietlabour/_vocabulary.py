"""Words that mean the same wherever they stand; what each means, `data/curated/codes.csv` says."""

STATED = ("printed", "closed_up", "inferred", "doubtful")
"""How far the reading of a number is certain."""
STATUSES = (*STATED, "blank")
"""Statuses of the cells of a table, which can be blank too."""
MARKS = {"inferred": "~", "doubtful": "?"}
"""What follows an uncertain number wherever people read it: terminal, notebook, site."""
UNCERTAIN = tuple(MARKS)
PRECISIONS = ("exact", "approximate", "at_least", "at_most", "more_than", "less_than", "range")
"""How exactly the text states a number."""
