"""What the recipes share: clean reps, and reps with a fault."""

from dataclasses import replace

from .motion import Rep


def steady(bottom, tops, hold=0.8, spread=0.06, **changes):
    """Clean reps with small differences of tempo, bottom and trunk; `changes` replace fields of all of them."""
    return [
        Rep(
            top=top,
            bottom=bottom + (0.8, -0.6, 0.3)[number % 3],
            ascent=1.43 + spread * ((number * 2) % 3 - 1),
            hold=hold + 0.07 * (number % 2),
            descent=2.1 + 1.5 * spread * (number % 3 - 1),
            rock=(1.2, 0.7, 1.6)[number % 3],
            shift=(0.008, 0.012, 0.004)[number % 3],
            **changes,
        )
        for number, top in enumerate(tops)
    ]


def near(rep, rule, size, may=(), **changes):
    """The rep with something that is still fine."""
    return replace(rep, faults={rule: size}, may_flag=list(may), **changes)


def fault(rep, rule, size, may=(), **changes):
    """The rep with what was injected and that it must be flagged."""
    return replace(rep, faults={rule: size}, must_flag=[[rule]], may_flag=list(may), **changes)
