"""One clip: its recipe and how it becomes a video and a truth file."""

from dataclasses import dataclass, field

import numpy as np

from . import bodies, geometry, gyms, limits, people, shapes, stations, truth
from .camera import Camera
from .draw import Stage
from .encode import Encoder, irregular_times, regular_times
from .motion import perform
from .shake import MARGIN, Shake

FLEXIONS = np.arange(-50.0, 125.0, 5.0)
SWAY = 0.5  # degrees that either leg is ahead of the mean: two legs are never quite together


@dataclass
class Clip:
    """A recipe. `reps` of profile `incline45` give top and bottom as leg elevations, the others as body-line deviations.

    Without `profile` there is no athlete; without `reps` an athlete lies still for `seconds`. `others` are recipes of
    `people.cast`: (look, keyword arguments). `clearance_bottoms` says that bottoms are heights of the lowest foot point over the floor
    in leg lengths instead of angles; `give_floor` that the analysis is to be told where the floor is. `must_flag` and `may_flag` are
    about the whole set.
    """

    name: str
    shows: str
    profile: str | None = None
    split: str = "tune"
    look: bodies.Look = field(default_factory=bodies.Look)
    camera: Camera = field(default_factory=Camera)
    gym: gyms.Gym = field(default_factory=gyms.Gym)
    setup: dict = field(default_factory=dict)
    reps: list = field(default_factory=list)
    rate: int = 30
    lead: float = 1.6
    tail: float = 1.6
    seconds: float = 15.0
    seed: int = 1
    irregular: bool = False
    portrait: bool = False
    grain: int = 7
    blur: float = 0.45
    crf: int = 26
    shake: Shake = field(default_factory=Shake)
    fidgets: tuple = ()
    clearance_bottoms: bool = False
    give_floor: bool = False
    must_flag: list = field(default_factory=list)
    may_flag: list = field(default_factory=list)
    others: list = field(default_factory=list)
    outcome: list = field(default_factory=list)


class Athlete:
    """Somebody on the equipment, with the way from a body-line deviation to joint angles, solved through the camera."""

    def __init__(self, clip: Clip):
        self.station = stations.settle(clip.profile, bodies.build(clip.look), **clip.setup)
        self.camera, self.recorder = clip.camera, truth.Recorder(clip.camera, clip.shake)
        scan = truth.Recorder(clip.camera)
        for flexion in FLEXIONS:
            posed = self.station.pose(flexion, sway=SWAY, near=scan.near)
            scan.note(0, posed, posed.mesh()[0])
        self.deviations = np.array(scan.frames["hip_deg"]) - 180
        self.elevations = self.deviations + scan.frames["tau_deg"]
        self.clearances = np.array(scan.lowest) / scan.leg_metres

    def posed(self, played, time):
        """The pose at a moment of the set; without a set the athlete lies still."""
        if not played:
            return self.station.pose(float(self.flexion(-70 + 0.15 * np.sin(1.3 * time))), sway=SWAY, near=self.recorder.near)
        byplay = {name: float(played.at(signal, time)) for name, signal in vars(played.byplay).items()}
        deviation, head = (float(played.at(signal, time)) for signal in (played.deviation, played.head))
        return self.station.pose(float(self.flexion(deviation)), head, SWAY, self.recorder.near, byplay)

    def observe(self, played, profile):
        """The joints of the whole set on a regular grid, as a steady camera sees them."""
        recorder = truth.Recorder(self.camera)
        for time in np.arange(0, played.time[-1], 1 / geometry.GRID):
            posed = self.posed(played, time)
            recorder.note(time, posed, posed.mesh()[0])
        return geometry.Geometry(recorder, profile)

    def flexion(self, deviation):
        """The thigh flexion that shows this body-line deviation in the image."""
        return np.interp(-np.asarray(deviation), -self.deviations, FLEXIONS)

    def deviation_of_elevation(self, elevation):
        """The body-line deviation at which the thigh has this elevation in the image."""
        return float(np.interp(-elevation, -self.elevations, self.deviations))

    def deviation_of_clearance(self, clearance):
        """The body-line deviation at which the feet hang so high over the floor, in leg lengths."""
        hanging = self.deviations > self.deviations[int(np.argmin(self.clearances))] - 1e-6
        return float(np.interp(clearance, self.clearances[hanging][::-1], self.deviations[hanging][::-1], left=np.nan))

    def elevation_of_deviation(self, deviation):
        """The thigh's elevation at this body-line deviation."""
        return float(np.interp(-deviation, -self.deviations, self.elevations))


def play(clip: Clip, athlete: Athlete | None):
    """The set as signals; None where nobody does the exercise."""
    if not athlete or not clip.reps:
        return None
    if clip.profile == "incline45":
        for rep in clip.reps:
            rep.top, rep.bottom = (athlete.deviation_of_elevation(level) for level in (rep.top, rep.bottom))
    if clip.clearance_bottoms:
        for rep in clip.reps:
            rep.bottom = athlete.deviation_of_clearance(rep.bottom)
            rep.finish = None if rep.finish is None else athlete.deviation_of_clearance(rep.finish)
    return perform(clip.reps, clip.lead, clip.tail, clip.seed, fidgets=clip.fidgets)


