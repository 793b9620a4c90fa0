"""Concepts and the workshops that prioritise their measures."""
