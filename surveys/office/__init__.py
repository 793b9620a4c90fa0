"""The office's pages: writing a survey, translating it, trying it out, publishing it, its runs."""
