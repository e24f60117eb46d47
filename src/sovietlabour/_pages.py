"""On which page of the book a line of the text stands, in words."""

from sovietlabour._frames import load_frame
from sovietlabour._references import between


def place_of(line: int) -> str:
    """Give the page of a line; between which pages it lies where the text fixes only a span."""
    pages = load_frame("pages", "keep")
    page = pages[(pages["first_line"] <= line) & (pages["last_line"] >= line)].iloc[0]
    earliest, latest = page["page_earliest"], page["page_latest"]
    return f"p. {earliest}" if earliest == latest else between(earliest, latest)
