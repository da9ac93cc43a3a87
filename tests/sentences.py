"""Runs a script's tests: each function named `test_...` is a sentence that could become false."""


def run(script, call):
    """Calls `call(test)` for every test in the script's globals, and prints the sentences that are false.
    Returns the script's exit status."""
    tests = [(name, test) for name, test in script.items() if name.startswith("test_")]
    failed = 0
    for name, test in tests:
        try:
            call(test)
        except AssertionError as error:
            failed += 1
            print(f"FAILED {name[5:].replace('_', ' ')}\n  {error}")
    print(f"{len(tests) - failed} passed, {failed} failed")
    return 1 if failed or not tests else 0
