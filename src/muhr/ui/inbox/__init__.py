"""The inbox: what waits for the person, what is to be noticed about it, and choosing what to do together."""
