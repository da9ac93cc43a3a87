"""Runs the tests of a script: each of its functions whose name begins with `test_` is one sentence that could become false."""


def run(script, call):
    """Calls `call(test)` for every test among the globals of the script, and prints the sentences that are false.
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
