"""How well foreign data is read: dates, and what is none, that no training step has seen."""
