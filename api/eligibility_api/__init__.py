"""The service: the engine over HTTP for one office, and the only package that knows HTTP."""
