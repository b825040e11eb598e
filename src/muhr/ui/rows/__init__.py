"""Tables: rows kept in Python with their own sorting, filtering and ticking, and one fast way to draw them."""
