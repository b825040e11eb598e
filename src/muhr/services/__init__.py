"""The work itself: refresh, review, signing, the outbox, reconciliation. Knows the ports, not what is behind them."""
