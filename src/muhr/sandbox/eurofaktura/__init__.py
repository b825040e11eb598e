"""A simulated Eurofaktura, written from its API document. Knows nothing of the client."""
