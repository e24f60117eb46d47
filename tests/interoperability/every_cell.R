# Read every table from CSV, dta and SQLite as docs/r.md does; write cells, kinds, labels and notes as plain text.
suppressPackageStartupMessages({library(readr); library(haven); library(DBI)})
options(warn = 2)

escaped <- function(text) {
  for (pair in list(c("\\", "\\\\"), c("\n", "\\n"), c("\t", "\\t"), c("\r", "\\r"))) {
    text <- gsub(pair[1], pair[2], text, fixed = TRUE)
  }
  text
}

plain <- function(column) {
  if (is.labelled(column)) column <- as.character(as_factor(column))
  text <- if (is.numeric(column)) sprintf("%.17g", column) else escaped(as.character(column))
  ifelse(is.na(column), "\\N", text)
}

write_plain <- function(file, ...) {
  out <- file(file, "wb")
  for (fields in list(...)) writeLines(enc2utf8(paste(fields, collapse = "\t")), out, useBytes = TRUE)
  close(out)
}

write_cells <- function(frame, file) {
  kinds <- vapply(frame, function(column) class(column)[1], "")
  cells <- do.call(paste, c(lapply(frame, plain), sep = "\t"))
  do.call(write_plain, c(file, list(names(frame), kinds), as.list(cells)))
}

dir.create("read")
book <- dbConnect(RSQLite::SQLite(), "sovietlabour.sqlite", extended_types = TRUE)
for (name in sub("\\.dta$", "", list.files("dta"))) {
  write_cells(read_csv(file.path("csv", paste0(name, ".csv")), na = "", trim_ws = FALSE, show_col_types = FALSE),
              file.path("read", paste0(name, ".csv")))
  frame <- read_dta(file.path("dta", paste0(name, ".dta")))
  cells <- frame
  text <- vapply(cells, is.character, TRUE)
  cells[text] <- lapply(cells[text], zap_empty)
  write_cells(cells, file.path("read", paste0(name, ".dta")))
  codes <- Filter(is.labelled, as.list(frame))
  values <- lapply(names(codes), function(name) c(name, names(attr(codes[[name]], "labels"))))
  labels <- vapply(frame, function(column) attr(column, "label"), "")
  do.call(write_plain, c(file.path("read", paste0(name, ".labels")), lapply(
    c(list(attr(frame, "label"), labels, attr(frame, "notes")[-1]), values), escaped)))
  write_cells(dbReadTable(book, name), file.path("read", paste0(name, ".sqlite")))
}
dbDisconnect(book)
