"""Words that mean the same wherever they stand: statuses of a number, their marks and their meanings."""

STATUSES = {
    "printed": "the characters of the OCR text are the number",
    "closed_up": "split digits or look-alike letters were mended by a rule",
    "inferred": "which column or label the value belongs to was argued",
    "doubtful": "the reading or the place stays open",
    "blank": "the page has nothing there",
}
"""How far the reading of a number is certain, and what each status means."""
STATED = tuple(status for status in STATUSES if status != "blank")
"""Statuses that a number can have; only a cell of a table can be blank."""
MARKS = {"inferred": "~", "doubtful": "?"}
"""What follows an uncertain number wherever people read it: terminal, notebook, site."""
UNCERTAIN = tuple(MARKS)
BLANK = "·"
"""What stands where the page is blank."""
PRECISIONS = ("exact", "approximate", "at_least", "at_most", "more_than", "less_than", "range")
"""How exactly the text states a number."""

PENALTIES = (
    "reprimand", "loss of privileges", "loss of pay", "wage deduction", "reduced rations", "exclusion from supply",
    "loss of ration cards", "loss of benefits", "exclusion from labour exchange", "ban on employment", "dismissal",
    "eviction", "administrative penalty", "corrective labour", "prosecution", "prison",
)  # fmt: skip
"""What an offence could cost, the lightest first."""
