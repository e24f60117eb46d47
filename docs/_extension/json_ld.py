"""Describes tables to search engines, in the words of schema.org."""

from typing import Any

from sovietlabour._citation import book_citation
from sovietlabour.pipeline.descriptors import CC0


def table_json_ld(catalog: dict[str, Any], table: dict[str, Any]) -> dict[str, Any]:
    """Describe one table as a schema.org Dataset, for its codebook page."""
    package = catalog["package"]
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": f"{table['title']} ({package['name']}, table {table['name']})",
        "description": " ".join([table["grain"], *table["notes"]])
        + f" Original source: {table['original_source']} Taken from {book_citation(catalog)}",
        "version": package["version"],
        "license": CC0,
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": package["authors"]},
        "isBasedOn": book_citation(catalog),
        "temporalCoverage": "/".join(str(year) for year in table["years"]),
        "spatialCoverage": "Soviet Union",
        "variableMeasured": [
            {"@type": "PropertyValue", "name": column["name"], "description": column["description"]}
            | ({"unitText": column["unit"]} if column["unit"] else {})
            for column in table["columns"]
        ],
    }
