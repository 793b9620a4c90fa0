"""Answering a survey: runs, responses, tickets, and the pages on the phone."""
