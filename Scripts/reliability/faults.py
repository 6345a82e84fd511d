"""Every call of the parent that changes a file fails once, or is its last: none may cost more than this one run.

    Scripts/reliability/run faults [--every N] [--scene NAME] [--way NAME]

Only every N-th call, only one command ("batch", "batch that goes on", "batch --reindex", "forget"), only one way.

The calls are made to fail by faults.c, which is loaded into the parent alone: workers get an environment of their own.
Four ways: the parent is killed there, it fails once with EIO, once with ENOSPC, with ENOSPC from then on.
"""
import collections
import errno
import shutil
import signal
import subprocess

from bench import Broken, ROOT, difference, expect, expect_whole, files, histogram, load, rows, say, tiny_clip

CANNOT_WRITE = 74
SOME_FAILED = 3
UNREADABLE = 66
LONGEST_RUN = 60
ATHLETE = "Anna Beispiel-Ohneland"
WAYS = [
    ("killed", 0, False), ("once EIO", errno.EIO, False), ("once ENOSPC", errno.ENOSPC, False),
    ("ENOSPC from then on", errno.ENOSPC, True),
]


class Scene:
    """One command that is given with a fault, and then without."""

    def __init__(self, program):
        self.program = program
        self.results = program.folder / "results"
        self.wanted = program.folder / "wanted"
        self.good = {0, SOME_FAILED}

    def prepare(self):
        shutil.rmtree(self.results, ignore_errors=True)

    def batch(self, results):
        return self.program.words(results.name, "--manifest", "sets.csv", jobs=1)

    def expect_end(self, context):
        code, errors = self.program.run(self.words())
        expect(code in self.good, context, "without the fault it ended with", code, errors)
        expect_whole(self.program, self.results, files(self.wanted), context)
        expect(rows(self.results) == rows(self.wanted), context, "other rows")


class Batch(Scene):
    name = "batch"

    def words(self):
        return self.batch(self.results)


class Resume(Scene):
    """A set has lost its analysis; the failure is known and stays."""

    name = "batch that goes on"

    def prepare(self):
        super().prepare()
        shutil.copytree(self.wanted, self.results)
        next(self.results.glob("sets/*/analysis.json")).unlink()

    def words(self):
        return self.batch(self.results)


class Reindex(Scene):
    name = "batch --reindex"

    def prepare(self):
        super().prepare()
        shutil.copytree(self.wanted, self.results)

    def words(self):
        return [self.program.binary, "batch", "--out", "results", "--reindex"]


class Forget(Scene):
    name = "forget"

    def prepare(self):
        super().prepare()
        shutil.copytree(self.wanted, self.results)
        shutil.rmtree(self.program.folder / "copies", ignore_errors=True)
        shutil.copytree(self.program.folder / "uploads", self.program.folder / "copies")

    def words(self):
        return [self.program.binary, "forget", "results", "--athlete", ATHLETE, "--uploads", "copies"]

    def expect_end(self, context):
        code, errors = self.program.run(self.words(), stdout=subprocess.DEVNULL)
        # Nothing is known any more where all was gone before the fault struck.
        expect(code in (0, UNREADABLE), context, "without the fault it ended with", code, errors)
        for path in self.results.rglob("*"):
            expect(not path.is_file() or ATHLETE.encode() not in path.read_bytes(), context, "the name is left in", path)
        left = sorted(path.name for path in (self.program.folder / "copies").rglob("*.mp4"))
        expect(left == ["broken.mp4"], context, "uploads that are left:", left)
        expect(not list(self.results.glob("sets/*")), context, "a set is left")
        kept = {name: text for name, text in files(self.wanted).items() if name.startswith("failures/")}
        expect(not difference(files(self.results), kept), context, difference(files(self.results), kept))
        expect_whole(self.program, self.results, kept, context)


def kind(call, path):
    """What was struck, without the names that are of this run alone."""
    for mark, name in [("sqlite", "archive"), ("stdout", "stdout"), ("stderr", "stderr"), (".lock", "lock")]:
        if mark in path.rsplit("/", 1)[-1]:
            return f"{call} {name}"
    for mark, name in [("/.work", "unfinished work"), ("/sets", "a set"), ("/failures", "a failure"), ("/copies", "an upload")]:
        if mark in path:
            return f"{call} {name}"
    return f"{call} the results"


def calls(log):
    return [line.split("\t") for line in log.read_text(errors="replace").splitlines()]


def faults(program, options):
    library = program.folder / "faults.so"
    source = ROOT / "Scripts/reliability/faults.c"
    subprocess.run(["clang", "-O1", "-shared", "-fPIC", "-o", library, source], check=True)
    tiny_clip(program.folder / "uploads/room.mp4", seconds=0.3)
    shutil.copy(program.folder / "uploads/room.mp4", program.folder / "uploads/twin.mp4")
    (program.folder / "uploads/broken.mp4").write_text("no video" * 100)
    (program.folder / "sets.csv").write_text(f"file,athlete\nroom.mp4,{ATHLETE}\n")
    scenes = [scene for scene in (Batch, Resume, Reindex, Forget) if options.scene in (None, scene.name)]
    ways = [way for way in WAYS if options.way in (None, way[0])]
    expect(scenes and ways, "no such scene or way:", options.scene, options.way)
    first = Batch(program)
    code, errors = program.run(first.batch(first.wanted))
    expect(code == SOME_FAILED, "the undisturbed run ended with", code, errors)
    say(f"faults: every call of {options.every}, {load()}")
    broken = []
    for scene in scenes:
        for way, number, goes_on in ways:
            broken += strike_all(scene(program), way, number, goes_on, library, options.every)
    for fault in broken:
        say(f"  {fault}")
    expect(not broken, f"{len(broken)} faults cost more than their run")


def strike_all(scene, way, number, goes_on, library, every):
    log = scene.program.folder / "log"
    environment = {"LD_PRELOAD": str(library), "FAULT_LOG": str(log), "FAULT_CODE": str(number)}
    if goes_on:
        environment["FAULT_SINCE"] = "1"
    ends, harmless, struck, broken, at = collections.Counter(), collections.Counter(), 0, [], 1
    while True:
        context = f"{scene.name}, {way}, call {at}:"
        try:
            scene.prepare()
            log.unlink(missing_ok=True)
            code, errors = scene.program.run(scene.words(), environment | {"FAULT_AT": str(at)}, LONGEST_RUN)
            seen = calls(log)
            failed = [call for call in seen if call[3] == "failed"]
            if not failed:
                break
            what = kind(failed[0][1], failed[0][2])
            context = f"{context} {what}:"
            struck += 1
            ends[code] += 1
            if number == 0:
                expect(code == -signal.SIGKILL, context, "was to be killed, ended with", code, errors)
            elif code in scene.good:
                harmless[what] += 1
            else:
                expect(code == CANNOT_WRITE, context, "ended with", code, errors)
                expect("formcheck: " in errors or what.endswith("stderr"), context, "nothing was said")
            scene.expect_end(context)
        except Broken as fault:
            broken.append(str(fault))
        at += every
    say(f"{scene.name}, {way}: {len(seen)} calls, {struck} struck; exit codes {histogram(ends.elements())}"
        + (f"; no harm by {histogram(harmless.elements())}" if harmless else "") + f"; {len(broken)} broken")
    return broken
