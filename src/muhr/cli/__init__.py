"""The terminal face: the same core as the window, for people and for other programs. No rules of its own."""
