"""Plain meshes that scenery is made of: boxes, tubes, discs, balls. All static, with flat or smooth normals."""

from dataclasses import dataclass

import numpy as np

from .bodies import PLAIN


@dataclass
class Mesh:
    """Triangles with a colour and a material per vertex."""

    vertices: np.ndarray
    normals: np.ndarray
    colours: np.ndarray
    kinds: np.ndarray
    faces: np.ndarray

    def moved(self, rotation, shift) -> "Mesh":
        """The mesh turned, then shifted."""
        return Mesh(self.vertices @ np.asarray(rotation).T + shift, self.normals @ np.asarray(rotation).T, self.colours, self.kinds, self.faces)


def merge(meshes) -> Mesh:
    """Several meshes as one."""
    starts = np.cumsum([0] + [len(mesh.vertices) for mesh in meshes])
    joined = [np.concatenate([getattr(mesh, name) for mesh in meshes]) for name in ("vertices", "normals", "colours", "kinds")]
    return Mesh(*joined, np.concatenate([mesh.faces + start for mesh, start in zip(meshes, starts)]))


def _mesh(vertices, normals, faces, colour, kind):
    """A mesh of one colour; faces are turned so that they run anticlockwise seen from where their normals point."""
    vertices, normals, faces = np.asarray(vertices, float), np.asarray(normals, float), np.asarray(faces)
    first, second, third = (vertices[faces[:, corner]] for corner in range(3))
    inward = np.einsum("fi,fi->f", np.cross(second - first, third - first), normals[faces].sum(axis=1)) < 0
    faces[inward] = faces[inward][:, ::-1]
    count = len(vertices)
    return Mesh(vertices, normals, np.tile(np.array(colour, float), (count, 1)), np.full(count, float(kind)), faces)


def quad(corner, along, across, colour, kind=PLAIN) -> Mesh:
    """A parallelogram; its normal is along x across."""
    corner, along, across = (np.asarray(part, float) for part in (corner, along, across))
    normal = np.cross(along, across)
    normal /= np.linalg.norm(normal)
    return _mesh([corner, corner + along, corner + along + across, corner + across], [normal] * 4, [[0, 1, 2], [0, 2, 3]], colour, kind)


def box(centre, size, colour, kind=PLAIN) -> Mesh:
    """An upright box with slightly pillowed normals, so that edges catch light."""
    parts = []
    half = np.asarray(size, float) / 2
    for axis in range(3):
        for sign in (1, -1):
            first, second = np.eye(3)[(axis + 1) % 3], np.eye(3)[(axis + 2) % 3]
            if sign < 0:
                first, second = second, first
            corner = np.asarray(centre, float) + half * (sign * np.eye(3)[axis] - first - second)
            parts.append(quad(corner, 2 * half * first, 2 * half * second, colour, kind))
    return merge(parts)


def tube(start, end, radius, colour, kind=PLAIN, sides=14) -> Mesh:
    """A capped cylinder between two points."""
    start, end = np.asarray(start, float), np.asarray(end, float)
    along = (end - start) / np.linalg.norm(end - start)
    first = np.cross(along, (0, 0, 1) if abs(along[2]) < 0.9 else (1, 0, 0))
    first /= np.linalg.norm(first)
    second = np.cross(along, first)
    angles = np.linspace(0, 2 * np.pi, sides + 1)
    ring = np.cos(angles)[:, None] * first + np.sin(angles)[:, None] * second
    vertices, normals, faces = [start + radius * ring, end + radius * ring], [ring, ring], []
    for i in range(sides):
        faces += [[i, sides + 1 + i + 1, i + 1], [i, sides + 1 + i, sides + 1 + i + 1]]
    offset = 2 * (sides + 1)
    for centre, normal in ((start, -along), (end, along)):
        vertices += [centre + radius * ring, centre[None]]
        normals += [np.tile(normal, (sides + 2, 1))]
        faces += [[offset + i, offset + i + 1, offset + sides + 1] for i in range(sides)]
        offset += sides + 2
    return _mesh(np.concatenate(vertices), np.concatenate(normals), faces, colour, kind)


def ball(centre, radius, colour, kind=PLAIN, squash=1.0, rings=28) -> Mesh:
    """A sphere, flattened in y by `squash`, with faint seams."""
    polar, around = np.meshgrid(np.linspace(0, np.pi, rings + 1), np.linspace(0, 2 * np.pi, 2 * rings + 1), indexing="ij")
    normals = np.stack([np.cos(polar), np.sin(polar) * np.cos(around), np.sin(polar) * np.sin(around)], axis=-1)
    columns = 2 * rings + 1
    faces = []
    for i in range(rings):
        for j in range(columns - 1):
            a = i * columns + j
            faces += [[a, a + columns, a + 1], [a + 1, a + columns, a + columns + 1]]
    flat = normals.reshape(-1, 3)
    mesh = _mesh(np.asarray(centre) + radius * flat * (1, squash, 1), flat, faces, colour, kind)
    seams = (np.arange(len(flat)) // columns) % 4 == 0
    mesh.colours[seams] *= 0.75
    return mesh
