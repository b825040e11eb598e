"""The small parts pages are made of: labels that never read markup, frames, buttons, fields, sheets."""
