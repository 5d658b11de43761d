"""The tables of an ERP delivery, read strictly."""
