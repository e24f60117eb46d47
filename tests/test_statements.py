"""Figures of the prose: their keys, as a user joins them."""

from sovietlabour import load_table


def test_industries_and_sources_are_known() -> None:
    """Foreign keys, as a user joins them."""
    figures = load_table("prose_figures")
    keys = {key for keys in figures["source"].dropna() for key in keys.split("; ")}
    assert keys <= set(load_table("sources")["source"])
    cited = load_table("citations").groupby(["chapter", "note"]).size()
    with_note = figures.dropna(subset=["note"])
    survives = [(c, n) in cited.index for c, n in zip(with_note["chapter"], with_note["note"], strict=True)]
    assert with_note["source"].notna().tolist() == survives
