"""Clips of other exercises, recipes like those in `clips`: none of them may be judged."""

from .camera import Camera
from .casting import ANNA, BEN, BLUE, CHLOE, DAN, DARK, FINN, GRACE, GREEN, HALL, HUGO, IVY, JON, LOFT, RED, STUDIO, WARM
from .clip import Clip

REFUSED = ["notThisExercise", "notAssessable", "noReps"]


def _other(name, shows, look, gym, camera, split="tune", seconds=6.5, rate=25, seed=0, **how):
    return Clip(
        name,
        shows,
        split=split,
        gym=gym,
        camera=camera,
        seconds=seconds,
        rate=rate,
        seed=seed,
        others=[(look, dict(doing=name) | how)],
        outcome=REFUSED,
    )


def push_ups():
    camera = Camera(distance=3.9, lift=0.8, target=(0.15, 0.45, 0))
    return _other("push-ups", "Three push-ups", DAN, HALL, camera, seed=41, period=1.9)


def leg_curls():
    camera = Camera(facing="left", distance=3.7, yaw=4, lift=1.1, target=(-0.1, 0.7, 0))
    return _other("leg-curls", "Prone leg curls: the knees bend, the thighs rest on the bench", IVY, GREEN, camera, "report", seed=42, period=2.4)


def donkey_kicks():
    camera = Camera(distance=3.6, yaw=3, lift=0.8, target=(-0.2, 0.45, 0))
    return _other("donkey-kicks", "On all fours, the near leg is kicked up and back", ANNA, LOFT, camera, seed=43, period=1.9)


def flutter_kicks():
    camera = Camera(distance=3.8, yaw=2, lift=1.1, target=(-0.2, 0.7, 0))
    return _other("flutter-kicks", "Prone on a bench, straight legs kick in turn", HUGO, STUDIO, camera, "report", seconds=6, seed=44, period=1.3)


def supermans():
    camera = Camera(facing="left", distance=3.8, lift=0.7, target=(0.0, 0.3, 0))
    return _other("supermans", "Prone on the floor, arms, chest and legs rise together", CHLOE, BLUE, camera, seed=45, period=2.0)


def back_extensions():
    camera = Camera(facing="left", distance=4.0, yaw=3, lift=1.1, target=(0.1, 0.85, 0))
    return _other("back-extensions", "On a roman chair the trunk goes down and up, the legs stay", JON, RED, camera, "report", seed=46, period=2.6)


def good_mornings():
    camera = Camera(distance=4.2, yaw=2, lift=1.1, target=(0.15, 0.95, 0))
    return _other("good-mornings", "Standing, the trunk bows forward and comes up again", BEN, DARK, camera, seed=47, period=2.5)


def single_leg():
    camera = Camera(distance=3.7, yaw=3, lift=1.1, target=(-0.1, 0.8, 0))
    return _other("single-leg", "A reverse hyper with one leg, the other one hangs", GRACE, GREEN, camera, "report", seconds=8, seed=48, period=3.3)


def bird_dogs():
    camera = Camera(distance=3.7, yaw=2, lift=0.8, target=(-0.1, 0.5, 0))
    return _other("bird-dogs", "On all fours, one arm and the other leg stretch out in turn", GRACE, STUDIO, camera, "report", seconds=8, seed=50, period=1.8)


def plank():
    camera = Camera(facing="left", distance=3.8, lift=0.8, target=(0.15, 0.4, 0))
    return _other("plank", "A plank on the forearms", FINN, WARM, camera, seconds=6, seed=49, period=3.0)


NEGATIVES = (push_ups, leg_curls, donkey_kicks, flutter_kicks, supermans, back_extensions, good_mornings, single_leg, bird_dogs, plank)
