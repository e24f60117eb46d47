"""Writes a page for each number, indicator, series, enterprise and law, from the catalogue and the tables.

They are many, so the frame of the site is rendered once and filled; what stands at the root of the site goes through
Sphinx one by one.
"""

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urljoin

import pandas as pd
import records as words
from addresses import address
from chart_data import LAWS_BENEATH, Asked, specs, timeline
from html_parts import DRAWN, TEMPLATES, imports, in_script
from jinja2 import StrictUndefined
from json_ld import table_json_ld
from records import Row, all_rows, by_id, several
from sphinx.application import Sphinx

from sovietlabour import list_series, load_enterprise, load_observations, load_series
from sovietlabour._catalog import catalog
from sovietlabour._laws import BOOK_ENDS

DEEP = "../"
"""From the page of a record to the root of the site."""
FRAME = "record/FRAME"
FILLED = {
    "title": "TITLE-OF-THE-RECORD",
    "description": "DESCRIPTION-OF-THE-RECORD",
    "metatags": "<!-- metatags -->",
    "record": "<!-- record -->",
}
"""What stands in the frame until it is filled."""
FIRST, LAST = pd.Timestamp("1922-01-01"), pd.Timestamp("1941-12-31")
"""Ends of the strips of penalties."""


class Page(NamedTuple):
    """A page: its address without the ending, its title, what it says in a sentence, and its body."""

    path: str
    title: str
    description: str
    body: str
    data: Row | None = None


