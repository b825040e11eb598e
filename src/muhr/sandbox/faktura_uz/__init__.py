"""A simulated Faktura.uz, written from the provider's own API document. Shares nothing with the client's room."""
