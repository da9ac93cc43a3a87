"""The programs to measure and those that measure them, built if missing."""
import pathlib
import shutil
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]

STATIC = ["-static"]
WITH_SQLITE = ["-static-pie", "-fPIE", "-lsqlite3", "-lm"]  # as the release of calbook is linked
C_PROGRAMS = {"empty": STATIC, "launch": STATIC, "query": WITH_SQLITE, "insert": WITH_SQLITE}


def build_calbook():
    """The release build of this tree."""
    subprocess.run(["bash", "-c", "source .ci/packages && build release"], check=True, cwd=ROOT)
    return ROOT / "build/release/app/calbook"


def installed(program, folder):
    """A copy of the program, such as an installation makes: it starts a seventh faster than what the linker wrote,
    which the system keeps in smaller pieces."""
    folder.mkdir(parents=True, exist_ok=True)
    return shutil.copy(program, folder / program.name)


def build_c_programs(folder):
    """The paths of the C programs next to this file, by name."""
    linked = folder / "linked"
    linked.mkdir(parents=True, exist_ok=True)
    for name, options in C_PROGRAMS.items():
        source, program = HERE / f"{name}.c", linked / name
        if program.exists() and program.stat().st_mtime > source.stat().st_mtime:
            continue
        command = ["cc", "-std=c11", "-O2", "-Wall", "-Wextra", str(source), "-o", str(program), *options]
        built = subprocess.run(command, capture_output=True, text=True)
        if built.returncode != 0:  # a static link of SQLite warns of dlopen() each time
            raise SystemExit(built.stderr)
    return {name: str(installed(linked / name, folder)) for name in C_PROGRAMS}
