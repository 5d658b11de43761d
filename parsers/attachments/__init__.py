"""Lists that people attach: spreadsheets, CSV, printed PDF."""
