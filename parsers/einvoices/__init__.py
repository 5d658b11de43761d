"""E-invoices: XML, and PDFs that hold one."""
