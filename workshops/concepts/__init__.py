"""Structure, schemes, import and export of integration concepts."""
