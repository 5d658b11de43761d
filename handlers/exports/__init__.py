"""Lists as files for other programs: one grid of typed cells, written as XLSX, CSV or XML."""

from handlers.exports.csv_file import EXCEL_GERMAN, PLAIN, PROFILES, Profile, csv
from handlers.exports.grid import Cell, Column, Grid, Money
from handlers.exports.xlsx_file import xlsx
from handlers.exports.xml_file import xml

__all__ = [
    "CONTENT_TYPES",
    "EXCEL_GERMAN",
    "PLAIN",
    "PROFILES",
    "Cell",
    "Column",
    "Grid",
    "Money",
    "Profile",
    "csv",
    "xlsx",
    "xml",
]

# Ending of the file name -> content type.
CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xml": "application/xml",
}
