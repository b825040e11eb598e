"""The outbox: what is on its way, what happens next with it, and the few decisions that are a person's."""
