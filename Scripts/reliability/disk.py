"""A small disk that fills up, at another moment each time, and a log that cannot be written.

    Scripts/reliability/run disk [--rounds 12]

Disks are made of memory, in a name space of their own: as root, or where users may have one.
"""
import os
import random
import shutil
import subprocess
import sys

from bench import expect, expect_whole, files, histogram, load, say, uploads

CANNOT_WRITE = 74
SOME_FAILED = 3
MARK = "FORMCHECK_OWN_MOUNTS"


def mount(folder, kilobytes, *more):
    folder.mkdir(exist_ok=True)
    options = ",".join([f"size={kilobytes}k", *more])
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "formcheck", folder], check=True)


def in_own_mounts():
    """Goes on in a name space of its own; false: not allowed here."""
    if MARK in os.environ:
        return True
    words = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--user", "--map-root-user", "--mount"]
    trial = words + ["mount", "-t", "tmpfs", "formcheck", "/mnt"]
    if subprocess.run(trial, stderr=subprocess.DEVNULL).returncode != 0:
        return False
    sys.exit(subprocess.run(words + [sys.executable, *sys.argv], env=os.environ | {MARK: "1"}).returncode)


def expect_nothing_damaged(results, wanted, context):
    """What is there is what an undisturbed run would have put there; only names may still be missing."""
    for name, text in files(results).items():
        if name.endswith("set.json") or name.startswith("failures/"):
            expect(text.endswith(b"}\n"), context, name, "is cut off")
        else:
            expect(wanted.get(name) == text, context, name, "is not what it should be")


def where(errors):
    """Who was it that found no room."""
    last = [line for line in errors.splitlines() if "stopped" not in line][-1]
    for mark, name in [("formcheck.sqlite", "archive"), ("the disk is full", "worker")]:
        if mark in last:
            return name
    return "parent"


def fill(program, small, wanted, need, codes, places, context):
    """One batch on a disk that is too small, and the same one with room."""
    code, errors = program.run(program.words("small/results"))
    codes.append(code)
    if code == CANNOT_WRITE:
        places.append(where(errors))
        expect("ull" in errors or "No space" in errors or "no space" in errors, context, "not said:", errors)
    else:
        expect(code == SOME_FAILED, context, "ended with", code, errors)
    if (small / "results").exists():
        expect_nothing_damaged(small / "results", wanted, context)
    subprocess.run(["mount", "-o", f"remount,size={need * 10}k,nr_inodes=100000", small], check=True)
    code, errors = program.run(program.words("small/results"))
    expect(code == SOME_FAILED, context, "with room again it ended with", code, errors)
    expect_whole(program, small / "results", wanted, context)


def disk(program, options):
    if not in_own_mounts():
        return say("disk: skipped, nobody may mount a disk here; run it as root")
    chance = random.Random(options.seed)
    uploads(program.folder / "uploads", options.clips)
    big = program.folder / "big"
    big.mkdir()
    code, errors = program.run(program.words("big/results"))
    expect(code == SOME_FAILED, "the undisturbed run ended with", code, errors)
    wanted = files(big / "results")
    need = sum(path.stat().st_blocks for path in big.rglob("*")) // 2
    say(f"disk: seed {options.seed}, {options.clips} clips that need {need} kB, {load()}")
    small = program.folder / "small"
    codes, places = [], []
    for number in range(options.rounds):
        # Evenly over all that is needed, and some disks that have room but may have no more files.
        few_files = number % 4 == 3
        size = int(need * (number + chance.random()) / options.rounds) + 8
        limits = [f"nr_inodes={chance.randrange(8, 80)}"] if few_files else []
        mount(small, need * 3 if few_files else size, *limits)
        context = f"disk of {size} kB {limits}:"
        try:
            fill(program, small, wanted, need, codes, places, context)
        finally:
            # Lazily: where something went wrong, a worker may still be in it.
            subprocess.run(["umount", "-l", small], check=True)
    say(f"{options.rounds} small disks: exit codes {histogram(codes)}; full for the {histogram(places)}; "
        "nothing damaged, the same bytes with room again")
    for stream, expected in [("stdout", CANNOT_WRITE), ("stderr", SOME_FAILED)]:
        shutil.rmtree(big / "results")
        with open("/dev/full", "w") as full:
            code, errors = program.run(program.words("big/results"), **{stream: full})
        expect(code == expected, stream, "on /dev/full ended with", code, errors)
        expect_whole(program, big / "results", wanted, stream)
        say(f"{stream} on /dev/full: exit {code}, the same bytes")
