"""Motion: the body-line deviation and the head turn of a set as functions of time.

An ascent is a list of minimum-jerk moves `(share of the range, seconds)`; a repeated share is a stop. Everything is sampled at
`RATE` and read between the samples.
"""

from dataclasses import dataclass, field

import numpy as np

from .byplay import Byplay, Phases, accompany, minimum_jerk

RATE = 1000
CUT_SHARE = 0.6  # of the ascent of a rep that the end of the clip cuts


@dataclass
class Rep:
    """One repetition. Angles in degrees, times in seconds, lengths in shares of the trunk.

    `bottom` is where it starts; it ends where the next one starts, or at `finish`. `stages` replaces the single smooth ascent.
    `overshoot` rises above the top and settles within `settle`. A negative `hold` or `rest` lets the moves on either side overlap.
    `head` is a list of `(seconds from the onset, extension)` knots, `nod` a swing to and fro `(peak to peak, period)`, upwards from
    the usual place, through the rep. `knee` is flexion beyond the usual all through the rep, `knee_kick` a bend on the way up only,
    `slide` how far the body slips feet-ward; the others are explained at `byplay.Byplay`. `kind` is `rep`, `attempt` (a top below
    40 % of the range) or `cut` (the clip ends in the ascent: it is in no truth).
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
    finish: float | None = None
    knee: float = 0.0
    knee_kick: float = 0.0
    foot: float = 0.0
    scissor: float = 0.0
    rock: float = 0.0
    shift: float = 0.0
    heave: float = 0.0
    slide: float = 0.0
    kind: str = "rep"
    faults: dict = field(default_factory=dict)
    must_flag: list = field(default_factory=list)
    may_flag: list = field(default_factory=list)


@dataclass
class Set:
    """A set as sampled signals, and where each rep's bottoms lie."""

    time: np.ndarray
    deviation: np.ndarray
    head: np.ndarray
    byplay: Byplay
    spans: list

    def at(self, signal: np.ndarray, times) -> np.ndarray:
        """A signal at given times."""
        return np.interp(times, self.time, signal)


def perform(reps, lead, tail, seed, tremor=0.12, fidgets=()) -> Set:
    """Plays the reps after `lead` seconds at the bottom and adds a seeded, slow unsteadiness."""
    moves, phases, now = [], [], lead
    level = reps[0].bottom
    for number, rep in enumerate(reps):
        following = reps[number + 1].bottom if number + 1 < len(reps) else rep.bottom
        following = following if rep.finish is None else rep.finish
        onset = now
        for goal, seconds in _ascent(rep, level):
            moves.append((now, seconds, goal))
            now += seconds
        topped = now
        now += rep.hold
        moves.append((now, rep.descent, following))
        phases.append(Phases(onset, topped, now, now + rep.descent))
        now += rep.descent + rep.rest
        level = following
    last = phases[-1]
    end = last.onset + CUT_SHARE * (last.topped - last.onset) if reps[-1].kind == "cut" else last.arrived + tail
    time = np.arange(0, end, 1 / RATE)
    deviation = np.full_like(time, reps[0].bottom)
    level = reps[0].bottom
    for start, seconds, goal in moves:
        deviation += (goal - level) * minimum_jerk((time - start) / seconds)
        level = goal
    random = np.random.default_rng(seed)
    deviation += _unsteadiness(time, random, tremor)
    onsets = [phase.onset for phase in phases]
    ends = onsets[1:] + [time[-1]]
    head = _head(time, reps, onsets, ends) + 4 * _unsteadiness(time, random, tremor)
    return Set(time, deviation, head, accompany(time, reps, phases, fidgets), list(zip(onsets, ends)))


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
