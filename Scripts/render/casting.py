"""Who appears in the clips and where: looks and gyms. Those marked report occur only in clips of the report split."""

from .bodies import RUBBER, WOOD, Look
from .draw import Light
from .gyms import Gym

ANNA = Look(
    gender=1.0,
    skin=(0.50, 0.30, 0.21),
    hair=(0.08, 0.04, 0.02),
    hair_length=0.9,
    shirt=(0.05, 0.22, 0.33),
    shorts=(0.02, 0.02, 0.03),
    leg_length=0.9,
    shoes=(0.45, 0.05, 0.05),
)
BEN = Look(
    gender=0.0,
    muscle=0.85,
    weight=0.6,
    height=0.65,
    skin=(0.36, 0.20, 0.13),
    hair=(0.02, 0.015, 0.01),
    hair_length=0.1,
    shirt=(0.30, 0.30, 0.31),
    shorts=(0.03, 0.05, 0.16),
    leg_length=0.42,
    shoes=(0.05, 0.05, 0.05),
)
CHLOE = Look(
    gender=1.0,
    muscle=0.5,
    weight=0.6,
    height=0.5,
    skin=(0.18, 0.09, 0.055),
    hair=(0.012, 0.01, 0.01),
    hair_length=0.6,
    shirt=(0.42, 0.08, 0.10),
    shorts=(0.07, 0.07, 0.08),
    leg_length=0.88,
    sleeve=0.3,
    shoes=(0.5, 0.5, 0.5),
)
DAN = Look(
    gender=0.0,
    age=0.72,
    muscle=0.6,
    weight=0.7,
    height=0.6,
    skin=(0.55, 0.35, 0.26),
    hair=(0.22, 0.20, 0.19),
    hair_length=0.2,
    shirt=(0.05, 0.20, 0.08),
    shorts=(0.06, 0.06, 0.07),
    leg_length=0.45,
    shoes=(0.04, 0.10, 0.35),
)
EVE = Look(
    gender=1.0,
    muscle=0.6,
    weight=0.4,
    height=0.6,
    skin=(0.40, 0.24, 0.15),
    hair=(0.03, 0.02, 0.015),
    hair_length=1.0,
    shirt=(0.12, 0.05, 0.25),
    shorts=(0.10, 0.04, 0.05),
    leg_length=0.6,
    sleeve=0.25,
    shoes=(0.5, 0.45, 0.1),
)
FINN = Look(
    gender=0.0,
    muscle=0.55,
    weight=0.45,
    height=0.75,
    skin=(0.58, 0.38, 0.30),
    hair=(0.30, 0.17, 0.06),
    hair_length=0.4,
    shirt=(0.40, 0.14, 0.03),
    shorts=(0.02, 0.02, 0.025),
    leg_length=0.44,
    shoes=(0.55, 0.55, 0.55),
)
# Report only.
GRACE = Look(
    gender=1.0,
    age=0.75,
    muscle=0.5,
    weight=0.65,
    height=0.45,
    skin=(0.53, 0.33, 0.24),
    hair=(0.35, 0.33, 0.31),
    hair_length=0.5,
    shirt=(0.40, 0.36, 0.30),
    shorts=(0.04, 0.10, 0.12),
    leg_length=0.85,
    shoes=(0.25, 0.05, 0.20),
)
HUGO = Look(
    gender=0.0,
    muscle=0.95,
    weight=0.7,
    height=0.6,
    skin=(0.14, 0.07, 0.045),
    hair=(0.01, 0.01, 0.01),
    hair_length=0.0,
    shirt=(0.03, 0.03, 0.035),
    shorts=(0.25, 0.03, 0.03),
    leg_length=0.4,
    sleeve=0.2,
    shoes=(0.6, 0.6, 0.62),
)
IVY = Look(
    gender=1.0,
    muscle=0.7,
    weight=0.45,
    height=0.7,
    skin=(0.45, 0.29, 0.18),
    hair=(0.01, 0.01, 0.012),
    hair_length=0.8,
    shirt=(0.45, 0.45, 0.47),
    shorts=(0.22, 0.05, 0.12),
    leg_length=0.9,
    shoes=(0.05, 0.05, 0.06),
)
JON = Look(
    gender=0.0,
    age=0.6,
    muscle=0.7,
    weight=0.4,
    height=0.5,
    skin=(0.48, 0.27, 0.17),
    hair=(0.05, 0.03, 0.02),
    hair_length=0.3,
    shirt=(0.02, 0.12, 0.30),
    shorts=(0.28, 0.26, 0.22),
    leg_length=0.47,
    shoes=(0.02, 0.25, 0.10),
)

