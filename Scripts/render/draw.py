"""Drawing: OpenGL without a window (EGL), one shadowed key light, a soft sky and procedural materials."""

from dataclasses import dataclass, replace

import moderngl
import numpy as np

from .camera import Camera

SHADOW_SIZE = 1536
MARGIN = 8  # pixels: blur of shadow edges, vertices left out
LAYOUT = "3f 3f 3f 1f 3f", ("place", "normal", "colour", "kind", "pattern")

VERTEX = """
#version 330
uniform mat4 camera; uniform mat4 light;
in vec3 place; in vec3 normal; in vec3 colour; in float kind; in vec3 pattern;
out vec3 world; out vec3 facing; out vec3 tint; out vec3 grain; out vec4 lit; flat out int material;
void main() {
    world = place; facing = normal; tint = colour; grain = pattern; material = int(kind + 0.5);
    lit = light * vec4(place + normal * 0.012, 1.0);
    gl_Position = camera * vec4(place, 1.0);
}
"""

FRAGMENT = """
#version 330
uniform sampler2DShadow shadow; uniform vec3 eye; uniform vec3 key; uniform vec3 keyColour; uniform vec3 sky; uniform vec3 ground; uniform float exposure;
in vec3 world; in vec3 facing; in vec3 tint; in vec3 grain; in vec4 lit; flat in int material;
out vec3 pixel;
float hash(vec3 p) { p = fract(p * 0.3183099 + vec3(0.1, 0.2, 0.3)); p *= 17.0; return fract(p.x * p.y * p.z * (p.x + p.y + p.z)); }
float noise(vec3 p) {
    vec3 cell = floor(p), f = fract(p); f = f * f * (3.0 - 2.0 * f);
    return mix(mix(mix(hash(cell), hash(cell + vec3(1,0,0)), f.x), mix(hash(cell + vec3(0,1,0)), hash(cell + vec3(1,1,0)), f.x), f.y),
               mix(mix(hash(cell + vec3(0,0,1)), hash(cell + vec3(1,0,1)), f.x), mix(hash(cell + vec3(0,1,1)), hash(cell + vec3(1,1,1)), f.x), f.y), f.z);
}
void main() {
    vec3 n = normalize(facing), base = tint, toEye = normalize(eye - world);
    if (dot(n, toEye) < -0.15) n = -n;
    float gloss = 0.06, sharp = 20.0;
    if (material == 1) base *= 0.8 + 0.5 * step(0.86, hash(floor(grain * 90.0))) + 0.25 * noise(grain * 1.3);
    if (material == 2) base *= 0.92 + 0.12 * noise(grain * 0.9) + 0.04 * noise(grain * 14.0);
    if (material == 3) {
        float plank = floor(grain.x * 7.0);
        base *= (0.8 + 0.3 * hash(vec3(plank, floor(grain.z * 0.8 + plank * 0.37), 1.0))) * (0.85 + 0.2 * noise(vec3(grain.x * 60.0, grain.y, grain.z * 3.0)));
        gloss = 0.25; sharp = 40.0;
    }
    if (material == 4) {
        vec3 p = vec3(grain.x * 9.0 + grain.y * 4.0, grain.y * 14.0, grain.z * 14.0); float step = 0.25;
        n = normalize(n + 0.55 * (noise(p) - vec3(noise(p + vec3(step,0,0)), noise(p + vec3(0,step,0)), noise(p + vec3(0,0,step)))));
        base *= 0.85 + 0.25 * noise(p * 0.6); gloss = 0.02;
    }
    if (material == 5) { base *= 0.94 + 0.12 * noise(grain * 30.0); gloss = 0.12; sharp = 14.0; }
    if (material == 6) { gloss = 0.5; sharp = 50.0; }
    vec3 at = lit.xyz / lit.w * 0.5 + 0.5;
    float open = 0.0;
    for (int i = 0; i < 4; i++) open += texture(shadow, vec3(at.xy + (vec2(i & 1, i >> 1) - 0.5) * 0.0014, at.z - 0.0012)) * 0.25;
    if (at.x < 0.0 || at.y < 0.0 || at.x > 1.0 || at.y > 1.0) open = 1.0;
    vec3 toKey = normalize(key - world);
    float wrap = material == 5 ? 0.2 : 0.0;
    float direct = max((dot(n, toKey) + wrap) / (1.0 + wrap), 0.0) * open;
    float spark = pow(max(dot(n, normalize(toKey + toEye)), 0.0), sharp) * gloss * open;
    float rim = pow(1.0 - max(dot(n, toEye), 0.0), 3.0) * 0.10;
    float near = clamp(world.y * 2.2 + 0.45, 0.0, 1.0);
    vec3 ambient = mix(ground, sky, n.y * 0.5 + 0.5) * mix(0.65, 1.0, near) + sky * 0.25 * max(dot(n, toEye), 0.0);
    vec3 colour = base * (ambient + keyColour * direct + sky * rim) + keyColour * spark;
    colour = colour * exposure; colour = colour / (1.0 + colour * 0.35);
    pixel = pow(colour, vec3(1.0 / 2.2));
}
"""

