"""The services' contracts: one package per provider over one shared transport. Knows nothing of keys or storage."""
