# Written by `sovietlabour build`. Do not edit.
from collections.abc import Iterable
from typing import Literal, overload

from pandera.typing import DataFrame

from sovietlabour import models

@overload
def load_table(
    name: Literal["unemployment_1922_28"],
    uncertain: Literal["keep", "mask"] = "keep",
    *,
    with_status: bool = False,
    reading: str | Iterable[str] = (),
) -> DataFrame[models.Unemployment192228Rows]:
    """Number of unemployed, 1922-1927/28.

    One row per period.

    The first three periods are calendar years, the last three economic years (1 October to 30 September); the page
    does not say whether a figure is an average or the state at a date, nor whether all unemployed or only those
    registered at labour exchanges are counted.
    """

@overload
def load_table(
    name: Literal["workers_1928_32"],
    uncertain: Literal["keep", "mask"] = "keep",
    *,
    with_status: bool = False,
    reading: str | Iterable[str] = (),
) -> DataFrame[models.Workers192832Rows]:
    """Number of workers in industry, building and transport, 1928 and 1932.

    One row per sector and year.

    Workers alone, white-collar employees excluded. The increase is the printed column, not computed here.
    """

@overload
def load_table(
    name: Literal["turnover_1930_36"],
    uncertain: Literal["keep", "mask"] = "keep",
    *,
    with_status: bool = False,
    reading: str | Iterable[str] = (),
) -> DataFrame[models.Turnover193036Rows]:
    """Labour turnover and absenteeism by major industry, 1929-1936.

    One row per industry and year.

    The printed title says 1930-1936; the rows begin in 1929. Absenteeism is not given for 1936. Turnover in
    construction is strongly seasonal. The month interval was computed from the turnover by the author, mostly to
    the last digit; where it differs, the ledger says so.
    """

@overload
def load_table(
    name: Literal["women_share_1929_35"],
    uncertain: Literal["keep", "mask"] = "keep",
    *,
    with_status: bool = False,
    reading: str | Iterable[str] = (),
) -> DataFrame[models.WomenShare192935Rows]:
    """Women as a proportion of workers in selected industries, 1929-1935.

    One row per industry and date; white-collar employees are one more "industry", which the page does not name.

    Dates are 1 January or 1 July, at unequal intervals.
    """

@overload
def load_table(
    name: Literal["output_1933_36"],
    uncertain: Literal["keep", "mask"] = "keep",
    *,
    with_status: bool = False,
    reading: str | Iterable[str] = (),
) -> DataFrame[models.Output193336Rows]:
    """Industrial output, 1933 and 1936.

    One row per product and year.

    The table is numbered 4.1 and stands in chapter 5.
    """

@overload
def load_table(
    name: Literal["norm_rises_1936"],
    uncertain: Literal["keep", "mask"] = "keep",
    *,
    with_status: bool = False,
    reading: str | Iterable[str] = (),
) -> DataFrame[models.NormRises1936Rows]:
    """Rises of output norms in major industry, spring 1936.

    One row per printed label, with a value or without.

    Averages; the author warns of very large differences between plants and trades. Labels and values are two
    separate lists in the text we work from: which value belongs to which label is argued in the ledger.
    """

@overload
def load_table(
    name: Literal["stakhanovites_1936"],
    uncertain: Literal["keep", "mask"] = "keep",
    *,
    with_status: bool = False,
    reading: str | Iterable[str] = (),
) -> DataFrame[models.Stakhanovites1936Rows]:
    """Stakhanovites as a share of the workforce, 1 August 1936.

    One row per industry.

    Coal mining is missing in the original. The author holds such figures to be of little value, since what made a
    Stakhanovite differed between factories and from month to month.
    """

@overload
def load_table(
    name: Literal["industries"],
    uncertain: Literal["keep", "mask"] = "keep",
    *,
    with_status: bool = False,
    reading: str | Iterable[str] = (),
) -> DataFrame[models.IndustriesRows]:
    """Industry labels of all tables, with the printed labels and ISIC Rev. 4.

    One row per industry.

    The mapping to ISIC is ours and approximate: Soviet branches were administrative, ISIC classes are by activity.
    """

@overload
def load_table(
    name: Literal["citations"],
    uncertain: Literal["keep", "mask"] = "keep",
    *,
    with_status: bool = False,
    reading: str | Iterable[str] = (),
) -> DataFrame[models.CitationsRows]:
    """Citations: which note names which source.

    One row per source named in a note, or beneath a table.
    """

