"""The simulated BitFaktura, written from its API document; it knows nothing of the client under test."""
