"""The small world to try Muhr in: a real HTTP server that plays Faktura.uz, its companies and their test keys.

Never imports the providers' room: a fake that shares the parser shares the bug.
"""
