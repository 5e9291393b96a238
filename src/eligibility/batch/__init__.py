"""Long lists: streamed in ranges of households, decided by the columnar matcher, written part by part.

Needs the extra `batch`; nothing of the core imports this package.
"""
