"""Decisions and conversions: functions of values."""
