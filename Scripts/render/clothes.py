"""Clothes: colours the skin of a body and grows garments, hair and shoes as shells from regions of it."""

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from .bodies import CLOTH, PLAIN, SKIN, Body, Look, normals

EYE_WHITE, IRIS, SOLE = (0.85, 0.83, 0.80), (0.05, 0.03, 0.02), (0.9, 0.9, 0.88)
SOLE_THICKNESS = 0.022


@dataclass
class Garment:
    """A shell over the vertices of a region, `offset` metres outside the skin, smoothed in so many rounds.

    `form` is how far the smoothing counts: 0.5 keeps half of the body's form, 1 forgets it (toes under a shoe).
    """

    region: np.ndarray
    colour: tuple
    offset: float
    rounds: int
    kind: int = CLOTH
    form: float = 0.5
    sole: bool = False


def dress(body: Body, look: Look) -> Body:
    """The body with coloured skin and everything that the look says it wears."""
    body.colours, body.kinds = _skin(body, look), np.full(len(body.vertices), SKIN, float)
    garments = [_shorts(body, look), _shirt(body, look), _hair(body, look)]
    if look.shoes:
        garments.append(_shoes(body, look))
    for garment in garments:
        body.colours[garment.region] = garment.colour
    bare = _uncovered(body.faces, [garment.region for garment in garments])
    parts = [(body.vertices, body.normals, body.colours, body.kinds, bare, body.weights)]
    return _join(body, parts + [_shell(body, garment) for garment in garments])


def _share(body, *prefixes):
    """Per vertex, how much of its skinning weight lies on bones with these name beginnings."""
    chosen = [number for number, name in enumerate(body.bones) if name.startswith(prefixes)]
    return np.asarray(body.weights[:, chosen].sum(axis=1)).ravel()


def _place(body, keypoint):
    """Where a surface landmark lies at rest."""
    return body.keypoint_weights[keypoint] @ body.vertices


def _skin(body, look):
    """Skin colours with eyes, brows and mouth."""
    x, y, z = body.vertices.T
    width, eye, head = np.abs(z), _place(body, "left_eye"), _share(body, "head", "eye", "neck03") > 0.6
    colours = np.tile(np.array(look.skin, float), (len(x), 1))
    brow = head & (y < eye[1] + 0.03) & (x > eye[0] + 0.014) & (x < eye[0] + 0.026) & (width > 0.012) & (width < 0.05)
    colours[brow] = np.array(look.hair) * 0.6 + colours[brow] * 0.4
    eyeball = _share(body, "eye") > 0.5
    colours[eyeball] = EYE_WHITE
    colours[eyeball & (np.hypot(x - eye[0], width - abs(eye[2])) < 0.0065)] = IRIS
    mouth = head & (width < 0.024) & (y < eye[1] + 0.012) & (np.abs(x - (eye[0] - 0.068)) < 0.007)
    colours[mouth] *= (0.85, 0.6, 0.6)
    return colours


def _shorts(body, look):
    x = body.vertices[:, 0]
    hip, ankle = body.head_of("upperleg01.L")[0], body.head_of("foot.L")[0]
    legs = (_share(body, "upperarm", "lowerarm", "wrist", "finger", "metacarpal") < 0.2) & (_share(body, "foot", "toe") < 0.4)
    region = legs & (x < body.head_of("spine04")[0] + 0.03) & (x > hip + look.leg_length * (ankle - hip))
    return Garment(region, look.shorts, offset=0.009 + look.loose, rounds=6 + round(200 * look.loose))


def _shirt(body, look):
    x, _, z = body.vertices.T
    shoulder, elbow = abs(body.head_of("upperarm01.L")[2]), abs(body.head_of("lowerarm01.L")[2])
    along_arm = (np.abs(z) - shoulder) / (elbow - shoulder)
    arm = _share(body, "upperarm", "lowerarm", "wrist", "finger", "metacarpal")
    trunk = (x > body.head_of("spine04")[0] - 0.05) & (_share(body, "neck", "head", "eye") < 0.35)
    region = trunk & ((arm < 0.15) | (along_arm < look.sleeve)) & (along_arm < 1)
    return Garment(region, look.shirt, offset=0.013 + look.loose, rounds=8 + round(200 * look.loose))


def _shoes(body, look):
    region = (_share(body, "foot", "toe") > 0.55) & (body.vertices[:, 0] < body.head_of("foot.L")[0] - 0.004)
    return Garment(region, look.shoes, offset=0.012, rounds=14, kind=PLAIN, form=1.0, sole=True)


def _hair(body, look):
    x, y, _ = body.vertices.T
    ear, eye = _place(body, "left_ear"), _place(body, "left_eye")
    crown = (x - ear[0] + y - ear[1]) * 0.75 > 0.035
    nape = (x > ear[0] - 0.05 - 0.1 * look.hair_length) & (y > ear[1] + 0.03)
    forehead = (y < eye[1] + 0.045) & (x < eye[0] + 0.055)
    region = (_share(body, "head", "neck03") > 0.6) & (_share(body, "eye") < 0.5) & (crown | nape) & ~forehead
    return Garment(region, look.hair, offset=0.012 + 0.01 * look.hair_length, rounds=4)


def _uncovered(faces, regions):
    """The skin's faces without those well inside a garment, which nobody sees."""
    hidden = np.zeros(len(faces), bool)
    for region in regions:
        rim = np.zeros_like(region)
        rim[faces[region[faces].any(axis=1) & ~region[faces].all(axis=1)].ravel()] = True
        hidden |= (region & ~rim)[faces].all(axis=1)
    return faces[~hidden]


def _shell(body, garment):
    """The mesh of a garment."""
    used, local = np.unique(body.faces[garment.region[body.faces].all(axis=1)], return_inverse=True)
    faces = local.reshape(-1, 3)
    edges = np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]])
    edges = np.concatenate([edges, edges[:, ::-1]])
    links = sp.csr_matrix((np.ones(len(edges)), edges.T), shape=(len(used),) * 2)
    links.data[:] = 1
    mean = sp.diags(1 / np.maximum(np.asarray(links.sum(axis=1)).ravel(), 1)) @ links
    smooth, weights = body.vertices[used], body.weights[used]
    for _ in range(garment.rounds):
        smooth = 0.5 * smooth + 0.5 * (mean @ smooth)
        weights = 0.5 * weights + 0.5 * (mean @ weights)
    formed = garment.form * smooth + (1 - garment.form) * body.vertices[used]
    vertices = formed + garment.offset * normals(formed, faces)
    colours = np.tile(np.array(garment.colour, float), (len(used), 1))
    if garment.sole:
        colours[vertices[:, 0] < vertices[:, 0].min() + SOLE_THICKNESS] = SOLE
    return vertices, normals(vertices, faces), colours, np.full(len(used), garment.kind, float), faces, weights


def _join(body, parts):
    """The parts as one mesh; the bare skin stays first, so that keypoint weights still fit."""
    starts = np.cumsum([0] + [len(part[0]) for part in parts])
    faces = np.concatenate([part[4] + start for part, start in zip(parts, starts)])
    columns = [np.concatenate([part[number] for part in parts]) for number in range(4)]
    weights = sp.vstack([part[5] for part in parts]).tocsr()
    return Body(*columns, faces, weights, body.bones, body.parents, body.heads, body.keypoint_weights, body.skin_count)
