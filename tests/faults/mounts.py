"""File systems of a test's own, unmounted whatever happens."""
import contextlib
import os
import shutil
import subprocess

from attack import Skipped


def call(*words):
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{words}: {done.stderr}"


@contextlib.contextmanager
def mounted(folder, *words):
    """mount WORDS... FOLDER; skips the test where that cannot be had."""
    if os.geteuid() != 0 or not shutil.which("mount"):
        raise Skipped("mounting needs root, and mount")
    done = subprocess.run(["mount", *words, str(folder)], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Skipped(f"mount: {done.stderr.strip()}")
    try:
        folder.chmod(0o700)
        yield folder
    finally:
        if subprocess.run(["umount", str(folder)], capture_output=True, check=False).returncode != 0:
            call("umount", "--lazy", str(folder))