class Records:
    """Makes the pages."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self.templates = TEMPLATES.overlay(undefined=StrictUndefined)
        self.templates.globals = TEMPLATES.globals | {
            "statuses": words.STATUSES,
            "ending": _ending,
            "law_title": _law_title,
            "spans": _spans,
        }

    def root_pages(self) -> Iterator[Page]:
        """Give the pages at the root of the site."""
        yield self._indicators()
        yield self._enterprises()
        yield self._laws()
        yield self._page("terms", "Terms", "Terms and abbreviations of the book, explained.", rows=all_rows("terms"))
        yield self._sources()
        yield self._day()

    def deep_pages(self) -> Iterator[Page]:
        """Give the pages of the single records."""
        for row in all_rows("observations"):
            yield self._number(row)
        for row in all_rows("indicators"):
            yield self._indicator(row)
        for series in list_series().to_dict("records"):
            yield self._series(series)
        for row in all_rows("enterprises"):
            yield self._enterprise(row)
        for row in all_rows("laws"):
            yield self._law(row)

    def _page(self, path: str, title: str, description: str, data: Row | None = None, **context: Any) -> Page:
        folder, _, _ = path.rpartition("/")
        template = self.templates.get_template(f"{folder or path}.html")
        body = template.render(root=DEEP if folder else "", **context)
        return Page(path, title, description, body, data)

    def _number(self, row: Row) -> Page:
        name = row["observation"]
        title, told = words.title(row), words.amount(row) + words.mark(row)
        return self._page(
            _path("number", name),
            f"{told} · {title}",
            f"{told}. {title}. {words.STATUSES[row['status']]}; {words.place(row)} of Filtzer 1986.",
            row=row,
            indicator=by_id("indicators", "indicator")[row["indicator"]],
            argument=words.argument(name),
            named=words.sources_of(row),
            others=words.alternatives(name),
            caveats=words.caveats(row),
            checks=words.checks(name),
            citations=words.citations(name),
        )

    def _indicator(self, row: Row) -> Page:
        code, topic = row["indicator"], by_id("topics", "topic")[row["topic"]]
        frame = load_observations(code, role=None)
        told = [words.observation(name) for name in frame["observation"]]
        with_others = [(one, others) for one in told if (others := words.alternatives(one["observation"]))]
        self._download(f"indicator/{code}.csv", frame)
        offence = LAWS_BENEATH.get(row["topic"])
        caveats = by_id("caveats", "caveat")
        years = _years(frame)
        return self._page(
            _path("indicator", code),
            row["name"],
            f"{row['name']}, in {row['unit']}: {len(told)} numbers{f', {years}' if years else ''}. "
            + row["definition"].replace("`", ""),
            data=_data_set(row, years, len(told)),
            indicator=row,
            topic=topic,
            charts=specs(Asked(frame[frame["role"] == "measurement"], offence=offence), DEEP),
            offence=offence,
            caveats=_in_order([caveats[one] for one in frame.attrs["caveats"]]),
            rows=told,
            others=with_others,
            related=[one for one in all_rows("indicators") if one["topic"] == row["topic"] and one is not row],
            citations=words.citations(code),
        )

    def _series(self, row: dict[Any, Any]) -> Page:
        name = row["series"]
        frame = load_series(name)
        path = _path("series", name)
        self._download(f"{path}.csv", frame)
        return self._page(
            path,
            name[:1].upper() + name[1:],
            f"{name}, {row['first']}-{row['last']}: {row['rows']} numbers in {row['unit']}. {row['note']}",
            name=name,
            slug=path.rpartition("/")[2],
            note=row["note"],
            charts=specs(Asked(frame), DEEP),
            caveats=_in_order([by_id("caveats", "caveat")[one] for one in frame.attrs["caveats"]]),
            rows=[
                (one, words.observation(one["observation"])) for one in all_rows("long_series") if one["series"] == name
            ],
            citations=words.citations(name),
        )

    def _enterprise(self, row: Row) -> Page:
        name = row["enterprise"]
        found = load_enterprise(name)
        told = [words.observation(one) for one in found.figures["observation"]]
        charts = []
        for _, part in found.figures.groupby("indicator", sort=False):
            if part["start"].nunique() > 1:
                charts += specs(Asked(part), DEEP)
        called = ", ".join(filter(None, [row["former_names"], row["later_names"], row["other_names"]]))
        counted = f"{len(told)} numbers, {len(found.mentions)} mentions"
        beside = [one["enterprise"] for one in all_rows("enterprises") if row["place"] and one["place"] == row["place"]]
        return self._page(
            _path("enterprise", name),
            name,
            f"{name}{f' ({called})' if called else ''}: {row['kind']}. {counted}.",
            enterprise=row,
            divisions=list(found.parts["enterprise"]),
            rows=told,
            charts=charts,
            mentions=[one for one in all_rows("enterprise_mentions") if one["enterprise"] == name],
            neighbours=[one for one in beside if one != name],
            citations=words.citations(name),
        )

    def _law(self, row: Row) -> Page:
        name = row["law"]
        rules = words.provisions(name)
        return self._page(
            _path("law", name),
            f"{row['title']} ({row['dated'] or 'undated'})",
            f"{row['title']}, {words.kind_and_date(row)}: {' '.join(rule['rule'] for rule in rules)}"[:300],
            law=row,
            rows=rules,
            ended=[one for one in all_rows("provisions") if (one["ended_by"] or "").partition("/")[0] == name],
            offences=list(dict.fromkeys(one for rule in rules for one in several(rule["offence"]))),
            citations=words.citations(name),
        )

    def _indicators(self) -> Page:
        frame = load_observations(role=None)
        by_topic: dict[str, list[Row]] = {}
        for row in all_rows("indicators"):
            part = frame[frame["indicator"] == row["indicator"]]
            more = {"count": len(part), "years": _years(part)}
            by_topic.setdefault(row["topic"], []).append(row | more)
        topics = [topic for topic in all_rows("topics") if topic["topic"] in by_topic]
        series = list_series().to_dict("records")
        count = len(all_rows("indicators"))
        description = f"{count} quantities on Soviet workers 1922-1941, each with all its numbers, a chart and sources."
        return self._page(
            "indicators", "Numbers", description, count=count, topics=topics, by_topic=by_topic, series=series
        )

    def _enterprises(self) -> Page:
        numbers = [one for row in all_rows("observations") for one in several(row["enterprise"])]
        mentions = [row["enterprise"] for row in all_rows("enterprise_mentions")]
        fields = ("former_names", "later_names", "other_names", "also_called")
        rows = [
            row
            | {
                "names": [name for field in fields for name in several(row[field])],
                "numbers": numbers.count(row["enterprise"]),
                "mentions": mentions.count(row["enterprise"]),
            }
            for row in all_rows("enterprises")
        ]
        description = f"{len(rows)} Soviet factories, mines and trusts: what they were, their names, their numbers."
        return self._page("enterprises", "Enterprises", description, rows=rows)

    def _laws(self) -> Page:
        by_year: dict[str, list[Row]] = {}
        by_subject: dict[str, list[Row]] = {subject: [] for subject in catalog()["codes"]["subject"]}
        for law in sorted(all_rows("laws"), key=_when):
            subjects = dict.fromkeys(one for rule in words.provisions(law["law"]) for one in several(rule["subject"]))
            by_year.setdefault(words.year_of(law), []).append(
                law | {"subjects": [words.spaced(one) for one in subjects]}
            )
            for subject in subjects:
                by_subject[subject].append(law)
        count = len(all_rows("laws"))
        description = f"{count} Soviet labour laws, 1917 to 1956, and what they demanded, allowed or punished."
        return self._page("laws", "Laws", description, count=count, by_year=by_year, by_subject=by_subject)

    def _sources(self) -> Page:
        numbers: dict[str, list[str]] = {}
        for row in all_rows("observations"):
            for key in several(row["source"]):
                numbers.setdefault(key, []).append(row["observation"])
        by_kind: dict[str, list[Row]] = {kind: [] for kind in catalog()["codes"]["sources.kind"]}
        for row in all_rows("sources"):
            by_kind[row["kind"]].append(row | {"numbers": numbers.get(row["source"], [])})
        description = "The sources that the book's notes and tables name, each with the numbers that rest on it."
        return self._page("sources", "Sources", description, count=len(all_rows("sources")), by_kind=by_kind)

    def _day(self) -> Page:
        known = catalog()["codes"]
        frame = load_observations("unauthorised_absence_days", between=(1929, 1936))
        cells = frame[
            (frame["table"] == "turnover_1930_36") & (frame["industry"].isin(["Large-scale industry", "Coal mining"]))
        ]
        return self._page(
            "day",
            "The law on a day",
            "Which Soviet labour laws were in force on a day, what they punished and how: choose a day and an offence.",
            offences=list(known["offence"]),
            subjects=list(known["subject"]),
            charts=specs(Asked(cells, offence="absence"), "")[:1],
            laws=_laws_of_days(),
        )

    def _download(self, path: str, frame: pd.DataFrame) -> None:
        place = self.target / path
        place.parent.mkdir(exist_ok=True)
        frame.to_csv(place, index=False, date_format="%Y-%m-%d", lineterminator="\n")


def _path(kind: Any, name: str) -> str:
    return address(kind, name).removesuffix(".html")


def _years(frame: pd.DataFrame) -> str:
    days = pd.concat([frame["start"], frame["end"]]).dropna()
    return "" if days.empty else "–".join(dict.fromkeys((str(days.min().year), str(days.max().year))))


def _in_order(caveats: list[Row]) -> list[Row]:
    """Put what limits only these numbers before what limits all."""
    return sorted(caveats, key=lambda one: one["tables"] == "observations")


def _when(law: Row) -> tuple[bool, Any]:
    return law["date"] is None, law["date"]


def _ending(name: str) -> str:
    return address("provision" if "/" in name else "law", name)


def _law_title(name: str) -> str:
    law = by_id("laws", "law")[name.partition("/")[0]]
    return ", ".join(filter(None, (law["title"], law["dated"])))


def _spans(offence: str, law: str) -> list[Row]:
    """Give the spans of an offence's penalties, those to which a law adds marked."""
    whole = LAST - FIRST
    made = []
    for span in timeline(offence):
        end = min(span["end"], LAST) if pd.notna(span["end"]) else LAST
        start = max(span["start"], FIRST)
        if start < end:
            place = {"left": round(100 * (start - FIRST) / whole, 2), "width": round(100 * (end - start) / whole, 2)}
            ours = any(one.partition("/")[0] == law for one in several(span["provisions"]))
            shown = {"ours": ours, "end": span["end"] if pd.notna(span["end"]) else None}
            made.append(span | place | shown)
    return made


