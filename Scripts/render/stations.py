"""Stations: an athlete on a piece of equipment, and the poses that the exercise takes there.

The floor is y = 0 and the hip joints lie near x = 0. The equipment is built around the body, so that every body fits.
"""

from dataclasses import dataclass, field, replace

import numpy as np

from . import shapes
from .bodies import METAL, RUBBER, WOOD, Body
from .posing import Pose, Posed, apply, turn_z

PELVIS_SHARE = 0.1
ARM, STRAP = 0.56, 0.3
STEEL, PAD = (0.18, 0.18, 0.19), (0.035, 0.035, 0.04)


@dataclass
class Setup:
    """How a profile holds its athlete. Angles in degrees, lengths in metres.

    `slope` is the trunk's fall toward the head, `bottom` the leg's elevation that sets the height, `clearance` the gap from foot to
    floor there; `height` (of the hip joints) is the least there is, for feet that need not come near the floor. `hands` is where the wrists
    go, from the shoulder: toward the head, up, outwards. On a machine `heel_plates` hang at the feet and hide them, and `post` is
    where an upright of the frame stands before the legs, in metres from the hips.
    """

    slope: float = 0.0
    bottom: float = -70.0
    clearance: float = 0.06
    height: float | None = None
    hands: tuple = (0.14, -0.24, 0.04)
    knee: tuple = (11.0, 4.0)
    ankle: float = 30.0
    neck: float = 34.0
    curl: float = 0.0
    spread: float = 2.0
    heel_plates: bool = False
    post: float | None = None


SETUPS = {
    "bench": Setup(),
    "machine": Setup(height=1.08, hands=(0.36, -0.26, 0.06), knee=(4.0, 2.0), ankle=12.0),
    "ball": Setup(slope=14, bottom=-38, clearance=0.05, hands=(0.22, -0.30, 0.06), knee=(3.0, 2.0), curl=6.0, neck=40.0),
    "ball-on-bench": Setup(slope=10, hands=(0.12, -0.34, 0.05), curl=6.0, neck=36.0),
    "incline45": Setup(slope=40, bottom=-58, clearance=0.09, hands=(0.10, -0.26, 0.05), knee=(3.0, 2.0), ankle=25.0, neck=42.0),
}


@dataclass
class Station:
    """A body settled on its equipment."""

    profile: str
    body: Body
    setup: Setup
    trunk: np.ndarray
    chest: np.ndarray
    wrists: tuple
    gear: shapes.Mesh
    pivot: np.ndarray | None = None
    pendulum: shapes.Mesh | None = None
    strap: int = 0
    height: float = 0.0
    rest_knee: float = field(init=False)
    trunk_length: float = field(init=False)

    def __post_init__(self):
        self.rest_knee = _rest_knee(self.body)
        self.trunk_length = abs(self.body.head_of("upperarm01.R")[0] - self.body.head_of("upperleg01.R")[0])

    @property
    def hips(self) -> np.ndarray:
        """Where the hip joints rest on the equipment: what the trunk rocks about."""
        return np.array([0, self.height, 0])

    def pose(self, flexion, head=0.0, sway=0.0, near="R", byplay=None) -> Posed:
        """The body with its thighs flexed so far from the trunk line; `head` extends the neck beyond its usual place.

        `byplay` has the values of `byplay.Byplay` at this moment; the leg that is not `near` is the one that scissors.
        """
        setup, extra = self.setup, byplay or dict.fromkeys(("knee", "foot", "scissor", "rock", "shift", "heave"), 0.0)
        share = np.clip(flexion / 75, 0, 1)
        bend = setup.knee[0] + setup.knee[1] * share + extra["knee"] - self.rest_knee
        pelvis = setup.curl + PELVIS_SHARE * flexion
        left, right = (extra["scissor"], 0) if near == "R" else (0, extra["scissor"])
        rocked = turn_z(extra["rock"])
        moved = self.trunk @ np.array([extra["shift"], 0, 0]) + (0, extra["heave"], 0)
        return apply(
            self.body,
            Pose(
                trunk=rocked @ self.trunk,
                chest=self.hips + rocked @ (self.chest - self.hips) + self.trunk_length * moved,
                hip=(flexion - pelvis + sway + left, flexion - pelvis - sway + right),
                knee=(bend, bend),
                ankle=(setup.ankle + extra["foot"],) * 2,
                spread=setup.spread,
                pelvis=pelvis,
                neck=setup.neck + head,
                wrists=self.wrists,
                elbow_hint=((-0.55, -1, -0.35), (-0.55, -1, 0.35)),
            ),
        )

    def swung(self, posed: Posed) -> tuple:
        """The pendulum's vertices and normals when its arm points at the ankles and its strap, from vertex `strap` on, reaches them."""
        ankle = (posed.joint("foot.L") + posed.joint("foot.R")) / 2 - self.pivot
        rotation = turn_z(np.degrees(np.arctan2(ankle[1], ankle[0])) + 90)
        stretched = self.pendulum.vertices.copy()
        stretched[self.strap :, 1] = -ARM + (stretched[self.strap :, 1] + ARM) * (np.hypot(*ankle[:2]) - ARM) / STRAP
        return stretched @ rotation.T + self.pivot, self.pendulum.normals @ rotation.T


