"""Tests of newsspider.net."""
