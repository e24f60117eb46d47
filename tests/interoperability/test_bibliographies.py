"""Citations run through what authors write with: BibTeX, biber and pandoc make one reference of the book."""

import subprocess
from pathlib import Path

import pytest

from sovietlabour import __version__, bibliography, cite, load_table
from sovietlabour._references import Style

WHAT = ["turnover_1930_36", "ch5-5609a", "decree-1932-11-15-tsik", "Armatrest"]
COMMANDS = [line.partition(": ")[2] for line in cite(WHAT, "bibtex").splitlines() if line.startswith("% ")]
READERS = {"csl-json": "csljson", "bibtex": "bibtex"}
BODY = "\n\n".join(COMMANDS).replace(r"\cite[", r"\citep[")


def _run(*command: str, folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr


def _typeset(folder: Path, preamble: str, end: str, program: str) -> str:
    """Typeset an article that cites everything, and give its text."""
    (folder / "works.bib").write_text(cite(WHAT, "bibtex"), encoding="utf-8")
    article = rf"\documentclass{{article}}{preamble}\begin{{document}}{BODY}{end}\end{{document}}"
    (folder / "article.tex").write_text(article, encoding="utf-8")
    latex = ("pdflatex", "-interaction=nonstopmode", "-halt-on-error", "article")
    _run(*latex, folder=folder)
    _run(program, "article", folder=folder)
    assert "ERROR" not in (folder / "article.blg").read_text(encoding="utf-8", errors="replace")
    _run(*latex, folder=folder)
    _run(*latex, folder=folder)
    assert "undefined" not in (folder / "article.log").read_text(encoding="latin-1")
    _run("pdftotext", "-layout", "article.pdf", folder=folder)
    return " ".join((folder / "article.txt").read_text(encoding="utf-8").split())


@pytest.mark.parametrize(
    ("preamble", "end", "program"),
    [
        (r"\usepackage[style=authoryear,natbib]{biblatex}\addbibresource{works.bib}", r"\printbibliography", "biber"),
        (r"\usepackage{natbib}", r"\bibliographystyle{plainnat}\bibliography{works}", "bibtex"),
    ],
)
def test_latex_makes_one_reference_of_the_book(preamble: str, end: str, program: str, tmp_path: Path) -> None:
    """Never 1986a and 1986b; table and page stand in the sentence."""
    text = _typeset(tmp_path, preamble, end, program)
    assert text.count("Soviet Workers and Stalinist Industrialization") == 1
    assert "1986a" not in text
    assert text.count("Filtzer") >= len(WHAT) + 1
    for place in ("Table 2.2, pp. 52–53", "p. 136", "pp. 107, 112", "p. 60", "table turnover"):
        assert place in text


def test_every_source_of_the_book_goes_through_biber(tmp_path: Path) -> None:
    """The whole bibliography is typeset; biber finds no fault in any entry."""
    (tmp_path / "works.bib").write_text(bibliography("bibtex"), encoding="utf-8")
    preamble = r"\usepackage[style=authoryear]{biblatex}\addbibresource{works.bib}"
    article = rf"\documentclass{{article}}{preamble}\begin{{document}}\nocite{{*}}\printbibliography\end{{document}}"
    (tmp_path / "article.tex").write_text(article, encoding="utf-8")
    for program in ("pdflatex", "biber", "pdflatex"):
        options = ("-interaction=nonstopmode", "-halt-on-error") if program == "pdflatex" else ()
        _run(program, *options, "article", folder=tmp_path)
    log = (tmp_path / "article.blg").read_text(encoding="utf-8")
    assert "ERROR" not in log
    assert (tmp_path / "article.bbl").read_text(encoding="utf-8").count(r"\entry{") == len(load_table("sources"))


@pytest.mark.parametrize(("style", "file"), [("csl-json", "works.json"), ("bibtex", "works.bib")])
def test_pandoc_makes_one_reference_of_the_book(style: Style, file: str, tmp_path: Path) -> None:
    """The citations of Markdown, through citeproc with its author-date style."""
    (tmp_path / file).write_text(cite(WHAT, style), encoding="utf-8")
    _run("pandoc", file, "-f", READERS[style], "-t", "csljson", "-o", "all.json", folder=tmp_path)
    cited = "See [@filtzer1986, Table 2.2, pp. 52-53; @sovietlabour], [@filtzer1986, p. 136; @trud-v-sssr-1936].\n"
    (tmp_path / "article.md").write_text(cited, encoding="utf-8")
    command = "pandoc --citeproc --bibliography=all.json -t plain --wrap=none article.md -o out.txt"
    _run(*command.split(), folder=tmp_path)
    text = (tmp_path / "out.txt").read_text(encoding="utf-8").replace("–", "-").replace("\u00a0", " ")
    assert "(Filtzer 1986, Table 2.2, pp. 52-53; The sovietlabour contributors 2026)" in text
    assert "(Filtzer 1986, 136; Trud v SSSR 1936)" in text
    assert text.count("The Formation of Modern Soviet Production Relations") == 1
    assert f"Data set, sovietlabour {__version__}" in text
