"""A batch that is killed, again and again, and always goes on: the same bytes in the end.

    Scripts/reliability/run kills [--kills 200]       SIGKILL
    Scripts/reliability/run signals [--kills 50]      so many each of SIGINT and SIGTERM
"""
import pathlib
import random
import signal
import shutil
import sqlite3
import time

from bench import Broken, expect, expect_whole, files, histogram, kill, load, rows, say, seconds_until, uploads, workers

ENOUGH_KILLS_OF_ONE_BATCH = 25
LONGEST_LIFE_OF_AN_ORPHAN = 1.0
LONGEST_END = 2.0


class Watch:
    """Sees the batch reach a certain point, by looking at its folder all the time."""

    def __init__(self, results, trigger, chance):
        self.results = results
        self.trigger = trigger
        # The first change, or one of the next.
        self.left = chance.randrange(1, 4) if trigger != "wal" else chance.randrange(1, 40)
        self.before = self.look()

    def look(self):
        try:
            if self.trigger == "set":
                return frozenset(entry.name for entry in (self.results / "sets").iterdir())
            if self.trigger == "failure":
                return frozenset(entry.name for entry in (self.results / "failures").iterdir())
            if self.trigger == "record":
                return frozenset(str(path) for path in (self.results / ".work").glob("*/set.json"))
            state = (self.results / "formcheck.sqlite-wal").stat()
            return state.st_size, state.st_mtime_ns
        except OSError:
            return None

    def is_there(self):
        now = self.look()
        if now != self.before:
            self.before = now
            self.left -= 1
        return self.left <= 0


def unrecorded(results):
    """Sets that lie in their place and have no row yet, looked at in a copy: reading would change the log."""
    copy = results.with_name(results.name + ".look")
    shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir()
    for name in ("formcheck.sqlite", "formcheck.sqlite-wal"):
        if (results / name).exists():
            shutil.copy(results / name, copy / name)
    try:
        known = {row[0] for row in sqlite3.connect(copy / "formcheck.sqlite").execute("SELECT key FROM sets")}
    except sqlite3.Error:
        known = set()
    return {entry.name for entry in (results / "sets").iterdir()} - known


def phase(results, whole):
    """Where in its work the batch was when it was killed."""
    if not (results / "formcheck.sqlite").exists():
        return "0 before there was an archive"
    if unrecorded(results):
        return "3 between a result and its row"
    if any((results / ".work").glob("*/set.json")):
        return "2 while a result was made safe"
    done = len(list((results / "sets").iterdir())) + len(list((results / "failures").iterdir()))
    if done == 0:
        return "1 before the first result"
    return "5 after the last result" if done == whole else "4 between results"


def undisturbed(program):
    wanted = program.folder / "wanted"
    start = time.monotonic()
    code, errors = program.run(program.words(wanted))
    expect(code == 3, "the undisturbed run ended with", code, errors)
    duration = time.monotonic() - start
    expect_whole(program, wanted, files(wanted), "undisturbed:")
    return wanted, duration


def ended(process):
    """Reads what was said, too: a full pipe would hold the program."""
    _, errors = process.communicate(timeout=120)
    return process.returncode, errors


def strike(process, results, victims, chance):
    if victims == "worker, then parent":
        for worker in workers(results)[:1]:
            kill(worker)
        time.sleep(chance.uniform(0, 0.03))
    crowd = workers(results) if victims == "all at once" else []
    kill(process.pid)
    for worker in crowd:
        kill(worker)


