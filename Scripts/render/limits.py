"""The default limits of RULES.md, put to true measures: what a perfect measurement would flag."""

import numpy as np

SOFT = ("ball", "ball-on-bench")
BOTTOM = {"machine": (-65, -50), "incline45": (-75, -60)}
KNEE = {"bench": (35, 45), "ball-on-bench": (35, 45)}
TORSO = {"ball-on-bench": (6, 15), "ball": (6, 20)}


class Judge:
    """Collects the rules that a value breaks beyond the flag limit (`found`) and those between ok and flag (`near`)."""

    def __init__(self):
        self.found, self.near = set(), set()

    def __call__(self, rule, value, ok, flag):
        if value > flag:
            self.found.add(rule)
        elif value > ok:
            self.near.add(rule)


def of_rep(rep, content) -> Judge:
    """What the true measures of a rep break."""
    profile, shape, judge = content["profile"], rep["measures"], Judge()
    soft = profile in SOFT
    level = shape["topElevation"] if profile == "incline45" else rep["topDeviation"]
    judge("partial-top", -level, 15 if soft else 10, 20 if soft else 15)
    if profile != "incline45":
        judge("above-line", max(rep["topDeviation"], shape["highP90"]), 15 if soft else 10, 20 if soft else 15)
    judge("pause", -rep["hold"], *((-2, -1) if profile == "ball" else (-1, -0.7)))
    judge("jerk-at-top", shape["lateSpeedRatio"] if shape["lateSpeedRatio"] >= shape["burst"] - 0.02 else 0, 1.6, 1.8)
    judge("jerk-at-top", shape["overshoot"], 3.5, 7 if profile == "machine" else 5)
    stuttered = shape["speedPeaks"] >= 2 and shape["speedDip"] < 0.4 and shape["burst"] > 1.6
    judge("jerky-ascent", 1 if stuttered else 0, 0.5, 0.5)
    judge("jerky-ascent", shape["burst"], 2.5, 3.0)
    judge("lowering", -shape["fullDescent"], -1.5, -0.9)
    judge("head-jerk", shape["headExcursion"], 10, 15)
    judge("head-steady", shape["headRange"], *((18, 27) if soft else (15, 22)))
    if "feetHeight" in shape:
        judge("swing", *_swing(rep, profile), 1.99)
        judge("feet-height", -shape["feetHeight"], 0.05, 0.15)
        judge("knee-bend", shape["kneeFlexion"], *KNEE.get(profile, (20, 30)))
        judge("knee-bend", shape["kneeChange"], 20, 25)
        judge("torso-still", shape["torsoRange"], *TORSO.get(profile, (6, 9)))
        judge("torso-still", shape["torsoShift"], *((0.1, 0.2) if soft else (0.06, 0.12)))
        _bottom(judge, rep, content)
        if profile != "machine":
            judge("legs-together", shape["legSpread"], 10, 15)
        if profile not in ("machine", "incline45") and rep is not content["reps"][-1]:
            judge("feet-off-floor", shape["floorContact"], 0.0, 0.1)
    return judge


def _swing(rep, profile):
    """The votes for swing, and the most of them that are ok: without speed or rebound no number of votes decides."""
    shape = rep["measures"]
    speed = (shape["fullAscent"] < 0.75) + 0.5 * (0.75 <= shape["fullAscent"] < 0.9)
    rebound = shape["fallSpeed"] > 120 and shape["reboundSpeed"] > 80
    votes = speed + rebound + (rep["hold"] < 0.35)
    if profile != "ball":
        votes += rep["bottomDeviation"] < (-115 if profile == "machine" else -95) - 40 * (profile == "incline45")
        votes += shape["hipHeave"] > (0.15 if profile == "ball-on-bench" else 0.17)
    return (votes, 1.49) if speed or rebound else (0, 1.49)


def _bottom(judge, rep, content):
    """How far the leg comes down, against the profile and against the set's three lowest bottoms."""
    profile = content["profile"]
    if profile in BOTTOM:
        judge("bottom-range", rep["bottomDeviation"], *BOTTOM[profile])
    if profile in ("bench", "ball-on-bench"):
        judge("bottom-range", rep["measures"]["toeClearance"], 0.25, 0.30)
    if profile == "ball":
        judge("bottom-range", rep["bottomDeviation"] - rep["topDeviation"], -25, -20)
    free = sorted(other["bottomDeviation"] for other in content["reps"] if other["measures"]["floorContact"] == 0)[:3]
    if len(free) == 3:
        reach = np.median([other["topDeviation"] - other["bottomDeviation"] for other in content["reps"]])
        judge("bottom-range", (rep["bottomDeviation"] - np.mean(free)) / reach, 0.2, 0.3)


def of_set(content) -> Judge:
    """What the set as a whole breaks."""
    judge, values = Judge(), content["setMeasures"]
    judge("sliding", values["slide"], 0.08, 0.25 if content["profile"] in SOFT else 0.15)
    if len(content["reps"]) >= 5:
        judge("set-fade", values["rangeFade"], 0.10, 0.15)
        judge("set-fade", values["holdFade"], 0.30, 0.40)
    return judge


def _surprise(judge, must_groups, may):
    must = {rule for group in must_groups for rule in group}
    surprise = (judge.found | judge.near) - must - set(may), must - judge.found
    return f"must {sorted(must)}" + (f"  UNEXPECTED {surprise}" if any(surprise) else "")


def summary(content):
    """A line about each rep of a truth and one about the set: measures, what must be flagged, where limits and recipe disagree."""
    for rep in content["reps"]:
        times = f"hold {rep['hold']} up {rep['ascentDuration']} down {rep['descentDuration']}"
        line = f"{rep['number']}: top {rep['topDeviation']} bottom {rep['bottomDeviation']} {times} {rep['measures']} "
        yield line + _surprise(of_rep(rep, content), rep["mustFlag"], rep["mayFlag"])
    if "setMeasures" in content:
        told = f"set: floor {content['floorY']} {content['setMeasures']} "
        yield told + _surprise(of_set(content), content["mustFlagSet"], content["mayFlagSet"])
