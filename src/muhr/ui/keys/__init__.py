"""Keys: which there are, whose they are, and which of them fits a company."""
