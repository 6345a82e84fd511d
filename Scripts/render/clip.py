"""One clip: its recipe and how it becomes a video and a truth file."""

from dataclasses import dataclass, field

import numpy as np

from . import bodies, gyms, limits, people, shapes, stations, truth
from .camera import Camera
from .draw import Stage
from .encode import Encoder, irregular_times, regular_times
from .motion import perform

FLEXIONS = np.arange(-50.0, 125.0, 5.0)
SWAY = 0.5  # degrees that either leg is ahead of the mean: two legs are never quite together


@dataclass
class Clip:
    """A recipe. `reps` of profile `incline45` give top and bottom as leg elevations, the others as body-line deviations.

    Without `profile` there is no athlete; without `reps` an athlete lies still for `seconds`. `others` are recipes of
    `people.cast`: (look, keyword arguments).
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
    others: list = field(default_factory=list)
    outcome: list = field(default_factory=list)


class Athlete:
    """Somebody on the equipment, with the way from a body-line deviation to joint angles, solved through the camera."""

    def __init__(self, clip: Clip):
        self.station = stations.settle(clip.profile, bodies.build(clip.look), **clip.setup)
        self.camera, self.recorder = clip.camera, truth.Recorder(clip.camera)
        scan = truth.Recorder(clip.camera)
        for flexion in FLEXIONS:
            posed = self.station.pose(flexion, sway=SWAY)
            scan.note(0, posed, posed.mesh()[0])
        self.deviations = np.array(scan.frames["hip_deg"]) - 180
        self.elevations = self.deviations + scan.frames["tau_deg"]

    def flexion(self, deviation):
        """The thigh flexion that shows this body-line deviation in the image."""
        return np.interp(-np.asarray(deviation), -self.deviations, FLEXIONS)

    def deviation_of_elevation(self, elevation):
        """The body-line deviation at which the thigh has this elevation in the image."""
        return float(np.interp(-elevation, -self.elevations, self.deviations))

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
    return perform(clip.reps, clip.lead, clip.tail, clip.seed)


def render(clip: Clip, folder, only_times=None):
    """Writes the clip and its truth; with `only_times` returns those frames as RGB bytes instead."""
    athlete = Athlete(clip) if clip.profile else None
    played = play(clip, athlete)
    seconds = float(played.time[-1]) if played else clip.seconds
    times = only_times if only_times is not None else (irregular_times if clip.irregular else regular_times)(seconds, clip.rate)
    standing = [people.cast(bodies.build(look), **doing) for look, doing in clip.others]
    gear = [thing.gear for thing in ([athlete.station] if athlete else []) + standing if thing.gear]
    stage = Stage(clip.camera, clip.gym.light, shapes.merge([gyms.build(clip.gym, clip.camera.side)] + gear))
    encoder = None
    if only_times is None:
        encoder = Encoder(
            folder / f"{clip.name}.mp4", clip.camera, clip.rate, seconds, clip.irregular, clip.portrait, clip.grain, clip.blur, clip.seed
        )
    pictures = _draw(clip, athlete, played, standing, stage, times)
    if encoder is None:
        return list(pictures)
    for picture in pictures:
        encoder.write(picture)
    encoder.close()
    stage.close()
    _save_truth(clip, athlete, played, folder, len(times), seconds)
    return None


def plan(clip: Clip, _folder):
    """Prints each rep's true measures and, as UNEXPECTED, where recipe and limits disagree."""
    athlete = Athlete(clip) if clip.profile else None
    for rep in _measured(clip, athlete, play(clip, athlete)):
        print(" ", limits.summary(rep, clip.profile))


def _measured(clip, athlete, played):
    """The truth of all reps."""
    reps = truth.measure(played, clip.reps) if played else []
    for rep in reps:
        rep["measures"]["topElevation"] = round(athlete.elevation_of_deviation(rep["topDeviation"]), 2)
    return reps


def _draw(clip, athlete, played, standing, stage, times):
    """Every frame's picture; notes the truth on the way."""
    handles = [stage.add(person.body) for person in standing]
    body = stage.add(athlete.station.body) if athlete else None
    pendulum = stage.add(athlete.station.pendulum) if athlete and athlete.station.pendulum else None
    for time in times:
        updates = {handle: person.posed(time).mesh() for handle, person in zip(handles, standing)}
        if athlete:
            deviation, head = (played.at(played.deviation, time), played.at(played.head, time)) if played else (-70 + 0.15 * np.sin(1.3 * time), 0.0)
            posed = athlete.station.pose(float(athlete.flexion(deviation)), float(head), sway=SWAY)
            updates[body] = posed.mesh()
            athlete.recorder.note(time, posed, updates[body][0])
            if pendulum is not None:
                updates[pendulum] = athlete.station.swung(posed)
        yield stage.draw(updates)


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
        "roll": 0.0 - clip.camera.roll,  # + clockwise, as `capture.roll`; the camera turns the other way
    }
    truth.save(folder / f"{clip.name}.truth.json", head, _measured(clip, athlete, played), athlete.recorder if athlete else None)
