"""Make, try and check source files on saved pages. Pure: no network, no clock."""
