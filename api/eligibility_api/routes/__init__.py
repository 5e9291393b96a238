"""The routes: one module per resource. Each reads a request, asks the domain, and sends what it answers."""
