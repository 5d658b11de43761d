"""What outlives the process: one shelf for each noun, SQL nowhere else."""

from store.errors import Busy, Damaged, Full, Gone, LeaseLost, Newer, Unreachable

__all__ = ["Busy", "Damaged", "Full", "Gone", "LeaseLost", "Newer", "Unreachable"]
