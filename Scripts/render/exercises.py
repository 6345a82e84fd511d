"""Other exercises than the reverse hyper: what the program must refuse to judge.

Each is a function of a share, 0 at rest and 1 at the far end of the movement, and of whose turn it is: it says how the trunk and the legs
lie, which joint stays where it is, and where the hands are. Angles as in `posing`: the trunk's is its elevation, 0 prone with the head
toward +x, 90 upright, 180 supine; a positive hip angle brings the thigh to the belly.
"""

from dataclasses import dataclass, field

import numpy as np

from . import shapes
from .bodies import METAL, Body
from .motion import minimum_jerk
from .posing import Pose, apply, turn_z
from .stations import PAD, STEEL

ANKLE, KNEE, HIP, CHEST = "foot", "lowerleg01", "upperleg01", "spine02"
MOVE = 1 / 2.6  # of a period: the way there, or back
BENCH = 0.74  # metres from the floor to the hip of somebody who lies on a bench


@dataclass
class Shape:
    """The body at a moment. `hip` and `knee` are (left, right); `held` is the joint that stays `height` metres over the floor.

    `hands` lie from the shoulder, toward the head, up and outwards: where they were at rest, or with `carried` where they are now. A pair
    gives the left and the right hand a place each.
    """

    trunk: float
    hip: tuple
    knee: tuple
    held: str
    height: float
    hands: tuple
    carried: bool = False
    ankle: float = 0.0
    neck: float = 15.0
    arch: float = 0.0


def push_ups(share, _turn):
    return Shape(20 - 16 * share, (0, 0), (3, 3), ANKLE, 0.11, (0.0, -0.50, 0.10), ankle=-55)


def plank(share, _turn):
    return Shape(9 + share, (2, 2), (3, 3), ANKLE, 0.11, (0.24, -0.27, 0.02), ankle=-55)


def leg_curls(share, _turn):
    return Shape(0, (4 + 3 * share,) * 2, (8 + 92 * share,) * 2, CHEST, BENCH, (0.16, -0.22, 0.04), ankle=10)


def donkey_kicks(share, _turn):
    return Shape(4, (88, 92 - 84 * share), (92, 92 - 12 * share), CHEST, 0.52, (0.02, -0.52, 0.02), ankle=20)


def bird_dogs(share, turn):
    legs, hands = [[88.0, 88.0], [92.0, 92.0]], [(0.02, -0.52, 0.02), (0.02, -0.52, 0.02)]
    legs[0][turn] -= 84 * share
    legs[1][turn] -= 84 * share
    hands[1 - turn] = (0.02 + 0.46 * share, -0.52 + 0.52 * share, 0.02)
    return Shape(4, tuple(legs[0]), tuple(legs[1]), CHEST, 0.52, tuple(hands), carried=True, ankle=20)


def flutter_kicks(share, turn):
    swing = (share - 0.5) * (1 if turn else -1)
    return Shape(0, (8 + 40 * swing, 8 - 40 * swing), (8, 8), CHEST, BENCH, (0.16, -0.22, 0.04), ankle=35)


def supermans(share, _turn):
    return Shape(1 + 15 * share, (4 - 14 * share,) * 2, (4 + 6 * share,) * 2, HIP, 0.12, (0.44, 0.0, 0.05), carried=True, ankle=30, arch=-6 * share)


def back_extensions(share, _turn):
    return Shape(42 - 80 * share, (-2 + 78 * share,) * 2, (4, 4), HIP, 0.86, (-0.06, -0.16, -0.16), carried=True, ankle=-20)


def good_mornings(share, _turn):
    return Shape(86 - 68 * share, (2 + 82 * share,) * 2, (6 + 16 * share,) * 2, ANKLE, 0.09, (0.06, 0.10, 0.22), carried=True, ankle=2 - 4 * share)


def single_leg(share, _turn):
    return Shape(0, (70, 70 - 69 * share), (12, 8), CHEST, BENCH + 0.1, (0.16, -0.24, 0.04), ankle=20)


_ALL = (push_ups, plank, leg_curls, donkey_kicks, bird_dogs, flutter_kicks, supermans, back_extensions, good_mornings, single_leg)
MOVES = {move.__name__.replace("_", "-"): move for move in _ALL}
# Where the bench ends, in metres headward of the hips.
ON_BENCH = {"leg-curls": -0.42, "flutter-kicks": 0.06, "single-leg": 0.09}


