"""Resource limits of a process: too little of anything is an error, or no problem."""
import resource

import operations
from verdict import STORAGE, UNDELIVERED, possible, verdict


def limited(kind, value):
    return {"preexec_fn": lambda: resource.setrlimit(kind, (value, value))}


def least(calendar, kind, low, high):
    """The smallest limit with which the program starts at all: --version opens no file."""
    while high - low > max(1, low // 200):
        middle = (low + high) // 2
        if calendar.run("--version", **limited(kind, middle))[0] == 0:
            high = middle
        else:
            low = middle
    return high


def try_operations(attack, what, kind, value):
    calendar, all_operations = operations.prepared(attack)
    for operation in all_operations:
        copy = attack.calendar(like=calendar)
        with attack.attempt(f"{what} {value}: {operation.name}"):
            code, out, err = copy.run(*operation.words, **limited(kind, value))
            assert code in (0, STORAGE, UNDELIVERED), f"exit {code}: {err}"
            assert code == 0 or (out == "" and err.startswith("calbook: ")), (out, err)
            verdict(copy, *possible(code, err, operation.before, operation.after))
    right = calendar.run("upcoming", "--json")
    with attack.attempt(f"{what} {value}: upcoming"):
        code, out, err = calendar.run("upcoming", "--json", **limited(kind, value))
        assert (code, out, err) == right or (code, out) == (STORAGE, ""), (code, out, err)


def test_a_limit_on_file_sizes_is_a_full_disk(attack):
    for size in range(0, 90 << 10, attack.times(13 << 10, 5 << 10, 512)):
        try_operations(attack, "RLIMIT_FSIZE", resource.RLIMIT_FSIZE, size)


def test_too_little_memory_is_told_or_no_hindrance(attack):
    enough = least(attack.calendar(), resource.RLIMIT_AS, 1 << 20, 1 << 30)
    for more in range(0, 3 << 20, attack.times(384 << 10, 128 << 10, 32 << 10)):
        try_operations(attack, "RLIMIT_AS", resource.RLIMIT_AS, enough + more)


def test_too_few_descriptors_are_told_or_no_hindrance(attack):
    enough = least(attack.calendar(), resource.RLIMIT_NOFILE, 0, 64)
    for more in range(5):
        try_operations(attack, "RLIMIT_NOFILE", resource.RLIMIT_NOFILE, enough + more)