def _data_set(indicator: Row, years: str, count: int) -> Row:
    """Describe an indicator as a schema.org Dataset."""
    whole = table_json_ld(catalog(), catalog()["tables"]["observations"])
    code = indicator["indicator"]
    return whole | {
        "name": f"{indicator['name']} in the Soviet Union ({catalog()['package']['name']}, indicator {code})",
        "description": f"{indicator['definition']} {count} numbers of the book, with page, line and status of each.",
        "temporalCoverage": years.replace("–", "/"),
        "variableMeasured": [
            {
                "@type": "PropertyValue",
                "name": indicator["name"],
                "description": indicator["definition"],
                "unitText": indicator["unit"],
            }
        ],
        "distribution": [{"@type": "DataDownload", "encodingFormat": "text/csv", "contentUrl": f"{code}.csv"}],
    }


def _laws_of_days() -> Row:
    """Give all that answers which rules were in force on a day."""
    laws = by_id("laws", "law")
    rules = []
    for row in all_rows("provisions"):
        if row["effect"] != "rule":
            continue
        law = laws[row["law"]]
        days = ("begin", "begin_latest", "end_earliest", "end")
        rules.append(
            {name: row[name] and f"{row[name]:%Y-%m-%d}" for name in days}
            | {name: several(row[name]) for name in ("subject", "offence", "penalty")}
            | {
                "provision": row["provision"],
                "href": address("provision", row["provision"]),
                "rule": row["rule"],
                "rank": row["rank"],
                "told": row["attestation"] == "told",
                "act": ", ".join(filter(None, (law["title"], law["dated"], law["issuer"], law["territory"]))),
                "place": words.place(row),
                "from": words.begin_words(row),
                "to": words.end_words(row),
            }
        )
    spans = {
        offence: [
            {
                "start": f"{span['start']:%Y-%m-%d}",
                "end": f"{span['end']:%Y-%m-%d}" if pd.notna(span["end"]) else None,
                "from": words.date_words(span["start"]),
                "to": words.date_words(span["end"]) if pd.notna(span["end"]) else "not told",
                "penalties": several(span["penalties"]),
                "possible": several(span["possible"]),
            }
            for span in timeline(offence)
        ]
        for offence in catalog()["codes"]["offence"]
    }
    return {"ends": BOOK_ENDS, "penalties": list(catalog()["codes"]["penalty"]), "rules": rules, "spans": spans}