def _rest_knee(body):
    """Knee flexion of the mesh at rest, in the sagittal plane."""
    hip, knee, ankle = (body.head_of(name)[:2] for name in ("upperleg01.R", "lowerleg01.R", "foot.R"))
    thigh, shank = knee - hip, ankle - knee
    return np.degrees(np.arctan2(thigh[1], -thigh[0]) - np.arctan2(shank[1], -shank[0])) * -1


def settle(profile: str, body: Body, **changes) -> Station:
    """Puts a body on the equipment of a profile; `changes` replace fields of its setup."""
    setup = replace(SETUPS[profile], **changes)
    trunk = turn_z(-setup.slope)
    loose = Station(profile, body, setup, trunk, np.zeros(3), (None, None), None)
    posed = loose.pose(-setup.bottom + setup.slope)
    vertices, _ = posed.mesh()
    hip = posed.joint("upperleg01.R") * (1, 1, 0)
    height = max(setup.height or 0, hip[1] - vertices[:, 1].min() + setup.clearance)
    loose.height, loose.chest = height, np.array([0, height, 0]) - hip
    posed = loose.pose(10.0)
    loose.wrists = tuple(_hand(setup, posed, side) for side in "LR")
    return _equip(loose, loose.pose(10.0))


def _hand(setup, posed, side):
    ahead, up, out = setup.hands
    return posed.joint(f"upperarm01.{side}") + np.array([ahead, up, out if side == "R" else -out])


def _belly(posed, low, high, rank=12):
    """Height (along the trunk's own up) of the body's underside between two places along the trunk, arms left out."""
    body, trunk = posed.body, posed.rotations[posed.body.index["spine02"]]
    vertices = posed.mesh()[0] @ trunk
    arms = [
        number
        for number, name in enumerate(body.bones)
        if name.startswith(("upperarm", "lowerarm", "wrist", "finger", "metacarpal", "upperleg", "lowerleg"))
    ]
    trunk_only = np.asarray(body.weights[:, arms].sum(axis=1)).ravel() < 0.3
    hip = (trunk.T @ posed.joint("upperleg01.R"))[0]
    near = trunk_only & (vertices[:, 0] > hip + low) & (vertices[:, 0] < hip + high)
    return np.percentile(vertices[near, 1], rank), hip


def _equip(station, posed):
    build = {"bench": _bench, "machine": _machine, "ball": _ball, "ball-on-bench": _ball_on_bench, "incline45": _incline}
    return build[station.profile](station, posed)


def _length(posed):
    """From the hips to the chin along the trunk."""
    return np.linalg.norm(posed.joint("neck01") - posed.joint("upperleg01.R") * (1, 1, 0)) + 0.02


def _bench(station, posed):
    top, hip = _belly(posed, 0.1, 0.45)
    start, end = hip + 0.095, hip + _length(posed) + 0.1
    middle, length = (start + end) / 2, end - start
    parts = [
        shapes.box((middle, top - 0.035, 0), (length, 0.07, 0.29), PAD),
        shapes.box((middle, top - 0.085, 0), (length * 0.92, 0.03, 0.2), STEEL, METAL),
    ]
    for x in (start + 0.12, end - 0.12):
        parts += [shapes.box((x, (top - 0.1) / 2, z), (0.05, top - 0.1, 0.05), STEEL, METAL) for z in (-0.14, 0.14)]
        parts.append(shapes.box((x, 0.025, 0), (0.06, 0.05, 0.56), STEEL, METAL))
    parts.append(shapes.box((middle, 0.2, 0), (length - 0.24, 0.04, 0.04), STEEL, METAL))
    station.gear = shapes.merge(parts)
    return station


