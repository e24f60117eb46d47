"""The page map: on which page of the book a line of the text stands, or between which pages."""

from bisect import bisect_right
from dataclasses import dataclass

from sovietlabour.pipeline.raw import RawTable


@dataclass(frozen=True)
class PageMap:
    """First lines of the pages that the text has, in order, and the pages that each can be."""

    first_lines: list[int]
    spans: list[tuple[int, int]]
    """Earliest and latest page; the same number twice where the text fixes it."""

    @classmethod
    def of(cls, pages: RawTable | None) -> "PageMap":
        """Make the map from the raw table `pages`; without it no line has a page."""
        rows = pages.rows if pages is not None else []
        return cls(
            [int(row["first_line"]) for row in rows],
            [(int(row["page_earliest"]), int(row["page_latest"])) for row in rows],
        )

    def span(self, first: int, last: int | None = None) -> tuple[int, int] | None:
        """Give the earliest page of a line, and the latest of it or of another; None before the first page."""
        place, end = (bisect_right(self.first_lines, line) - 1 for line in (first, last or first))
        return None if place < 0 else (self.spans[place][0], self.spans[end][1])

    def page(self, line: int) -> int | None:
        """Give the page of a line; None where the text does not fix it."""
        span = self.span(line)
        return span[0] if span and span[0] == span[1] else None

    def place(self, first: int, last: int) -> dict[str, list[int]]:
        """Give the pages of a table, as first and last, or the span that it lies in, for its citation."""
        ends = [self.page(first), self.page(last)]
        if None not in ends:
            return {"pages": sorted({page for page in ends if page is not None})}
        return {"pages": [], "page_span": list(self.span(first, last) or ())}
