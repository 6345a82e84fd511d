"""Posing: forward kinematics, two-bone arms and linear blend skinning in the prone frame of `bodies`."""

from dataclasses import dataclass, field

import numpy as np

from .bodies import Body

LUMBAR = ("spine05", "spine04", "spine03")
NECK = ("neck01", "neck02", "neck03", "head")


def turn(axis, degrees: float) -> np.ndarray:
    """The rotation by so many degrees about an axis (right-handed)."""
    x, y, z = np.asarray(axis, float) / np.linalg.norm(axis)
    skew = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    angle = np.radians(degrees)
    return np.eye(3) + np.sin(angle) * skew + (1 - np.cos(angle)) * skew @ skew


def turn_z(degrees: float) -> np.ndarray:
    """A rotation in the sagittal plane: positive flexes a hip, extends the neck."""
    return turn((0, 0, 1), degrees)


@dataclass
class Pose:
    """Joint angles in degrees and where the trunk is. Pairs are (left, right).

    `trunk` and `chest` place the upper trunk: its rotation and the world position of the bone spine02. The pelvis turns by
    `pelvis` against it, shared among the lumbar bones. `wrists` are world targets for the arms, None leaves an arm as it is at rest.
    """

    trunk: np.ndarray
    chest: np.ndarray
    hip: tuple = (0.0, 0.0)
    knee: tuple = (0.0, 0.0)
    ankle: tuple = (0.0, 0.0)
    spread: float = 3.0
    pelvis: float = 0.0
    neck: float = 0.0
    wrists: tuple = (None, None)
    elbow_hint: tuple = ((-0.3, -1.0, -0.5), (-0.3, -1.0, 0.5))
    grip: float = 55.0


@dataclass
class Posed:
    """World rotations and positions of all bones, and the skinned mesh on demand."""

    body: Body
    rotations: np.ndarray
    positions: np.ndarray
    _matrix: np.ndarray = field(init=False)

    def __post_init__(self):
        shift = self.positions - np.einsum("bij,bj->bi", self.rotations, self.body.heads)
        self._matrix = np.concatenate([self.rotations.reshape(-1, 9), shift], axis=1)

    def joint(self, bone: str) -> np.ndarray:
        """World position of a bone's joint centre."""
        return self.positions[self.body.index[bone]]

    def mesh(self) -> tuple:
        """World vertices and normals of the dressed body."""
        blended = self.body.weights @ self._matrix
        rotations = blended[:, :9].reshape(-1, 3, 3)
        vertices = np.einsum("vij,vj->vi", rotations, self.body.vertices) + blended[:, 9:]
        return vertices, np.einsum("vij,vj->vi", rotations, self.body.normals)

    def keypoint(self, name: str, vertices: np.ndarray) -> np.ndarray:
        """A surface landmark from skinned vertices."""
        return self.body.keypoint_weights[name] @ vertices[: self.body.skin_count]


def apply(body: Body, pose: Pose) -> Posed:
    """Bones and skin of a body in a pose."""
    local = _local_turns(body, pose)
    rotations, positions = _chain(body, pose, local)
    for side, target, hint in zip("LR", pose.wrists, pose.elbow_hint):
        if target is not None:
            _reach(body, rotations, positions, side, np.asarray(target, float), np.asarray(hint, float), pose.grip)
    return Posed(body, rotations, positions)


def _local_turns(body, pose):
    """Each moved bone's rotation relative to its parent, about axes of the rest frame."""
    local = {bone: turn_z(-pose.pelvis / len(LUMBAR)) for bone in LUMBAR}
    local |= {bone: turn_z(pose.neck / len(NECK)) for bone in NECK}
    for number, side in enumerate("LR"):
        splay = body.head_of(f"foot.{side}") - body.head_of(f"upperleg01.{side}")
        inward = np.degrees(np.arctan2(splay[2], -splay[0])) - (pose.spread if side == "R" else -pose.spread)
        local[f"upperleg01.{side}"] = turn_z(pose.hip[number]) @ turn((0, 1, 0), -inward)
        local[f"lowerleg01.{side}"] = turn_z(-pose.knee[number])
        local[f"foot.{side}"] = turn_z(-pose.ankle[number])
    return local


def _chain(body, pose, local):
    """World transforms down the bone tree, moved so that spine02 lies at the pose's chest."""
    rotations, positions = np.zeros((len(body.bones), 3, 3)), np.zeros((len(body.bones), 3))
    for number, (bone, parent) in enumerate(zip(body.bones, body.parents)):
        if parent < 0:
            rotations[number] = pose.trunk @ turn_z(pose.pelvis)
            continue
        rotations[number] = rotations[parent] @ local[bone] if bone in local else rotations[parent]
        positions[number] = positions[parent] + rotations[parent] @ (body.heads[number] - body.heads[parent])
    return rotations, positions + pose.chest - positions[body.index["spine02"]]


def _frame(along, across):
    """An orthonormal frame whose first axis is `along` and whose third is near `across`."""
    first = along / np.linalg.norm(along)
    third = across - first * (across @ first)
    third /= np.linalg.norm(third)
    return np.stack([first, np.cross(third, first), third], axis=1)


def _reach(body, rotations, positions, side, target, hint, grip):
    """Bends shoulder and elbow so that the wrist lies at the target, with the elbow on the side of the hint."""
    names = [f"upperarm01.{side}", f"lowerarm01.{side}", f"wrist.{side}"]
    shoulder, elbow, wrist = (body.head_of(name) for name in names)
    upper, lower = elbow - shoulder, wrist - elbow
    lengths = np.linalg.norm(upper), np.linalg.norm(lower)
    origin = positions[body.index[names[0]]]
    reach = target - origin
    distance = np.clip(np.linalg.norm(reach), abs(lengths[0] - lengths[1]) + 0.02, sum(lengths) - 0.004)
    ahead = reach / np.linalg.norm(reach)
    side_way = hint - ahead * (hint @ ahead)
    side_way /= np.linalg.norm(side_way)
    cosine = (lengths[0] ** 2 + distance**2 - lengths[1] ** 2) / (2 * lengths[0] * distance)
    new_upper = lengths[0] * (ahead * cosine + side_way * np.sqrt(max(1 - cosine**2, 0)))
    new_lower = ahead * distance - new_upper
    rest_normal, normal = np.cross(upper, lower), np.cross(new_upper, new_lower)
    upper_turn = _frame(new_upper, normal) @ _frame(upper, rest_normal).T
    lower_turn = _frame(new_lower, normal) @ _frame(lower, rest_normal).T
    fixed = {names[0]: upper_turn, f"upperarm02.{side}": upper_turn, names[1]: lower_turn}
    start = body.index[names[0]]
    for number in range(start, len(body.bones)):
        bone, parent = body.bones[number], body.parents[number]
        if not bone.endswith(side) or number > start and parent < start:
            break
        if number > start:
            positions[number] = positions[parent] + rotations[parent] @ (body.heads[number] - body.heads[parent])
        rotations[number] = fixed[bone] if bone in fixed else rotations[parent] @ _curl(body, bone, side, grip)


def _curl(body, bone, side, degrees):
    """The closing turn of a finger bone; the identity for other bones."""
    if not bone.startswith("finger") or bone.startswith("finger1"):
        return np.eye(3)
    knuckles = body.head_of(f"finger2-1.{side}") - body.head_of(f"finger5-1.{side}")
    return turn(knuckles, degrees if side == "R" else -degrees)
