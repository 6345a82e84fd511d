"""A hand-held camera: the steady picture, cut from a slightly larger one, shifted and turned a little, smoothly and at random."""

from dataclasses import dataclass

import cv2
import numpy as np

MARGIN = 24  # pixels round the picture that the shake may use


@dataclass
class Shake:
    """How much the hand trembles (`size`, pixels rms, .3-3 Hz), drifts (`drift`, pixels, below .1 Hz) and turns (`roll`, degrees rms)."""

    size: float = 0.0
    drift: float = 0.0
    roll: float = 0.0
    seed: int = 1

    def __bool__(self):
        return self.size > 0 or self.drift > 0

    def _wave(self, time, lane, low, high):
        """A sum of sines of unit rms with frequencies between two limits."""
        random = np.random.default_rng((self.seed, lane))
        rates, starts = random.uniform(low, high, 5), random.random(5)
        return float(np.sum(np.sin(2 * np.pi * (rates * time + starts))) / np.sqrt(2.5))

    def matrix(self, time, width, height):
        """The 2x3 matrix that takes steady pixels to shaken ones."""
        shift = [self.size * self._wave(time, lane, 0.3, 3.0) + self.drift * self._wave(time, 4 + lane, 0.02, 0.1) for lane in (0, 1)]
        shift = np.clip(shift, 4 - MARGIN, MARGIN - 4)
        turned = cv2.getRotationMatrix2D((width / 2, height / 2), self.roll * self._wave(time, 2, 0.2, 1.5), 1.0)
        turned[:, 2] += shift
        return turned

    def moved(self, time, points, width, height):
        """Where steady pixels lie in the shaken picture."""
        matrix = self.matrix(time, width, height)
        return points @ matrix[:, :2].T + matrix[:, 2]

    def picture(self, time, raw, width, height):
        """The shaken picture (RGB bytes) of a raw one that is larger by the margin on every side."""
        wide = np.frombuffer(raw, np.uint8).reshape(height + 2 * MARGIN, width + 2 * MARGIN, 3)
        matrix = self.matrix(time, width, height)
        matrix[:, 2] -= matrix[:, :2] @ (MARGIN, MARGIN)
        return cv2.warpAffine(wide, matrix, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE).tobytes()
