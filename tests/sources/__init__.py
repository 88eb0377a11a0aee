"""Every source and its saved pages: one test for each field of each page."""
