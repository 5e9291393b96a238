"""Answers and rules in words a caseworker can read aloud, Vietnamese and English.

Decides nothing: everything said here stands in a result or in the rulebook.
"""
