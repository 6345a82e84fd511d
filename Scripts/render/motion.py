"""Motion: the body-line deviation, head turn and knee bend of a set as functions of time.

An ascent is a list of minimum-jerk moves `(share of the range, seconds)`; a repeated share is a stop. Everything is sampled at
`RATE` and read between the samples.
"""

from dataclasses import dataclass, field

import numpy as np

RATE = 1000


@dataclass
class Rep:
    """One repetition. Angles in degrees, times in seconds.

    `stages` replaces the single smooth ascent. `overshoot` rises above the top and settles within `settle`. `head` is a list of
    `(seconds from the onset, extension)` knots, `nod` a swing to and fro `(peak to peak, period)`, upwards from the usual place, through the rep.
    """

    top: float = 0.0
    bottom: float = -70.0
    ascent: float = 1.45
    hold: float = 0.8
    descent: float = 2.1
    rest: float = 0.5
    stages: list = field(default_factory=list)
    overshoot: float = 0.0
    settle: float = 0.35
    head: list = field(default_factory=list)
    nod: tuple | None = None
    faults: dict = field(default_factory=dict)
    must_flag: list = field(default_factory=list)
    may_flag: list = field(default_factory=list)


@dataclass
class Set:
    """A set as sampled signals, and where each rep's bottoms lie."""

    time: np.ndarray
    deviation: np.ndarray
    head: np.ndarray
    spans: list

    def at(self, signal: np.ndarray, times) -> np.ndarray:
        """A signal at given times."""
        return np.interp(times, self.time, signal)


def minimum_jerk(share):
    """The position, 0...1, of a minimum-jerk move at a share of its time."""
    share = np.clip(share, 0, 1)
    return share**3 * (10 - 15 * share + 6 * share**2)


def perform(reps, lead, tail, seed, tremor=0.12) -> Set:
    """Plays the reps after `lead` seconds at the bottom and adds a seeded, slow unsteadiness."""
    moves, onsets, now = [], [], lead
    level = reps[0].bottom
    for number, rep in enumerate(reps):
        following = reps[number + 1].bottom if number + 1 < len(reps) else rep.bottom
        onsets.append(now)
        for goal, seconds in _ascent(rep, level):
            moves.append((now, seconds, goal))
            now += seconds
        now += rep.hold
        moves.append((now, rep.descent, following))
        now += rep.descent + rep.rest
        level = following
    time = np.arange(0, now - reps[-1].rest + tail, 1 / RATE)
    deviation = np.full_like(time, reps[0].bottom)
    level = reps[0].bottom
    for start, seconds, goal in moves:
        deviation += (goal - level) * minimum_jerk((time - start) / seconds)
        level = goal
    random = np.random.default_rng(seed)
    deviation += _unsteadiness(time, random, tremor)
    ends = onsets[1:] + [time[-1]]
    head = _head(time, reps, onsets, ends) + 4 * _unsteadiness(time, random, tremor)
    return Set(time, deviation, head, list(zip(onsets, ends)))


def _ascent(rep, level):
    """The moves (goal, seconds) that lead from a level to the top."""
    stages = rep.stages or [(1.0, rep.ascent)]
    moves = [(level + share * (rep.top - level), seconds) for share, seconds in stages]
    if rep.overshoot:
        moves[-1] = (rep.top + rep.overshoot, moves[-1][1])
        moves.append((rep.top, rep.settle))
    return moves


def _unsteadiness(time, random, size):
    """A sum of slow sines with random phases, about `size` degrees rms."""
    rates = random.uniform(0.15, 2.2, 6)
    parts = [np.sin(2 * np.pi * (rate * time + random.random())) / (1 + rate) for rate in rates]
    wave = np.sum(parts, axis=0)
    return size * wave / np.std(wave)


def _head(time, reps, onsets, ends):
    """Neck extension beyond its usual place."""
    head = np.zeros_like(time)
    for rep, onset, end in zip(reps, onsets, ends):
        level, since = 0.0, 0.0
        for at, goal in rep.head:
            head += (goal - level) * minimum_jerk((time - onset - since) / max(at - since, 1e-3))
            level, since = goal, at
        if rep.nod:
            size, period = rep.nod
            cycles = max(round((end - onset - rep.rest) / period), 1)
            inside = np.clip((time - onset) / (end - onset - rep.rest), 0, 1)
            head += size / 2 * (1 - np.cos(2 * np.pi * cycles * inside))
    return head
