"""The command line: `eligibility`. One module per command; whatever is slow to import waits until its command runs."""


def main() -> None:
    """Run the command line and exit with its status."""
    from eligibility.cli.app import app

    app()
