"""Words that carry a meaning of their own, in the languages we know best. Pure."""