@overload
def load_table(
    name: Literal["sources"],
    uncertain: Literal["keep", "mask"] = "keep",
    *,
    with_status: bool = False,
    reading: str | Iterable[str] = (),
) -> DataFrame[models.SourcesRows]:
    """Sources named by the surviving notes and beneath the tables.

    One row per source: an issue of a newspaper or periodical (or one author's contribution to it), a book, a decree.

    Titles stand as the notes print them, often shortened; the book's bibliography is lost.
    """

@overload
def load_table(
    name: Literal["prose_figures"],
    uncertain: Literal["keep", "mask"] = "keep",
    *,
    with_status: bool = False,
    reading: str | Iterable[str] = (),
) -> DataFrame[models.ProseFiguresRows]:
    """Figures of the prose and of the endnotes.

    One row per value stated in the running text.

    Numbers in words and fractions count ("a third" is 33.3 per cent, approximate); scale words are expanded to base
    units (1.5 million persons is 1,500,000). Cells of the numbered tables are not repeated here. What a number
    measures, of whom, where and when, says its row of `observations`, which has the same name.
    """

@overload
def load_table(
    name: Literal["checks"],
    uncertain: Literal["keep", "mask"] = "keep",
    *,
    with_status: bool = False,
    reading: str | Iterable[str] = (),
) -> DataFrame[models.ChecksRows]:
    """Checks: what the text says about numbers that it gives elsewhere.

    One row per statement and the numbers it can be compared with.

    A figure that restates a cell, or follows from other figures, must agree with what the formula gives; a statement
    without a number of its own ("a sizeable minority"), or with a wording that says more, has bounds that we argue.
    Both sides are intervals: each number lies within the rounding of its printed digits or words, the reckoning carries
    that through. What is printed is kept.
    """

@overload
def load_table(
    name: Literal["long_series"],
    uncertain: Literal["keep", "mask"] = "keep",
    *,
    with_status: bool = False,
    reading: str | Iterable[str] = (),
) -> DataFrame[models.LongSeriesRows]:
    """Long series: cells of the tables continued by figures of the prose.

    One row per series and observation, a year or part of a year.

    No number is new here: each row is an observation, or, where it is of another indicator than its series, follows
    from one by definition; and each says how far it compares with the rest.
    """

@overload
def load_table(
    name: Literal["laws"],
    uncertain: Literal["keep", "mask"] = "keep",
    *,
    with_status: bool = False,
    reading: str | Iterable[str] = (),
) -> DataFrame[models.LawsRows]:
    """Laws: codes, decrees, edicts, resolutions, rulings and instructions that the book describes.

    One row per act.

    What an act demands stands in `provisions`.
    """

@overload
def load_table(
    name: Literal["terms"],
    uncertain: Literal["keep", "mask"] = "keep",
    *,
    with_status: bool = False,
    reading: str | Iterable[str] = (),
) -> DataFrame[models.TermsRows]:
    """Terms and abbreviations.

    One row per entry of the book's list.

    The English and the Russian name are the book's; the explanation is ours.
    """

@overload
def load_table(
    name: Literal["provisions"],
    uncertain: Literal["keep", "mask"] = "keep",
    *,
    with_status: bool = False,
    reading: str | Iterable[str] = (),
) -> DataFrame[models.ProvisionsRows]:
    """Provisions: what the laws demanded, forbade, allowed or punished, and when.

    One row per provision of an act.

    The days follow: a rule ends with the act or provision that `ended_by` names, and at the latest with what it
    `depends_on`. A day of which the text knows only the month or the year is a span from earliest to latest. The
    number of a rule is that of the `figure` of the prose, within the bound of the rule itself.
    """

@overload
def load_table(
    name: Literal["enterprise_mentions"],
    uncertain: Literal["keep", "mask"] = "keep",
    *,
    with_status: bool = False,
    reading: str | Iterable[str] = (),
) -> DataFrame[models.EnterpriseMentionsRows]:
    """Mentions of enterprises.

    One row per line of the book that names an enterprise.

    A name broken over two lines has the line on which it begins; a name repeated on one line has one row.
    """

@overload
def load_table(
    name: Literal["enterprises"],
    uncertain: Literal["keep", "mask"] = "keep",
    *,
    with_status: bool = False,
    reading: str | Iterable[str] = (),
) -> DataFrame[models.EnterprisesRows]:
    """Enterprises.

    One row per enterprise that the text, its notes or the index of enterprises name.

    An enterprise is what employs workers and has a name, or is singled out by its place. The name is harmonised: one
    spelling, the latest name where several are known. Kind, industry and place are what the text says of it anywhere.
    """

