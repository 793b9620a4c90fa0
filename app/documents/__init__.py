"""Shared writers and readers: Word, sheets, CSV and QR. They know tables, not concepts."""