def collect(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Give Sphinx the pages at the root, and write all others."""
    target = Path(app.outdir)
    made = Records(target)
    for page in made.root_pages():
        yield page.path, _context(page, ""), "record.html"
    frame = _frame(app)
    for page in made.deep_pages():
        place = target / f"{page.path}.html"
        place.parent.mkdir(exist_ok=True)
        filled = frame.replace(FRAME, page.path)
        for name, text in _context(page, DEEP).items():
            filled = filled.replace(FILLED[name], escape(text) if name in ("title", "description") else text)
        place.write_text(filled, encoding="utf-8")


def _frame(app: Sphinx) -> str:
    """Render what all pages of records have around them."""
    place = Path(app.outdir) / f"{FRAME}.html"
    place.parent.mkdir(exist_ok=True)
    app.builder.handle_page(FRAME, dict(FILLED), "record.html")
    frame = place.read_text(encoding="utf-8")
    place.unlink()
    place.parent.rmdir()
    assert all(frame.count(one) for one in FILLED.values()), "the frame has no place for a record"
    return frame


def _context(page: Page, root: str) -> dict[str, str]:
    """Give what fills the frame of a page."""
    head = _head(page, root)
    return {"title": page.title, "description": page.description, "metatags": head, "record": page.body}


def _head(page: Page, root: str) -> str:
    """Describe a page's data to search engines, and call the scripts that it needs."""
    parts = []
    if page.data:
        parts.append(f'<script type="application/ld+json">{in_script(page.data)}</script>')
    if DRAWN and '<figure class="chart' in page.body:
        parts.append(f'{imports("charts.js", root)}<script type="module" src="{root}_static/charts.js"></script>')
    if page.path == "day":
        parts.append(f'<script type="module" src="{root}_static/day.js"></script>')
    return "\n".join(parts)


def sitemap(app: Sphinx, exception: Exception | None) -> None:
    """List all pages, if the address of the site is known."""
    if exception or not app.config.html_baseurl:
        return
    target = Path(app.outdir)
    pages = sorted(
        path.relative_to(target).as_posix() for path in target.rglob("*.html") if "_static" not in path.parts
    )
    urls = "".join(f"<url><loc>{escape(urljoin(app.config.html_baseurl, page))}</loc></url>\n" for page in pages)
    (target / "sitemap.xml").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{urls}</urlset>\n',
        encoding="utf-8",
    )


LISTS = {
    "indicators": "Numbers",
    "laws": "Laws",
    "day": "Law on a day",
    "enterprises": "Enterprises",
    "terms": "Terms",
    "sources": "Sources",
}
"""Pages that lead to the records, and what the head of every page calls them."""


def _configure(app: Sphinx, config: Any) -> None:
    """Show records over the whole width, without the list of pages beside them; give the head its links to the lists.

    A link in the head needs a document: each list has one of its title alone, whose page `collect` then writes.
    """
    config.templates_path = list(dict.fromkeys([*config.templates_path, "_templates"]))
    for folder in ("record/*", *LISTS):
        config.html_sidebars.setdefault(folder, [])
    for name, title in LISTS.items():
        (Path(app.srcdir) / f"{name}.md").write_text(f"# {title}\n", encoding="utf-8")


def setup(app: Sphinx) -> dict[str, Any]:
    """Tell Sphinx when to write."""
    app.connect("config-inited", _configure)
    app.connect("html-collect-pages", collect)
    app.connect("build-finished", sitemap)
    app.add_css_file("records.css")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
