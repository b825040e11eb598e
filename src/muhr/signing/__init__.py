"""Signing: the Uzbek national algorithms, CMS, keys, and the verdict on what was signed. Knows no provider."""
