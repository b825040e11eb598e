"""Keys behind E-IMZO, the operator's own program: found and used over its local WebSocket protocol (CAPIWS).

Start at `keyring`; it stands on `client` (the calls), `line` (one socket, one request), `wire` and `statuses`.
"""
