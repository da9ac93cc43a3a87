#!/usr/bin/env python3
"""Turns the examples at the top of public headers into a program. Usage: examples.py HEADER...

An example is what the first comment of a header indents by four blanks. Each becomes a function of its own, with a path
named `file` that leads nowhere yet.
"""
import itertools
import pathlib
import re
import sys

PROGRAM = """\
#undef NDEBUG
#include <cassert>
#include <chrono>
#include <filesystem>

{includes}
#include "support/temporary_folder.hpp"

using namespace calendar;
using namespace std::chrono_literals;

{functions}
int main() {{
  const TemporaryFolder folder;
{calls}}}
"""


def example_of(header):
    """The lines of code in the comment that follows `#pragma once`."""
    text = pathlib.Path(header).read_text().removeprefix("#pragma once\n\n")
    comment = itertools.takewhile(lambda line: line.startswith("//"), text.splitlines())
    code = [line.removeprefix("//").removeprefix("     ") for line in comment if re.match(r"//(     |$)", line)]
    if not any("assert(" in line for line in code):
        sys.exit(f"examples.py: {header} opens with no example that asserts something")
    return code


def main():
    headers = [pathlib.Path(argument) for argument in sys.argv[1:]]
    functions = "".join(f"static void {header.stem}_example([[maybe_unused]] const std::filesystem::path& file) {{\n"
                        + "".join(f"  {line}".rstrip() + "\n" for line in example_of(header)) + "}\n\n"
                        for header in headers)
    includes = "\n".join(f'#include "calendar/{header.name}"' for header in headers)
    calls = "".join(f'  {header.stem}_example(folder / "{header.stem}.db");\n' for header in headers)
    sys.stdout.write(PROGRAM.format(includes=includes, functions=functions, calls=calls))


main()
