"""Sources are data: one TOML file a site, checked when it is loaded."""
