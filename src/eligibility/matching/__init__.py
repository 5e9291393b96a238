"""Interpreters of the rulebook. Each gives criteria the same meaning; none of them lives in the model."""
