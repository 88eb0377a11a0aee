"""The workbench: source files tried, checked and made."""
