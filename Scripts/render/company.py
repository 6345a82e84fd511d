"""More people and gyms, for the clips about feet, knees, trunk and camera. Those marked report occur only in clips of the report split."""

from .bodies import RUBBER, WOOD, Look
from .draw import Light
from .gyms import Gym

KIM = Look(
    gender=1.0,
    muscle=0.45,
    weight=0.8,
    height=0.4,
    skin=(0.22, 0.115, 0.07),
    hair=(0.012, 0.01, 0.01),
    hair_length=0.7,
    shirt=(0.52, 0.50, 0.46),
    sleeve=0.7,
    shorts=(0.05, 0.06, 0.14),
    leg_length=0.93,
    shoes=(0.55, 0.55, 0.56),
    loose=0.008,
)
LEO = Look(
    gender=0.0,
    muscle=0.45,
    weight=0.3,
    height=0.85,
    skin=(0.60, 0.41, 0.33),
    hair=(0.10, 0.06, 0.03),
    hair_length=0.5,
    shirt=(0.03, 0.03, 0.035),
    sleeve=0.6,
    shorts=(0.17, 0.17, 0.18),
    leg_length=0.95,
    shoes=(0.45, 0.10, 0.03),
    loose=0.012,
)
MIA = Look(
    gender=1.0,
    muscle=0.6,
    weight=0.35,
    height=0.35,
    proportions=0.8,
    skin=(0.52, 0.33, 0.24),
    hair=(0.28, 0.09, 0.03),
    hair_length=0.9,
    shirt=(0.03, 0.20, 0.19),
    sleeve=0.2,
    shorts=(0.36, 0.33, 0.36),
    leg_length=0.8,
    shoes=None,
)
NED = Look(
    gender=0.0,
    age=0.78,
    muscle=0.75,
    weight=0.75,
    height=0.45,
    skin=(0.42, 0.25, 0.17),
    hair=(0.30, 0.29, 0.28),
    hair_length=0.1,
    shirt=(0.40, 0.34, 0.05),
    sleeve=0.5,
    shorts=(0.02, 0.04, 0.03),
    leg_length=0.38,
    shoes=(0.03, 0.03, 0.035),
    loose=0.004,
)
# Report only.
OLA = Look(
    gender=1.0,
    age=0.68,
    muscle=0.4,
    weight=0.75,
    height=0.65,
    skin=(0.60, 0.40, 0.32),
    hair=(0.45, 0.33, 0.16),
    hair_length=0.6,
    shirt=(0.50, 0.22, 0.26),
    sleeve=0.65,
    shorts=(0.42, 0.40, 0.36),
    leg_length=0.9,
    shoes=(0.05, 0.05, 0.25),
    loose=0.005,
)
PAUL = Look(
    gender=0.0,
    age=0.7,
    muscle=0.55,
    weight=0.85,
    height=0.7,
    skin=(0.15, 0.075, 0.05),
    hair=(0.02, 0.02, 0.02),
    hair_length=0.15,
    shirt=(0.10, 0.11, 0.13),
    sleeve=0.65,
    shorts=(0.03, 0.03, 0.04),
    leg_length=0.96,
    shoes=(0.5, 0.5, 0.52),
    loose=0.014,
)
QUINN = Look(
    gender=0.35,
    muscle=0.5,
    weight=0.25,
    height=0.6,
    proportions=0.4,
    skin=(0.30, 0.165, 0.105),
    hair=(0.015, 0.012, 0.01),
    hair_length=0.4,
    shirt=(0.45, 0.47, 0.50),
    sleeve=0.15,
    shorts=(0.30, 0.05, 0.04),
    leg_length=0.5,
    shoes=None,
)
ROSA = Look(
    gender=1.0,
    muscle=0.8,
    weight=0.55,
    height=0.55,
    skin=(0.44, 0.26, 0.165),
    hair=(0.05, 0.025, 0.015),
    hair_length=1.0,
    shirt=(0.02, 0.02, 0.025),
    sleeve=0.1,
    shorts=(0.02, 0.10, 0.16),
    leg_length=0.92,
    shoes=(0.40, 0.38, 0.05),
)

CLAY = Gym(
    seed=11,
    wall=(0.38, 0.26, 0.19),
    dado=(0.16, 0.09, 0.06),
    floor=(0.16, 0.15, 0.14),
    depth=3.3,
    things=("boxes", "dumbbells", "mirror", "rack"),
    light=Light(key=(1.0, 4.6, 3.4), colour=(1.45, 1.35, 1.2), sky=(0.42, 0.41, 0.40), ground=(0.17, 0.15, 0.13)),
)
COURT = Gym(
    seed=12,
    wall=(0.46, 0.47, 0.50),
    floor=(0.20, 0.11, 0.05),
    floor_kind=WOOD,
    depth=4.6,
    things=("window", "rack", "window", "plates", "window"),
    light=Light(key=(-2.4, 4.8, 2.4), colour=(1.15, 1.2, 1.3), sky=(0.50, 0.52, 0.56), ground=(0.20, 0.16, 0.12)),
)
# Report only.
NIGHT = Gym(
    seed=13,
    wall=(0.09, 0.10, 0.13),
    floor=(0.03, 0.03, 0.035),
    floor_kind=RUBBER,
    depth=2.8,
    things=("rack", "mirror", "dumbbells"),
    light=Light(key=(-1.5, 3.8, 2.6), colour=(1.1, 0.85, 0.6), sky=(0.17, 0.18, 0.24), ground=(0.06, 0.06, 0.07), exposure=0.8),
)
GARAGE = Gym(
    seed=14,
    wall=(0.24, 0.25, 0.22),
    floor=(0.17, 0.17, 0.17),
    depth=2.4,
    things=("boxes", "plates", "boxes", "window"),
    light=Light(key=(2.8, 3.8, 2.0), colour=(1.6, 1.55, 1.45), sky=(0.34, 0.36, 0.38), ground=(0.14, 0.14, 0.13)),
)
ATRIUM = Gym(
    seed=15,
    wall=(0.50, 0.51, 0.48),
    dado=(0.10, 0.28, 0.30),
    floor=(0.24, 0.25, 0.25),
    depth=5.0,
    things=("window", "dumbbells", "window", "boxes", "rack"),
    light=Light(key=(0.8, 5.2, 3.6), colour=(1.2, 1.18, 1.1), sky=(0.52, 0.54, 0.56), ground=(0.24, 0.23, 0.21)),
)
