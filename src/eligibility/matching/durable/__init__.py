"""A second opinion by a Rete network (durable-rules): the same rulebook, decided by another machine.

Never the judge: the library kills the process when misused (docs/explanation/durable-rules.md), so every use goes
through the guards of `network`, and a service keeps it in a process of its own (`process`).
"""
