"""The signing sheet: review, password, progress. One sheet from the selection to the last outcome."""
