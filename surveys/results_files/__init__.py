"""Results as files: each response as a row, with a codebook; and a report to be read."""
