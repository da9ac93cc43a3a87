"""Temporary file systems for tests, always unmounted."""
import contextlib
import os
import shutil
import subprocess

from skips import Skipped


def call(*words):
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{words}: {done.stderr}"


@contextlib.contextmanager
def mounted(folder, *words):
    """mount WORDS... FOLDER; skips the test if that is not possible."""
    if not shutil.which("mount"):
        raise Skipped("there is no mount (Debian: mount)")
    if os.geteuid() != 0:
        raise Skipped("it needs root", lack="root")
    done = subprocess.run(["mount", *words, str(folder)], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Skipped(done.stderr.strip(), lack="mounts")
    try:
        folder.chmod(0o700)
        yield folder
    finally:
        if subprocess.run(["umount", str(folder)], capture_output=True, check=False).returncode != 0:
            call("umount", "--lazy", str(folder))