def render(clip: Clip, folder, only_times=None):
    """Writes the clip and its truth; with `only_times` returns those frames as RGB bytes instead."""
    athlete = Athlete(clip) if clip.profile else None
    played = play(clip, athlete)
    seconds = float(played.time[-1]) if played else clip.seconds
    times = only_times if only_times is not None else (irregular_times if clip.irregular else regular_times)(seconds, clip.rate)
    standing = [people.cast(bodies.build(look), **doing) for look, doing in clip.others]
    gear = [thing.gear for thing in ([athlete.station] if athlete else []) + standing if thing.gear]
    scenery = shapes.merge([gyms.build(clip.gym, clip.camera.side)] + gear)
    stage = Stage(clip.camera.widened(MARGIN) if clip.shake else clip.camera, clip.gym.light, scenery)
    pictures = _draw(clip, athlete, played, standing, stage, times)
    if only_times is not None:
        return list(pictures)
    path = folder / f"{clip.name}.mp4"
    encoder = Encoder(path, clip.camera, clip.rate, seconds, clip.irregular, clip.portrait, clip.grain, clip.blur, clip.seed, clip.crf)
    for picture in pictures:
        encoder.write(picture)
    encoder.close()
    stage.close()
    _save_truth(clip, athlete, played, folder, len(times), seconds)
    return None


def tell(clip: Clip, folder):
    """Writes the truth again, without drawing: for a truth that says more than when the clip was rendered."""
    athlete = Athlete(clip) if clip.profile else None
    played = play(clip, athlete)
    seconds = float(played.time[-1]) if played else clip.seconds
    times = (irregular_times if clip.irregular else regular_times)(seconds, clip.rate)
    for time in times if athlete else ():
        posed = athlete.posed(played, time)
        athlete.recorder.note(time, posed, posed.mesh()[0])
    _save_truth(clip, athlete, played, folder, len(times), seconds)


def plan(clip: Clip, _folder):
    """Prints each rep's true measures and, as UNEXPECTED, where recipe and limits disagree."""
    if not clip.profile:
        return
    athlete = Athlete(clip)
    for line in limits.summary(_measured(clip, athlete, play(clip, athlete))):
        print(" ", line)


def _measured(clip, athlete, played):
    """The truth of the set: all reps, and what is judged over the whole of them."""
    if not played:
        return {"reps": []}
    view = athlete.observe(played, clip.profile)
    reps = truth.measure(played, clip.reps, view)
    for rep in reps:
        rep["measures"]["topElevation"] = round(athlete.elevation_of_deviation(rep["topDeviation"]), 2)
    whole = [rep for rep in reps if rep["kind"] == "rep"]
    ranges = [rep["topDeviation"] - rep["bottomDeviation"] for rep in whole]
    return {
        "profile": clip.profile,
        "floorY": round(view.floor_y, 1),
        "options": {"floorY": round(view.floor_y, 1)} if clip.give_floor else {},
        "setMeasures": {
            "slide": view.slide(whole),
            "rangeFade": geometry.fade(ranges),
            "holdFade": geometry.fade([rep["hold"] for rep in whole]),
            "torsoLength": round(view.trunk, 1),
            "legLength": round(view.leg, 1),
        },
        "mustFlagSet": clip.must_flag,
        "mayFlagSet": clip.may_flag,
        "reps": reps,
    }


def _draw(clip, athlete, played, standing, stage, times):
    """Every frame's picture; notes the truth on the way."""
    handles = [stage.add(person.body) for person in standing]
    body = stage.add(athlete.station.body) if athlete else None
    pendulum = stage.add(athlete.station.pendulum) if athlete and athlete.station.pendulum else None
    for time in times:
        updates = {handle: person.posed(time).mesh() for handle, person in zip(handles, standing)}
        if athlete:
            posed = athlete.posed(played, time)
            updates[body] = posed.mesh()
            athlete.recorder.note(time, posed, updates[body][0])
            if pendulum is not None:
                updates[pendulum] = athlete.station.swung(posed)
        picture = stage.draw(updates)
        yield clip.shake.picture(time, picture, clip.camera.width, clip.camera.height) if clip.shake else picture


def _save_truth(clip, athlete, played, folder, frames, seconds):
    head = {
        "profile": clip.profile or "bench",
        "facing": clip.camera.facing,
        "frameRate": clip.rate,
        "frames": frames,
        "duration": round(seconds, 3),
        "width": clip.camera.width,
        "height": clip.camera.height,
        "seed": clip.seed,
        "split": clip.split,
        "shows": clip.shows,
        "outcome": clip.outcome or ["assessed"],
        "variableFrameRate": clip.irregular,
        "rotation": 90 if clip.portrait else 0,
        "yaw": clip.camera.yaw,
        "pitch": round(clip.camera.pitch, 2),
        "roll": 0.0 - clip.camera.roll,  # + clockwise, as `capture.roll`; the camera turns the other way
        "shake": clip.shake.size,
    }
    truth.save(folder / f"{clip.name}.truth.json", head, _measured(clip, athlete, played), athlete.recorder if athlete else None)
