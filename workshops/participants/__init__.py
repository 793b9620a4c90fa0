"""Joining by code, the cookie that is a participant, the page on their phone."""
