"""The proportional second opinion: the Method of Equal Shares beside the ranking, within a budget.

Plain Python and exact numbers; nothing here knows of a database. Source: docs/equal-shares.md.
"""
