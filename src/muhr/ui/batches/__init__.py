"""Batches: what was decided together, by whom, and what can be shown of it later."""
