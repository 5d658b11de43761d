"""Payment reminders: whom to remind of what on which day, and above all whom not."""
