"""The files of a reply: which travel along, ZIPs, one merged PDF, e-invoices as they were issued."""
