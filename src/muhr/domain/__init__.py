"""What the business talks about: frozen records, pure rules, ports. No input, no output, no threads."""
