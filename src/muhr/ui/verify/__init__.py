"""Verify: the verdict on a signed message, in one sentence first."""
