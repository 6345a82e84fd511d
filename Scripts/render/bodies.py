"""Bodies: an Anny mesh, dressed, with what posing needs.

Rest frame ("prone frame"): metres, +x toward the head, +y toward the back, +z to the body's right. A body at rest in it lies
face down with its head to the right of a camera that stands at +z.
"""

from dataclasses import dataclass, field
from functools import cache

import numpy as np
import scipy.sparse as sp

KEYPOINTS = ("nose", "left_ear", "right_ear", "left_eye", "right_eye", "left_big_toe", "right_big_toe", "left_heel", "right_heel")
PRONE_FROM_ANNY = np.array([[0.0, 0, 1], [0, 1, 0], [-1, 0, 0]])
FEMORAL_DEPTH = 0.54  # of the body at hip height, from the back: a little in front of the middle

# Material kinds that the fragment shader knows.
PLAIN, RUBBER, WALL, WOOD, CLOTH, SKIN, METAL = range(7)


@dataclass
class Look:
    """What a person looks like. Colours are linear RGB; lengths of garments are shares of the limb they cover.

    `loose` is how many metres shirt and trousers stand off beyond a close fit; without `shoes` the feet are bare.
    """

    gender: float = 1.0
    age: float = 0.62
    muscle: float = 0.65
    weight: float = 0.5
    height: float = 0.55
    proportions: float = 0.6
    skin: tuple = (0.52, 0.32, 0.22)
    hair: tuple = (0.06, 0.04, 0.03)
    hair_length: float = 0.3
    shirt: tuple = (0.08, 0.25, 0.42)
    sleeve: float = 0.55
    shorts: tuple = (0.03, 0.03, 0.04)
    leg_length: float = 0.62
    shoes: tuple | None = (0.6, 0.08, 0.06)
    loose: float = 0.0

    def phenotype(self) -> dict:
        """The macro shape parameters that Anny takes, each in 0...1."""
        return {name: getattr(self, name) for name in ("gender", "age", "muscle", "weight", "height", "proportions")}


@dataclass
class Body:
    """One dressed person at rest: a single triangle soup of skin and garments that share the bones."""

    vertices: np.ndarray
    normals: np.ndarray
    colours: np.ndarray
    kinds: np.ndarray
    faces: np.ndarray
    weights: sp.csr_matrix
    bones: list
    parents: list
    heads: np.ndarray
    keypoint_weights: dict
    skin_count: int
    index: dict = field(init=False)
    feet: np.ndarray = field(init=False)

    def __post_init__(self):
        self.index = {name: number for number, name in enumerate(self.bones)}
        below = [number for number, name in enumerate(self.bones) if name.startswith(("foot", "toe"))]
        self.feet = np.flatnonzero(np.asarray(self.weights[:, below].sum(axis=1)).ravel() > 0.5)

    def head_of(self, bone: str) -> np.ndarray:
        """Where a bone starts, at rest: its joint centre."""
        return self.heads[self.index[bone]]


@cache
def _model():
    """Anny's model and its keypoint regressor; the first call parses the assets and takes a minute."""
    import anny

    model = anny.Anny()
    return model, anny.KeypointsRegressor.coco(model)


def build(look: Look) -> Body:
    """A dressed body of this look."""
    import torch

    from . import clothes

    model, regressor = _model()
    identity = torch.eye(4)[None, None].repeat(1, model.bone_count, 1, 1)
    with torch.no_grad():
        shape = model(pose_parameters=identity, phenotype_kwargs=look.phenotype())
    vertices = shape["rest_vertices"][0].numpy() @ PRONE_FROM_ANNY.T
    heads = shape["rest_bone_poses"][0, :, :3, 3].numpy() @ PRONE_FROM_ANNY.T
    _seat_hips(heads, list(model.bone_labels), vertices)
    faces = model.faces.numpy()
    count = len(vertices)
    rows = np.repeat(np.arange(count), model.vertex_bone_indices.shape[1])
    columns, values = model.vertex_bone_indices.numpy().ravel(), model.vertex_bone_weights.numpy().ravel()
    weights = sp.csr_matrix((values, (rows, columns)), shape=(count, model.bone_count))
    labels = list(regressor.labels)
    keypoints = {name: regressor.regression_weights[labels.index(name)].numpy() for name in KEYPOINTS}
    bare = Body(
        vertices,
        normals(vertices, faces),
        np.zeros((count, 3)),
        np.zeros(count),
        faces,
        weights,
        list(model.bone_labels),
        list(model.bone_parents),
        heads,
        keypoints,
        count,
    )
    return clothes.dress(bare, look)


def _seat_hips(heads, bones, vertices):
    """Moves the hip joints to where the femoral head lies in depth; Anny's bones have it up to 3 cm too far back in men."""
    for side in "LR":
        hip = heads[bones.index(f"upperleg01.{side}")]
        depth = vertices[(np.abs(vertices[:, 0] - hip[0]) < 0.012) & (np.abs(vertices[:, 2] - hip[2]) < 0.03), 1]
        hip[1] = depth.max() - FEMORAL_DEPTH * (depth.max() - depth.min())


def normals(vertices, faces):
    """Area-weighted vertex normals, pointing outwards."""
    corners = vertices[faces]
    across = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    summed = np.zeros_like(vertices)
    for corner in range(3):
        np.add.at(summed, faces[:, corner], across)
    return summed / np.maximum(np.linalg.norm(summed, axis=1, keepdims=True), 1e-12)