@overload
def load_table(
    name: Literal["pages"],
    uncertain: Literal["keep", "mask"] = "keep",
    *,
    with_status: bool = False,
    reading: str | Iterable[str] = (),
) -> DataFrame[models.PagesRows]:
    """Page map: which lines of the OCR text stand on which page of the book.

    One row per page of the book that the text has.

    Every page of every table follows from its line by this map. Where the text fixes only between which pages a
    stretch lies, `page` is missing, and nothing gives one of them as certain.
    """

@overload
def load_table(
    name: Literal["indicators"],
    uncertain: Literal["keep", "mask"] = "keep",
    *,
    with_status: bool = False,
    reading: str | Iterable[str] = (),
) -> DataFrame[models.IndicatorsRows]:
    """Indicators: the quantities that the book measures, each with one definition and one unit.

    One row per indicator.

    A change, a multiple or an index of a quantity is the same indicator, expressed otherwise; population, industry,
    place and period are no part of it.
    """

@overload
def load_table(
    name: Literal["populations"],
    uncertain: Literal["keep", "mask"] = "keep",
    *,
    with_status: bool = False,
    reading: str | Iterable[str] = (),
) -> DataFrame[models.PopulationsRows]:
    """Populations: the groups of people that the book's numbers speak of.

    One row per population.
    """

@overload
def load_table(
    name: Literal["places"],
    uncertain: Literal["keep", "mask"] = "keep",
    *,
    with_status: bool = False,
    reading: str | Iterable[str] = (),
) -> DataFrame[models.PlacesRows]:
    """Places: countries, republics, regions, coalfields, districts and towns.

    One row per place, in one spelling.
    """

@overload
def load_table(
    name: Literal["periods"],
    uncertain: Literal["keep", "mask"] = "keep",
    *,
    with_status: bool = False,
    reading: str | Iterable[str] = (),
) -> DataFrame[models.PeriodsRows]:
    """Periods: the spans of time that the book names and no calendar knows, at their widest.

    One row per name.

    Years, months, seasons, halves and the like need no row; docs/coding.md has their rules.
    """

@overload
def load_table(
    name: Literal["observations"],
    uncertain: Literal["keep", "mask"] = "keep",
    *,
    with_status: bool = False,
    reading: str | Iterable[str] = (),
) -> DataFrame[models.ObservationsRows]:
    """Observations: every number of the book, of its tables, its prose and its notes.

    One row per number: a figure of the prose, or a cell of a table (a printed range is one).

    A dimension that is missing is no restriction. `value` is in the indicator's unit, or, where the number is no level,
    in the unit of its expression; a fall is negative. `lower` and `upper` are the bounds that the text gives: a range
    has both and no value, "over half" a lower one, an exact or approximate number its value at both ends, unless a
    caveat shows that it is known less exactly.
    """

@overload
def load_table(
    name: Literal["topics"],
    uncertain: Literal["keep", "mask"] = "keep",
    *,
    with_status: bool = False,
    reading: str | Iterable[str] = (),
) -> DataFrame[models.TopicsRows]:
    """Topics: the subjects that indicators belong to.

    One row per topic.
    """

@overload
def load_table(
    name: Literal["caveats"],
    uncertain: Literal["keep", "mask"] = "keep",
    *,
    with_status: bool = False,
    reading: str | Iterable[str] = (),
) -> DataFrame[models.CaveatsRows]:
    """Caveats: what limits a table, an indicator or some of its numbers.

    One row per caveat.

    Most are the author's own verdicts on his figures and sources. A caveat holds for the observations that have one of
    its indicators, tables, industries and places, named as there, in its period; what is missing is no restriction. The
    column `caveats` of `observations` names them, but for those of kind `transcription`, which are of a whole table.
    """

@overload
def load_table(
    name: Literal["alternative_readings"],
    uncertain: Literal["keep", "mask"] = "keep",
    *,
    with_status: bool = False,
    reading: str | Iterable[str] = (),
) -> DataFrame[models.AlternativeReadingsRows]:
    """Alternative readings: what else the page allows where the place or a digit of a number is in doubt.

    One row per reading and cell whose number it changes; the published reading has all cells of its group.

    Cells that can only move together are a group, and one reading of each group is published. Placements put the values
    of a short line, pairings those of a list, into the cells in every way that keeps their order, the decimals of each
    column and what the table says of itself (months are 1200 / turnover); docs/doubt.md tells how they are scored.
    """
