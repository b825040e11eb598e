"""A simulated Chmura Dokumentów, written from its API document. Knows nothing of the client."""