def _machine(station, posed):
    top, hip = _belly(posed, 0.1, 0.45)
    start, end = hip + 0.09, hip + _length(posed) - 0.06
    middle, length = (start + end) / 2, end - start
    paint = (0.30, 0.03, 0.03)
    parts = [
        shapes.box((middle, top - 0.05, 0), (length, 0.1, 0.36), PAD),
        shapes.box((middle, top - 0.13, 0), (length * 0.96, 0.06, 0.42), paint, METAL),
    ]
    for z in (-0.34, 0.34):
        parts += [
            shapes.tube((start + 0.08, top - 0.14, z * 0.6), (start - 0.05, 0.03, z), 0.03, paint, METAL),
            shapes.tube((end - 0.06, top - 0.14, z * 0.6), (end + 0.18, 0.03, z), 0.03, paint, METAL),
            shapes.box(((start + end) / 2, 0.03, z), (length + 0.4, 0.06, 0.06), paint, METAL),
        ]
    for wrist in station.wrists:
        side = np.sign(wrist[2])
        parts += [
            shapes.tube((end - 0.05, top - 0.14, side * 0.18), wrist + (0.02, -0.02, 0), 0.018, STEEL, METAL),
            shapes.tube(wrist + (0.05, -0.05, side * 0.03), wrist + (0.05, -0.05, -side * 0.1), 0.018, STEEL, METAL),
        ]
    if station.setup.post is not None:
        for z in (-0.42, 0.42):
            parts += [
                shapes.box((station.setup.post, 0.62, z), (0.07, 1.24, 0.07), paint, METAL),
                shapes.box(((station.setup.post + start) / 2, 0.03, z), (start - station.setup.post, 0.06, 0.06), paint, METAL),
            ]
    station.gear = shapes.merge(parts)
    station.pivot = np.array([start - 0.02, top - 0.14, 0])
    arm, strap = _pendulum(station.setup.heel_plates)
    station.strap = sum(len(part.vertices) for part in arm)
    station.pendulum = shapes.merge(arm + strap)
    return station


def _pendulum(heel_plates):
    """The rigid parts of a machine's arm, which hangs straight down from the origin, and the strap at its end.

    The plates sit on a lever that lags behind the arm, or outside the feet where they hide them.
    """
    arm = [shapes.tube((0, 0, z), (0, -ARM, z), 0.02, STEEL, METAL) for z in (-0.2, 0.2)]
    arm += [
        shapes.tube((0, 0, -0.24), (0, 0, 0.24), 0.03, STEEL, METAL),
        shapes.tube((0, -ARM, -0.22), (0, -ARM, 0.22), 0.025, STEEL, METAL),
    ]
    if heel_plates:
        plate, out, radius = np.array([0.02, -ARM - 0.27, 0]), 0.27, 0.14
        arm += [shapes.tube((0, -ARM, z), plate + (0, 0, z), 0.02, STEEL, METAL) for z in (-0.22, 0.22)]
        arm += [shapes.tube(plate + (0, 0, z), plate + (0, 0, 1.6 * z), 0.02, (0.5, 0.5, 0.5), METAL) for z in (-0.22, 0.22)]
    else:
        plate, out, radius = turn_z(38) @ np.array([0, -0.48, 0]), 0.17, 0.19
        arm += [
            shapes.tube((0, 0, 0), plate, 0.025, STEEL, METAL),
            shapes.tube(plate + (0, 0, -0.3), plate + (0, 0, 0.3), 0.02, (0.5, 0.5, 0.5), METAL),
        ]
    for z in (-out, out):
        arm += [
            shapes.tube(plate + (0, 0, z - 0.02), plate + (0, 0, z + 0.02), radius, (0.02, 0.02, 0.022), RUBBER, sides=28),
            shapes.tube(plate + (0, 0, z - 0.023), plate + (0, 0, z + 0.023), 0.06, (0.35, 0.35, 0.36), METAL, sides=18),
        ]
    strap = [shapes.box((-0.035, -ARM - STRAP / 2, z), (0.012, STRAP, 0.05), (0.02, 0.02, 0.02)) for z in (-0.19, 0.19)]
    strap.append(shapes.tube((-0.06, -ARM - STRAP, -0.2), (-0.06, -ARM - STRAP, 0.2), 0.045, PAD))
    return arm, strap