def kills(program, options):
    chance = random.Random(options.seed)
    uploads(program.folder / "uploads", options.clips)
    wanted, duration = undisturbed(program)
    bytes_wanted = files(wanted)
    whole = len({name.split("/")[1] for name in bytes_wanted})
    say(f"kills: seed {options.seed}, {options.clips} clips, undisturbed {duration:.1f} s, {load()}")
    results = program.folder / "results"
    phases, triggers, struck, orphans, rounds, count = [], [], [], [], 0, 0
    while count < options.kills:
        shutil.rmtree(results, ignore_errors=True)
        rounds += 1
        of_this_batch = 0
        while True:
            process = program.start(program.words(results))
            if count >= options.kills or of_this_batch >= ENOUGH_KILLS_OF_ONE_BATCH:
                code, errors = ended(process)
                break
            trigger = chance.choices(["time", "start", "set", "failure", "record", "wal"], [8, 2, 3, 1, 3, 3])[0]
            victims = chance.choices(["parent", "worker, then parent", "all at once"], [6, 2, 2])[0]
            limit = time.monotonic() + duration * 2
            if trigger == "time":
                moment = time.monotonic() + chance.uniform(0, duration)
                is_there = lambda: time.monotonic() >= moment
            elif trigger == "start":
                moment = time.monotonic() + chance.uniform(0, 0.15)
                is_there = lambda: time.monotonic() >= moment
            else:
                is_there = Watch(results, trigger, chance).is_there
            while process.poll() is None and not is_there() and time.monotonic() < limit:
                if trigger in ("time", "start"):
                    time.sleep(0.0005)
            if process.poll() is not None:
                code, errors = ended(process)
                break
            strike(process, results, victims, chance)
            code, errors = ended(process)
            expect(code in (-9, 3), "killed, it ended with", code, errors)
            orphans.append(seconds_until(lambda: not workers(results), LONGEST_LIFE_OF_AN_ORPHAN))
            if code == 3:
                break
            count += 1
            of_this_batch += 1
            phases.append(phase(results, whole))
            triggers.append(trigger)
            struck.append(victims)
        expect(code == 3, f"round {rounds}: the last run ended with", code, errors)
        expect_whole(program, results, bytes_wanted, f"round {rounds}, {of_this_batch} kills:")
        expect(rows(results) == rows(wanted), f"round {rounds}: other rows than undisturbed")
    say(f"{count} kills in {rounds} batches: the same bytes, the same rows, integrity ok")
    say(f"by what: {histogram(triggers)}")
    say(f"who: {histogram(struck)}")
    say(f"when: {histogram(phases)}")
    say(f"workers gone within {max(orphans) * 1000:.0f} ms of their parent's death at worst")


def signals(program, options):
    chance = random.Random(options.seed)
    uploads(program.folder / "uploads", options.clips)
    wanted, duration = undisturbed(program)
    bytes_wanted = files(wanted)
    say(f"signals: seed {options.seed}, {options.clips} clips, undisturbed {duration:.1f} s, {load()}")
    results = program.folder / "results"
    for number, name, expected in [(signal.SIGINT, "SIGINT", 130), (signal.SIGTERM, "SIGTERM", 143)]:
        times, early, rounds = [], 0, 0
        while len(times) < options.kills:
            shutil.rmtree(results, ignore_errors=True)
            rounds += 1
            while True:
                process = program.start(program.words(results))
                try:
                    # The C library's own start comes before any handler.
                    process.wait(chance.uniform(0.03, duration) if len(times) < options.kills else 120)
                    code, errors = ended(process)
                    break
                except Exception as error:
                    if type(error).__name__ != "TimeoutExpired":
                        raise
                start = time.monotonic()
                process.send_signal(number)
                code, errors = ended(process)
                took = time.monotonic() - start
                if code == 3:
                    break
                if code == -number:
                    # Before the program listens; nothing has begun.
                    early += 1
                    continue
                expect(code == expected, name, "ended with", code, errors)
                expect("the same command goes on from there" in errors, name, "does not say how to go on:", errors)
                expect(not workers(results), name, "left workers")
                times.append(took)
            expect(code == 3, f"{name}: the last run ended with", code, errors)
            expect_whole(program, results, bytes_wanted, f"{name}, round {rounds}:")
        expect(max(times) < LONGEST_END, f"{name} took {max(times):.2f} s")
        middle = sorted(times)[len(times) // 2]
        say(f"{len(times)} x {name} in {rounds} batches: exit {expected}, ended after {middle * 1000:.0f} ms, at worst "
            f"{max(times) * 1000:.0f} ms, no worker left, the same bytes; {early} more before the program listened")
