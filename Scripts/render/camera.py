"""The camera: a pinhole that looks at the athlete from the side.

The world is the athlete's prone frame with y up: +x toward the head. A camera at +z sees the head on the right, one at -z on the left.
"""

from dataclasses import dataclass, replace

import numpy as np


@dataclass
class Camera:
    """Where it stands and how it sees. Angles in degrees, lengths in metres.

    `yaw` moves it round the target away from the pure side view; `lens` is the vertical field of view.
    """

    width: int = 854
    height: int = 480
    facing: str = "right"
    distance: float = 4.0
    lift: float = 1.0
    yaw: float = 0.0
    roll: float = 0.0
    lens: float = 32.0
    target: tuple = (0.0, 0.75, 0.0)

    @property
    def side(self) -> int:
        """The sign of z on which it stands."""
        return 1 if self.facing == "right" else -1

    @property
    def pitch(self) -> float:
        """How far it looks down, in degrees."""
        return float(np.degrees(np.arctan2(self.lift - self.target[1], self.distance)))

    def widened(self, margin: int) -> "Camera":
        """The same camera with so many pixels more on every side."""
        scale = (self.height + 2 * margin) / self.height
        lens = 2 * np.degrees(np.arctan(scale * np.tan(np.radians(self.lens) / 2)))
        return replace(self, width=self.width + 2 * margin, height=self.height + 2 * margin, lens=lens)

    def eye(self) -> np.ndarray:
        """Its position."""
        angle = np.radians(self.yaw)
        x, _, z = self.target
        return np.array([x + self.distance * np.sin(angle), self.lift, z + self.side * self.distance * np.cos(angle)])

    def view(self) -> np.ndarray:
        """World to camera, 4x4; the camera looks along its -z."""
        back = self.eye() - np.array(self.target)
        back /= np.linalg.norm(back)
        right = np.cross((0, 1, 0), back)
        right /= np.linalg.norm(right)
        up = np.cross(back, right)
        roll = np.radians(self.roll)
        right, up = np.cos(roll) * right + np.sin(roll) * up, np.cos(roll) * up - np.sin(roll) * right
        matrix = np.eye(4)
        matrix[:3, :3] = right, up, back
        matrix[:3, 3] = -matrix[:3, :3] @ self.eye()
        return matrix

    def projection(self) -> np.ndarray:
        """Camera to clip space, 4x4."""
        scale, near, far = 1 / np.tan(np.radians(self.lens) / 2), 0.2, 40.0
        return np.array(
            [
                [scale * self.height / self.width, 0, 0, 0],
                [0, scale, 0, 0],
                [0, 0, (far + near) / (near - far), 2 * far * near / (near - far)],
                [0, 0, -1, 0],
            ]
        )

    def pixels(self, points) -> np.ndarray:
        """Image positions (x right, y down) of world points, shape (..., 2)."""
        points = np.asarray(points, float)
        clip = np.concatenate([points, np.ones(points.shape[:-1] + (1,))], axis=-1) @ (self.projection() @ self.view()).T
        plane = clip[..., :2] / clip[..., 3:]
        return (plane * (1, -1) + 1) / 2 * (self.width, self.height)