@dataclass
class Exercise:
    """A person doing one of `MOVES` every `period` seconds, from `start` on: there, a short stop, back, a short rest."""

    body: Body
    doing: str
    period: float = 2.6
    start: float = 0.6
    gear: shapes.Mesh | None = field(init=False, default=None)

    def __post_init__(self):
        first = MOVES[self.doing](0.0, 0)
        loose = self._bones(first, np.zeros(3), (None, None))
        held = self._held(loose, first)
        self.spot = np.array([-0.55 if first.held == ANKLE and first.trunk < 60 else 0.0, first.height, 0.0])
        rest = self._bones(first, self.spot - held, (None, None))
        self.grips = self._hands(rest, first)
        if self.doing in ON_BENCH:
            self.gear = _bench(rest, ON_BENCH[self.doing])
        elif self.doing == "back-extensions":
            self.gear = _roman_chair(rest)

    def posed(self, time):
        """The person at a moment."""
        cycle = max(time - self.start, 0) / self.period
        part = cycle % 1.0
        share = float(minimum_jerk(part / MOVE) - minimum_jerk((part - 0.5) / MOVE))
        shape = MOVES[self.doing](share, int(cycle) % 2)
        if self.doing == "flutter-kicks":
            shape = flutter_kicks(0.5 - 0.5 * np.cos(2 * np.pi * cycle), 1)
        chest = self.spot - self._held(self._bones(shape, np.zeros(3), (None, None)), shape)
        grips = self._hands(self._bones(shape, chest, (None, None)), shape) if shape.carried else self.grips
        return self._bones(shape, chest, grips)

    def _bones(self, shape, chest, wrists):
        return apply(
            self.body,
            Pose(
                trunk=turn_z(shape.trunk),
                chest=chest,
                hip=shape.hip,
                knee=shape.knee,
                ankle=(shape.ankle,) * 2,
                pelvis=shape.arch,
                neck=shape.neck,
                wrists=wrists,
                elbow_hint=((-0.6, -0.4, -0.6), (-0.6, -0.4, 0.6)),
                grip=25.0,
            ),
        )

    def _held(self, posed, shape):
        if shape.held == CHEST:
            return posed.joint(CHEST)
        return (posed.joint(f"{shape.held}.L") + posed.joint(f"{shape.held}.R")) / 2 * (1, 1, 0)

    def _hands(self, posed, shape):
        places = shape.hands if isinstance(shape.hands[0], tuple) else (shape.hands, shape.hands)
        along = turn_z(shape.trunk) if shape.carried else np.eye(3)
        return tuple(
            posed.joint(f"upperarm01.{side}") + along @ np.array([ahead, up, 0]) + np.array([0, 0, out if side == "R" else -out])
            for side, (ahead, up, out) in zip("LR", places)
        )


def _bench(posed, start):
    """A flat bench under somebody prone, from `start` metres headward of the hips."""
    hip, neck = posed.joint(f"{HIP}.R"), posed.joint("neck01")
    trunk = posed.mesh()[0]
    near = (np.abs(trunk[:, 2]) < 0.08) & (trunk[:, 0] > hip[0] + 0.1) & (trunk[:, 0] < hip[0] + 0.4)
    top = np.percentile(trunk[near, 1], 10)
    low, high = hip[0] + start, neck[0] + 0.16
    middle, length = (low + high) / 2, high - low
    parts = [shapes.box((middle, top - 0.035, 0), (length, 0.07, 0.3), PAD)]
    for x in (low + 0.12, high - 0.12):
        parts += [shapes.box((x, (top - 0.07) / 2, z), (0.05, top - 0.07, 0.05), STEEL, METAL) for z in (-0.12, 0.12)]
        parts.append(shapes.box((x, 0.025, 0), (0.06, 0.05, 0.5), STEEL, METAL))
    return shapes.merge(parts)


def _roman_chair(posed):
    """Thigh pads and a heel roller on posts."""
    hip, ankle = posed.joint(f"{HIP}.R") * (1, 1, 0), posed.joint(f"{ANKLE}.R") * (1, 1, 0)
    thigh = hip + 0.25 * (ankle - hip) + (0.09, -0.09, 0)
    heel = ankle + (-0.05, 0.08, 0)
    parts = [
        shapes.tube(thigh + (0, 0, -0.2), thigh + (0, 0, 0.2), 0.07, PAD),
        shapes.tube(heel + (0, 0, -0.2), heel + (0, 0, 0.2), 0.04, PAD),
        shapes.box((ankle[0] + 0.06, max(ankle[1] - 0.12, 0.02), 0), (0.2, 0.03, 0.4), STEEL, METAL),
    ]
    for place in (thigh, heel):
        parts.append(shapes.tube(place, (place[0] + 0.05, 0.04, 0), 0.03, STEEL, METAL))
    parts.append(shapes.box(((thigh[0] + heel[0]) / 2, 0.03, 0), (1.1, 0.06, 0.08), STEEL, METAL))
    return shapes.merge(parts)