SHADOW_VERTEX = "#version 330\nuniform mat4 light; in vec3 place; void main() { gl_Position = light * vec4(place, 1.0); }"
SHADOW_FRAGMENT = "#version 330\nvoid main() {}"


@dataclass
class Light:
    """The light of a gym: a lamp with a shadow, on the camera's side where z is positive, and the colours of sky and ground."""

    key: tuple = (1.5, 4.5, 3.0)
    colour: tuple = (1.5, 1.4, 1.25)
    sky: tuple = (0.55, 0.58, 0.65)
    ground: tuple = (0.22, 0.20, 0.18)
    exposure: float = 1.0


def _light_matrix(light, focus):
    """World to the clip space of the lamp, wide enough for the athlete and the gear."""
    lamp = Camera(width=1, height=1)
    back = np.array(light.key) - focus
    distance = np.linalg.norm(back)
    back /= distance
    right = np.cross((0, 0, 1) if abs(back[1]) > 0.9 else (0, 1, 0), back)
    right /= np.linalg.norm(right)
    view = np.eye(4)
    view[:3, :3] = right, np.cross(back, right), back
    view[:3, 3] = -view[:3, :3] @ np.array(light.key)
    lamp.lens = 2 * np.degrees(np.arctan(2.3 / distance))
    scale, near, far = 1 / np.tan(np.radians(lamp.lens) / 2), distance - 3.0, distance + 3.5
    near = max(near, 0.5)
    projection = np.array([[scale, 0, 0, 0], [0, scale, 0, 0], [0, 0, (far + near) / (near - far), 2 * far * near / (near - far)], [0, 0, -1, 0]])
    return projection @ view


