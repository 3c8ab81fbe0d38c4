"""Which files a report has."""

from __future__ import annotations

from lehc.conversations.findings import Findings
from lehc.conversations.report.page import write_page
from lehc.conversations.report.pictures import draw_agreement, draw_map
from lehc.conversations.report.result import write_result
from lehc.conversations.report.suppression import has_results
from lehc.conversations.report.tables import (
    dividing_table,
    groups_table,
    statements_table,
)


def report_files(found: Findings) -> dict[str, str]:
    """The text of each file by its name; only those that have something to say.

    Up to nine voters that is result.json, which nobody publishes, and a page that says
    why there is no more.
    """
    files = {"result.json": write_result(found), "report.html": write_page(found)}
    if not has_results(found):
        return files
    files["statements.csv"] = statements_table(found)
    files["agreement.svg"] = draw_agreement(found)
    if found.cells:
        files["groups.csv"] = groups_table(found)
    if found.dividing:
        files["dividing.csv"] = dividing_table(found)
    picture = draw_map(found)
    if picture is not None:
        files["map.svg"] = picture
    return files
