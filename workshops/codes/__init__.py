"""Personal codes: a card for one person, valid in the whole workshop and on any device."""
