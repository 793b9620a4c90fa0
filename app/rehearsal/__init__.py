"""A rehearsal: many phones and a moderator that behave as browsers do, against a running server.

It knows the product only from outside: addresses and pages, as a phone does.
"""
