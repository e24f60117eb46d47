"""Pages of the book in words: certain ones, and the pages between which a line lies."""


def between(earliest: int, latest: int) -> str:
    """Say that a page is one of several."""
    return f"between pp. {earliest} and {latest}"


def place_of(line: int) -> str:
    """Give the page of a line of the text; between which pages it lies where the text fixes only a span."""
    from sovietlabour._frames import load_frame

    pages = load_frame("pages", "keep")
    page = pages[(pages["first_line"] <= line) & (pages["last_line"] >= line)].iloc[0]
    earliest, latest = page["page_earliest"], page["page_latest"]
    return f"p. {earliest}" if earliest == latest else between(earliest, latest)
