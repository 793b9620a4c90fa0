"""Which language a person reads: names, negotiation, catalogues, formats, translated content."""
