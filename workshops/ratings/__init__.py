"""Steering groups rate upper goals by weighted criteria."""
