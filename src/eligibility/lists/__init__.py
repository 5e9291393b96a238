"""Commune lists in, result workbooks out."""
