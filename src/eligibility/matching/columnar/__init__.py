"""The matcher for lists: every criterion as two plain columns, surely and possibly, computed level by level.

Only here, in lists, batch and lab are dataframes known; the core works without them installed.
"""
