"""What caseworkers, list officers and policy officers work with: pages written by the server, usable without script."""
