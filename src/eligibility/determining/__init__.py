"""From verdicts to answers: clauses, reasons, entitlements, non-cumulation."""
