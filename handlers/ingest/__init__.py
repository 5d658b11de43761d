"""A delivery of the ERP, loaded strictly, with a report on every row."""
