"""What else moves during a set: knees, feet, the far leg, the trunk, as signals beside the body-line deviation.

All signals are sampled at the times given. Lengths are shares of the trunk (Lt), angles degrees.
"""

from dataclasses import dataclass

import numpy as np


@dataclass
class Phases:
    """When a rep's commanded moves begin and end, in seconds: the ascent, the hold, the descent."""

    onset: float
    topped: float
    leaving: float
    arrived: float


@dataclass
class Byplay:
    """Signals of a set beyond the usual pose; zero everywhere in a clean set.

    `knee`: more flexion; `foot`: more plantar flexion; `scissor`: how far the far leg hangs behind the near one; `rock`: how far the
    trunk rises about the hips; `shift`: the body toward the head; `heave`: the body upwards.
    """

    knee: np.ndarray
    foot: np.ndarray
    scissor: np.ndarray
    rock: np.ndarray
    shift: np.ndarray
    heave: np.ndarray


def minimum_jerk(share):
    """The position, 0...1, of a minimum-jerk move at a share of its time."""
    share = np.clip(share, 0, 1)
    return share**3 * (10 - 15 * share + 6 * share**2)


def bump(time, rise, fall):
    """Up from 0 to 1 over the interval `rise`, down again over `fall`."""
    (first, second), (third, fourth) = rise, fall
    return minimum_jerk((time - first) / (second - first)) - minimum_jerk((time - third) / (fourth - third))


def accompany(time, reps, phases, fidgets) -> Byplay:
    """The byplay of a set; `fidgets` are (start, degrees, seconds): a small move of the far leg, with a shift of weight."""
    signals = {name: np.zeros_like(time) for name in ("knee", "foot", "scissor", "rock", "shift", "heave")}
    for rep, at in zip(reps, phases):
        ascent, descent = at.topped - at.onset, at.arrived - at.leaving
        with_the_leg = bump(time, (at.onset, at.topped), (at.leaving, at.arrived))
        all_through = bump(time, (at.onset - 0.5, at.onset + 0.1), (at.arrived - 0.1, at.arrived + 0.5))
        on_the_way_up = bump(time, (at.onset, at.onset + 0.6 * ascent), (at.onset + 0.6 * ascent, at.topped + 0.2))
        signals["knee"] += rep.knee * all_through + rep.knee_kick * on_the_way_up
        signals["foot"] += rep.foot * all_through
        signals["scissor"] += rep.scissor * bump(time, (at.onset, at.onset + 0.7 * ascent), (at.leaving, at.leaving + 0.8 * descent))
        signals["rock"] += rep.rock * with_the_leg
        signals["shift"] += rep.shift * with_the_leg
        signals["heave"] += rep.heave * on_the_way_up
        signals["shift"] -= rep.slide * minimum_jerk((time - at.leaving - descent / 2) / (descent / 2 + 0.4))
    for start, degrees, seconds in fidgets:
        move = bump(time, (start, start + 0.4 * seconds), (start + 0.5 * seconds, start + seconds))
        signals["scissor"] += degrees * move
        signals["rock"] += 0.15 * degrees * move
        signals["shift"] += 0.002 * degrees * move
    return Byplay(**signals)
