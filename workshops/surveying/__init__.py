"""The place of surveys in an agenda, until there are surveys."""
