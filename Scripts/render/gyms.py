"""Gyms: a floor, walls and the things that stand about, made from a seed and a palette."""

from dataclasses import dataclass

import numpy as np

from . import shapes
from .bodies import METAL, PLAIN, RUBBER, WALL, WOOD
from .draw import Light


@dataclass
class Gym:
    """The look of a room. `wall` and `floor` are linear RGB; `things` names what stands at the back."""

    seed: int = 1
    wall: tuple = (0.45, 0.43, 0.40)
    dado: tuple | None = None
    floor: tuple = (0.06, 0.06, 0.065)
    floor_kind: int = RUBBER
    depth: float = 3.0
    things: tuple = ("rack", "plates", "dumbbells")
    light: Light = None

    def __post_init__(self):
        self.light = self.light or Light()


def build(gym: Gym, side: int) -> shapes.Mesh:
    """The room for a camera at z = side * distance: its back wall lies on the other side."""
    random = np.random.default_rng(gym.seed)
    back = -gym.depth
    parts = [
        shapes.quad((-9, 0, 9), (18, 0, 0), (0, 0, -18), gym.floor, gym.floor_kind),
        shapes.quad((-9, 0, back), (18, 0, 0), (0, 5, 0), gym.wall, WALL),
        shapes.box((0, 0.06, back + 0.01), (18, 0.12, 0.03), (0.08, 0.08, 0.08)),
    ]
    if gym.dado:
        parts.append(shapes.quad((-9, 0, back + 0.005), (18, 0, 0), (0, 1.25, 0), gym.dado, WALL))
    spots = np.linspace(-2.7, 2.7, len(gym.things)) + random.uniform(-0.25, 0.25, len(gym.things)) if gym.things else []
    for x, thing in zip(spots, gym.things):
        parts.append(THINGS[thing](random).moved(np.eye(3), (x, 0, back + 0.35)))
    room = shapes.merge(parts)
    return room if side > 0 else room.moved(np.diag((-1, 1, -1)), np.zeros(3))


def _rack(random):
    steel = (0.12, 0.12, 0.13) if random.random() < 0.6 else (0.35, 0.30, 0.05)
    parts = [shapes.box((x, 1.1, z), (0.07, 2.2, 0.07), steel, METAL) for x in (-0.55, 0.55) for z in (-0.2, 0.25)]
    parts += [shapes.box((0, 2.17, z), (1.1, 0.06, 0.06), steel, METAL) for z in (-0.2, 0.25)]
    parts.append(shapes.tube((-1.0, 1.35, 0.32), (1.0, 1.35, 0.32), 0.014, (0.55, 0.55, 0.56), METAL))
    for x in (-0.82, 0.82):
        parts.append(shapes.tube((x - 0.04, 1.35, 0.32), (x + 0.04, 1.35, 0.32), 0.22, _paint(random), RUBBER, sides=26))
    return shapes.merge(parts)


def _plates(random):
    parts = [shapes.box((0, 0.5, -0.1), (0.08, 1.0, 0.08), (0.1, 0.1, 0.1), METAL)]
    for y, radius in ((0.3, 0.22), (0.75, 0.17)):
        for x in (-0.25, 0.25):
            parts.append(shapes.tube((x, y, -0.08), (x, y, 0.14), radius * random.uniform(0.85, 1), _paint(random), RUBBER, sides=26))
    return shapes.merge(parts)


def _dumbbells(random):
    parts = [shapes.box((0, y, 0), (1.5, 0.04, 0.35), (0.1, 0.1, 0.1), METAL) for y in (0.25, 0.65)]
    parts += [shapes.box((x, 0.35, 0), (0.05, 0.7, 0.35), (0.1, 0.1, 0.1), METAL) for x in (-0.72, 0.72)]
    for y in (0.34, 0.74):
        for x in np.arange(-0.6, 0.61, 0.2):
            size = random.uniform(0.05, 0.075)
            parts += [shapes.tube((x, y, z - 0.05), (x, y, z + 0.05), size, (0.03, 0.03, 0.03), RUBBER, sides=8) for z in (-0.1, 0.1)]
            parts.append(shapes.tube((x, y, -0.1), (x, y, 0.1), 0.016, (0.5, 0.5, 0.5), METAL, sides=8))
    return shapes.merge(parts)


def _panel(random):
    return shapes.box((0, 1.35, -0.3), (1.7, 1.7, 0.03), (0.42, 0.47, 0.50), PLAIN)


def _window(random):
    return shapes.merge(
        [
            shapes.box((0, 1.7, -0.33), (1.5, 1.2, 0.02), (1.3, 1.35, 1.4), PLAIN),
            shapes.box((0, 1.7, -0.32), (0.05, 1.2, 0.03), (0.5, 0.5, 0.5)),
            shapes.box((0, 1.7, -0.32), (1.5, 0.05, 0.03), (0.5, 0.5, 0.5)),
        ]
    )


def _box_stack(random):
    wood = (0.36, 0.24, 0.13)
    return shapes.merge([shapes.box((0, 0.25, 0), (0.75, 0.5, 0.5), wood, WOOD), shapes.box((0.05, 0.65, 0), (0.6, 0.3, 0.45), wood, WOOD)])


def _paint(random):
    paints = [(0.03, 0.03, 0.03), (0.03, 0.03, 0.03), (0.35, 0.03, 0.03), (0.03, 0.08, 0.35), (0.4, 0.3, 0.02), (0.03, 0.22, 0.06)]
    return paints[random.integers(len(paints))]


THINGS = {"rack": _rack, "plates": _plates, "dumbbells": _dumbbells, "mirror": _panel, "window": _window, "boxes": _box_stack}