WARM = Gym(
    seed=1,
    wall=(0.30, 0.27, 0.23),
    floor=(0.035, 0.035, 0.04),
    things=("rack", "plates", "dumbbells"),
    light=Light(sky=(0.40, 0.41, 0.44), ground=(0.14, 0.13, 0.12)),
)
BLUE = Gym(
    seed=2,
    wall=(0.20, 0.26, 0.34),
    dado=(0.05, 0.09, 0.20),
    floor=(0.045, 0.045, 0.05),
    things=("dumbbells", "rack", "boxes", "plates"),
    light=Light(key=(-1.8, 4.2, 3.2), colour=(1.3, 1.35, 1.4), sky=(0.42, 0.46, 0.52), ground=(0.13, 0.13, 0.14)),
)
LOFT = Gym(
    seed=3,
    wall=(0.36, 0.20, 0.14),
    floor=(0.26, 0.15, 0.08),
    floor_kind=WOOD,
    depth=2.6,
    things=("window", "boxes", "window"),
    light=Light(key=(2.5, 4.0, 2.2), colour=(1.6, 1.45, 1.2), sky=(0.42, 0.40, 0.38), ground=(0.18, 0.13, 0.09)),
)
HALL = Gym(
    seed=4,
    wall=(0.42, 0.43, 0.42),
    floor=(0.10, 0.11, 0.12),
    depth=4.2,
    things=("rack", "rack", "dumbbells", "rack"),
    light=Light(key=(0.5, 5.0, 2.6), colour=(1.2, 1.2, 1.15), sky=(0.48, 0.50, 0.52), ground=(0.18, 0.18, 0.18)),
)
DARK = Gym(
    seed=5,
    wall=(0.07, 0.07, 0.08),
    floor=(0.03, 0.03, 0.032),
    things=("mirror", "rack", "plates"),
    light=Light(key=(1.0, 4.2, 3.5), colour=(1.7, 1.5, 1.25), sky=(0.30, 0.31, 0.36), ground=(0.10, 0.09, 0.09), exposure=1.1),
)
# Report only.
GREEN = Gym(
    seed=6,
    wall=(0.33, 0.36, 0.30),
    dado=(0.04, 0.15, 0.08),
    floor=(0.06, 0.06, 0.06),
    things=("plates", "mirror", "dumbbells", "boxes"),
    light=Light(key=(-1.2, 4.6, 2.8), sky=(0.44, 0.46, 0.44), ground=(0.14, 0.15, 0.13)),
)
STUDIO = Gym(
    seed=7,
    wall=(0.48, 0.46, 0.44),
    floor=(0.34, 0.24, 0.15),
    floor_kind=WOOD,
    depth=2.3,
    things=("mirror", "mirror", "window"),
    light=Light(key=(1.8, 4.5, 2.5), colour=(1.25, 1.2, 1.15), sky=(0.50, 0.50, 0.50), ground=(0.22, 0.18, 0.14)),
)
RED = Gym(
    seed=8,
    wall=(0.28, 0.035, 0.03),
    floor=(0.04, 0.04, 0.04),
    floor_kind=RUBBER,
    depth=3.4,
    things=("rack", "dumbbells", "rack"),
    light=Light(key=(2.2, 4.4, 3.0), colour=(1.5, 1.4, 1.3), sky=(0.38, 0.36, 0.36), ground=(0.13, 0.11, 0.11)),
)
