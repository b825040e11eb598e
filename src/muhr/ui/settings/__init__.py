"""Settings: accounts, the folders with keys, how the window looks."""
