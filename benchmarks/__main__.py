"""The short form, for `make bench`: a few minutes, whichever peers are installed, nothing written."""

from __future__ import annotations

from benchmarks import batch, household

if __name__ == "__main__":
    household.main(["--households", "500", "--passes", "3"])
    batch.main(["--sizes", "100000", "--repeat", "2"])