def _ball(station, posed):
    top, hip = _belly(posed, 0.05, 0.4, rank=20)
    world = station.trunk @ np.array([hip + 0.22, top, 0])
    radius = (world[1] + 0.015) / 1.9
    wrist = np.mean(station.wrists, axis=0)
    seat = wrist[1] - 0.07
    wood = (0.28, 0.16, 0.08)
    parts = [
        shapes.ball((world[0], radius * 0.92, 0), radius, (0.10, 0.22, 0.50), squash=0.96),
        shapes.box((wrist[0] + 0.17, seat, 0), (0.38, 0.04, 0.46), wood, WOOD),
    ]
    parts += [shapes.box((wrist[0] + 0.17 + dx, seat / 2, dz), (0.04, seat, 0.04), wood, WOOD) for dx in (-0.16, 0.16) for dz in (-0.2, 0.2)]
    parts += [shapes.box((wrist[0] + 0.34, seat + 0.22, dz), (0.035, 0.44, 0.04), wood, WOOD) for dz in (-0.2, 0.2)]
    parts.append(shapes.box((wrist[0] + 0.34, seat + 0.38, 0), (0.025, 0.12, 0.42), wood, WOOD))
    station.gear = shapes.merge(parts)
    return station


def _ball_on_bench(station, posed):
    top, hip = _belly(posed, 0.05, 0.4, rank=20)
    world = station.trunk @ np.array([hip + 0.24, top, 0])
    radius = 0.235
    seat = world[1] + 0.015 - 1.86 * radius
    front = posed.joint("upperarm01.R")[0] + 0.16
    middle = (front + world[0] - 0.2) / 2
    station.wrists = tuple(np.array([front - 0.03, seat + 0.01, z]) for z in (-0.17, 0.17))
    parts = [
        shapes.ball((world[0], seat + radius * 0.9, 0), radius, (0.42, 0.42, 0.45), squash=0.95),
        shapes.box((middle, seat - 0.04, 0), (front - world[0] + 0.2, 0.08, 0.3), PAD),
    ]
    for x in (-0.1, front - 0.12 - world[0]):
        parts += [shapes.box((world[0] + x, (seat - 0.08) / 2, z), (0.05, seat - 0.08, 0.05), STEEL, METAL) for z in (-0.13, 0.13)]
        parts.append(shapes.box((world[0] + x, 0.025, 0), (0.06, 0.05, 0.5), STEEL, METAL))
    station.gear = shapes.merge(parts)
    return station


def _incline(station, posed):
    top, hip = _belly(posed, 0.1, 0.42)
    length = _length(posed) - 0.1
    middle = hip + 0.1 + length / 2
    pad = shapes.merge(
        [
            shapes.box((middle, top - 0.04, 0), (length, 0.08, 0.34), PAD),
            shapes.box((middle, top - 0.1, 0), (length * 0.95, 0.04, 0.12), STEEL, METAL),
        ]
    )
    parts = [pad.moved(station.trunk, np.zeros(3))]
    high, low = (station.trunk @ np.array([hip + share, top - 0.12, 0]) for share in (0.2, length))
    for z in (-0.05, 0.05):
        parts += [
            shapes.tube(high + (0, 0, z), (high[0] + 0.12, 0.04, 3 * z), 0.03, STEEL, METAL),
            shapes.tube(low + (0, 0, z), (low[0] + 0.1, 0.04, 3 * z), 0.03, STEEL, METAL),
        ]
    parts += [
        shapes.box(((high[0] + low[0]) / 2 + 0.1, 0.03, 0), (low[0] - high[0] + 0.5, 0.06, 0.08), STEEL, METAL),
        shapes.box((low[0] + 0.2, 0.03, 0), (0.08, 0.06, 0.6), STEEL, METAL),
        shapes.box((high[0] - 0.1, 0.03, 0), (0.08, 0.06, 0.6), STEEL, METAL),
    ]
    for wrist in station.wrists:
        parts.append(shapes.tube(low + (0, 0.02, 0), wrist + (0.03, -0.03, 0), 0.02, STEEL, METAL))
    station.gear = shapes.merge(parts)
    return station
