"""Times whole processes in turns: each round runs every command once, in a different order.

What disturbs the machine then disturbs all alike, and a ratio is taken within each round.
"""
import dataclasses
import math
import random
import statistics
import subprocess
import typing

from files import ENVIRONMENT


@dataclasses.dataclass(frozen=True)
class Command:
    """A command to measure. `words` makes the command line of the next run; its preparations are not timed."""
    name: str
    size: int | None  # appointments in its file
    words: typing.Callable[[], list[str]]
    status: int = 0
    environment: typing.Mapping[str, str] = dataclasses.field(default_factory=lambda: ENVIRONMENT)

    @property
    def key(self):
        return self.name, self.size


class Run(typing.NamedTuple):
    started: int  # nanoseconds
    ended: int
    faults: int
    memory: int  # KiB
    status: int

    @property
    def seconds(self):
        return (self.ended - self.started) / 1e9


class Ratio(typing.NamedTuple):
    """The median of the rounds' ratios, and its 95 % confidence interval."""
    median: float
    low: float
    high: float


def run_once(launch, command):
    words = command.words()
    launched = subprocess.run([launch, *words], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True,
                              env=command.environment, check=True)
    run = Run(*map(int, launched.stdout.split()))
    if run.status != command.status:
        raise SystemExit(f"{' '.join(words)}: exit status {run.status}, not {command.status}")
    return run


def in_turns(launch, commands, rounds):
    """The runs of each command, by its key."""
    runs = {command.key: [] for command in commands}
    order = random.Random(0)
    for number in range(rounds + 1):
        for command in order.sample(commands, len(commands)):
            run = run_once(launch, command)
            if number > 0:  # the first round only fills the caches
                runs[command.key].append(run)
    return runs


def median(runs):
    return statistics.median(run.seconds for run in runs)


def ratio(runs, base):
    ratios = sorted(one.seconds / other.seconds for one, other in zip(runs, base, strict=True))
    middle, reach = len(ratios) / 2, 0.98 * math.sqrt(len(ratios))  # of the median's rank: binomial
    low, high = max(0, math.floor(middle - reach)), min(len(ratios) - 1, math.ceil(middle + reach) - 1)
    return Ratio(statistics.median(ratios), ratios[low], ratios[high])