class Stage:
    """A drawing surface with static scenery; moving meshes are handed over for every frame."""

    def __init__(self, camera: Camera, light: Light, scenery):
        self.camera, self.light = camera, light
        self.context = moderngl.create_standalone_context(backend="egl")
        self.program = self.context.program(VERTEX, FRAGMENT)
        self.caster = self.context.program(SHADOW_VERTEX, SHADOW_FRAGMENT)
        size = camera.width, camera.height
        self.target = self.context.framebuffer(self.context.renderbuffer(size, 3, samples=4), self.context.depth_renderbuffer(size, samples=4))
        self.resolved = self.context.simple_framebuffer(size, 3)
        self.shadow = self.context.depth_texture((SHADOW_SIZE, SHADOW_SIZE))
        self.shadow.compare_func, self.shadow.repeat_x, self.shadow.repeat_y = "<=", False, False
        self.shadow_target = self.context.framebuffer(depth_attachment=self.shadow)
        self.meshes, self.before = [self._upload(scenery)], None
        self._set_uniforms()

    def add(self, mesh) -> int:
        """Registers a mesh whose vertices will be updated; its handle for `draw`. Its faces are seen from outside only."""
        self.meshes.append(self._upload(mesh))
        return len(self.meshes) - 1

    def draw(self, updates: dict) -> bytes:
        """One frame as RGB bytes, top row first. `updates` maps handles to (vertices, normals).

        After the first frame only the region that moved, before or now, is drawn again.
        """
        for handle, (vertices, normals) in updates.items():
            buffer, _, _, rows = self.meshes[handle]
            rows[:, 0:3], rows[:, 3:6] = vertices, normals
            buffer.write(rows.tobytes())
        changed = self._changed([vertices for vertices, _ in updates.values()])
        self.target.scissor = self._union(changed, self.before) if self.before else None
        self.before = changed
        self.context.enable_only(moderngl.DEPTH_TEST)
        self.shadow_target.use()
        self.shadow_target.clear(depth=1.0)
        for _, _, shape, _ in self.meshes:
            shape.render()
        self.target.use()
        self.target.clear(0.02, 0.02, 0.02, depth=1.0)
        self.shadow.use(0)
        for number, (_, shape, _, _) in enumerate(self.meshes):
            if number == 1:
                self.context.enable(moderngl.CULL_FACE)
            shape.render()
        self.context.disable(moderngl.CULL_FACE)
        self.context.copy_framebuffer(self.resolved, self.target)
        picture = np.frombuffer(self.resolved.read(components=3, alignment=1), np.uint8)
        return picture.reshape(self.camera.height, -1)[::-1].tobytes()

    def close(self):
        """Frees the context."""
        self.context.release()

    def _changed(self, meshes):
        """The picture's region, as GL's (x, y, width, height), that moving meshes and their shadows may touch."""
        if not meshes:
            return 0, 0, 1, 1
        points = np.concatenate([vertices[::5] for vertices in meshes])
        key = np.array(self.light.key) * (1, 1, self.camera.side)
        floor = points + (points - key) * (np.maximum(points[:, 1:2], 0) / (key[1] - points[:, 1:2]))
        places = self.camera.pixels(np.concatenate([points, floor]))
        size = np.array([self.camera.width, self.camera.height])
        low, high = (np.clip(corner, 0, size) for corner in (places.min(axis=0) - MARGIN, places.max(axis=0) + MARGIN))
        return int(low[0]), int(size[1] - high[1]), int(high[0] - low[0]) + 1, int(high[1] - low[1]) + 1

    @staticmethod
    def _union(first, second):
        """The smallest region that holds both."""
        x, y = min(first[0], second[0]), min(first[1], second[1])
        return x, y, max(first[0] + first[2], second[0] + second[2]) - x, max(first[1] + first[3], second[1] + second[3]) - y

    def _upload(self, mesh):
        rows = np.concatenate([mesh.vertices, mesh.normals, mesh.colours, mesh.kinds[:, None], mesh.vertices], axis=1).astype("f4")
        buffer = self.context.buffer(rows.tobytes())
        indices = self.context.buffer(mesh.faces.astype("i4").tobytes())
        seen = self.context.vertex_array(self.program, [(buffer, LAYOUT[0], *LAYOUT[1])], indices)
        casting = self.context.vertex_array(self.caster, [(buffer, "3f 40x", "place")], indices)
        return buffer, seen, casting, rows

    def _set_uniforms(self):
        camera = self.camera
        light = replace(self.light, key=np.array(self.light.key) * (1, 1, camera.side))
        focus = np.array([0.0, 0.6, 0.0])
        matrix = _light_matrix(light, focus).T.astype("f4").tobytes()
        self.program["light"].write(matrix)
        self.caster["light"].write(matrix)
        self.program["camera"].write((camera.projection() @ camera.view()).T.astype("f4").tobytes())
        for name, value in (("eye", camera.eye()), ("key", light.key), ("keyColour", light.colour), ("sky", light.sky), ("ground", light.ground)):
            self.program[name].value = tuple(float(part) for part in value)
        self.program["exposure"].value = light.exposure
        self.program["shadow"].value = 0
