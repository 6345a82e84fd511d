"""The default limits of RULES.md, put to a rep's true measures: what a perfect measurement would flag."""


def expected(rep, profile):
    """Rules that the true measures break beyond their flag limit, and those inside the band between ok and flag."""
    found, near, shape = set(), set(), rep["measures"]
    soft = profile in ("ball", "ball-on-bench")

    def judge(rule, value, ok, flag):
        if value > flag:
            found.add(rule)
        elif value > ok:
            near.add(rule)

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
    judge("swing", (shape["fullAscent"] < 0.75) + 0.5 * (0.75 <= shape["fullAscent"] < 0.9) + (rep["hold"] < 0.35), 1, 1.5)
    judge("head-jerk", shape["headExcursion"], 10, 15)
    judge("head-steady", shape["headRange"], *((18, 27) if soft else (15, 22)))
    return found, near


def summary(rep, profile):
    """One line about a rep: its truth, what must be flagged and where limits and recipe disagree."""
    flagged, near = expected(rep, profile)
    must = {rule for group in rep["mustFlag"] for rule in group}
    surprise = (flagged | near) - must - set(rep["mayFlag"]), must - flagged
    times = f"hold {rep['hold']} up {rep['ascentDuration']} down {rep['descentDuration']}"
    line = f"{rep['number']}: top {rep['topDeviation']} bottom {rep['bottomDeviation']} {times} {rep['measures']} must {sorted(must)}"
    return line + (f"  UNEXPECTED {surprise}" if any(surprise) else "")
