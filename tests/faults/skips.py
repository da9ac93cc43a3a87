"""Skipped tests are always reported, and failures if CI is true, unless the machine itself lacks something."""
import os

# What no package provides. Anything else that is missing belongs into .ci/packages.
MACHINES_LACK = {
    "root": "an ordinary user can neither mount nor give a file away",
    "mounts": "a container may forbid to mount, or have no loop devices",
    "x86_64": "where struct stat keeps the number of names is known of that processor only",
}


class Skipped(Exception):
    """A test cannot be run: says what is missing; `lack` is one of MACHINES_LACK if the machine lacks it."""

    def __init__(self, missing, lack=None):
        super().__init__(f"{missing} ({MACHINES_LACK[lack]})" if lack else missing)
        self.fails = lack is None and os.environ.get("CI") == "true"


def tell(fault, skipped):
    """Prints the line that tests/run shows at the end."""
    print(f"skipped: {fault}: {skipped}{', which in CI is a failure' if skipped.fails else ''}")
