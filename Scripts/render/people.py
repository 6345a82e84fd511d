"""People who are not the athlete: on their feet (standing, squatting, walking, talking) or at another exercise."""

from dataclasses import dataclass

import numpy as np

from .bodies import Body
from .exercises import MOVES, Exercise
from .posing import Pose, apply, turn, turn_z


def cast(body: Body, doing: str = "stand", **how):
    """The person who does it."""
    return (Exercise if doing in MOVES else Standing)(body, doing=doing, **how)


@dataclass
class Standing:
    """A person on the floor at (x, z), facing `heading` degrees round from +x, doing one thing all through: stand, squat, walk, talk.

    `period` is the time of one squat or gesture in seconds; `stroll` how many metres a walker goes to and fro along x.
    """

    body: Body
    x: float = 0.0
    z: float = 0.0
    heading: float = 0.0
    doing: str = "stand"
    period: float = 2.4
    stroll: float = 0.0
    gear = None

    def posed(self, time):
        """The person at a moment."""
        wave = np.sin(2 * np.pi * time / self.period)
        x, heading = self.x, self.heading
        if self.doing == "walk":
            lap = 2 * np.pi * time * 0.6 / self.stroll
            x += self.stroll / 2 * np.sin(lap)
            heading += 90 * (1 - np.tanh(6 * np.cos(lap)))
        facing = turn((0, 1, 0), heading)
        hip, knee, ankle, lean = self._legs(time, wave)
        trunk = facing @ turn_z(90 - lean)
        plain = dict(trunk=trunk, hip=hip, knee=knee, ankle=ankle, spread=5.0, neck=4.0)
        still = apply(self.body, Pose(chest=np.zeros(3), **plain))
        lowest = still.mesh()[0][:, 1].min()
        feet = (still.joint("foot.L") + still.joint("foot.R")) / 2 if self.doing == "squat" else still.joint("spine02")
        chest = np.array([x - feet[0], -lowest, self.z - feet[2]])
        wrists = [facing @ offset + still.joint(f"upperarm01.{side}") + chest for side, offset in zip("LR", self._hands(time, wave))]
        hints = tuple(facing @ np.array([-1.0, -0.5, out]) for out in (-0.4, 0.4))
        return apply(self.body, Pose(chest=chest, wrists=tuple(wrists), elbow_hint=hints, grip=20.0, **plain))

    def _legs(self, time, wave):
        if self.doing == "squat":
            depth = 0.5 - 0.5 * np.cos(2 * np.pi * time / self.period)
            return (100 * depth,) * 2, (105 * depth,) * 2, (-28 * depth,) * 2, 23 * depth
        if self.doing == "walk":
            stride = 2 * np.pi * time / 1.15
            swing = np.sin(stride + np.array([0, np.pi]))
            bend = 8 + 42 * np.clip(np.cos(stride + np.array([0, np.pi])), 0, 1) ** 2
            return tuple(24 * swing + 4), tuple(bend), (0, 0), 3.0
        return (1 + wave, 1 - wave), (4, 4), (0, 0), 1.0 + wave

    def _hands(self, time, wave):
        if self.doing == "squat":
            return np.array([[0.42, -0.02, 0.06], [0.42, -0.02, -0.06]])
        if self.doing == "walk":
            swing = 0.2 * np.sin(2 * np.pi * time / 1.15)
            return np.array([[0.06 - swing, -0.46, -0.06], [0.06 + swing, -0.46, 0.06]])
        if self.doing == "talk":
            beat = np.sin(2 * np.pi * time / 1.3)
            return np.array([[0.30 + 0.06 * beat, -0.22 + 0.16 * wave, 0.0], [0.28, -0.20 - 0.14 * beat, 0.05 * wave]])
        return np.array([[0.04, -0.49, -0.06], [0.04, -0.49, 0.06]])
