"""What the measurements of reliability share: tiny clips, runs of the program, and what a folder of results holds."""
import collections
import os
import pathlib
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SAMPLES = ["bench-clean", "machine-clean", "ball-clean", "empty-gym", "bench-pause", "machine-mixed"]


class Broken(Exception):
    """The program did what it must not."""


def expect(fact, *words):
    if not fact:
        raise Broken(" ".join(str(word) for word in words))


def say(*words):
    print(*words, flush=True)


def tiny_clip(path, sample="empty-gym", start=2.0, seconds=0.5, title=None):
    """A clip that takes well under a second to analyse; two titles make two contents of one film."""
    path.parent.mkdir(parents=True, exist_ok=True)
    words = ["-ss", str(start), "-t", str(seconds), "-i", str(ROOT / "SampleClips" / f"{sample}.mp4"), "-an"]
    words += ["-vf", "scale=-2:180", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"]
    words += ["-metadata", f"title={title or path.stem}", str(path)]
    subprocess.run(["ffmpeg", "-nostdin", "-y", "-v", "error", *words], check=True)


def retitle(clip, path, title):
    """The same film with other bytes, without coding it again."""
    words = ["-i", str(clip), "-c", "copy", "-metadata", f"title={title}", str(path)]
    subprocess.run(["ffmpeg", "-nostdin", "-y", "-v", "error", *words], check=True)


def uploads(folder, clips):
    """So many clips of several kinds; two of them came twice, one is cut off, one is a text."""
    for number in range(clips):
        tiny_clip(folder / f"clip-{number:02}.mp4", SAMPLES[number % len(SAMPLES)], start=2 + number // len(SAMPLES))
    for number in range(min(2, clips)):
        twin = folder / "again" / f"{number}-renamed.mov"
        twin.parent.mkdir(exist_ok=True)
        shutil.copy(folder / f"clip-{number:02}.mp4", twin)
    (folder / "cut-off.mp4").write_bytes((folder / "clip-00.mp4").read_bytes()[:3000])
    (folder / "text.mp4").write_text("a text that was named like a clip\n" * 20)


class Program:
    """The program under test, started in a folder of its own."""

    def __init__(self, binary, folder, makes_video=False):
        self.binary = str(pathlib.Path(binary).resolve())
        self.folder = folder
        self.drawing = [] if makes_video else ["--no-video"]

    def words(self, results, *more, paths=("uploads",), jobs=2):
        return [self.binary, "batch", *paths, "--out", str(results), *self.drawing, "--jobs", str(jobs), *more]

    def start(self, words, environment=None, **streams):
        streams = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE} | streams
        return subprocess.Popen(
            words, cwd=self.folder, stdin=subprocess.DEVNULL, env=os.environ | (environment or {}), text=True,
            **streams)

    def run(self, words, environment=None, timeout=300, **streams):
        """Exit code (below 0: the signal) and what was said on stderr."""
        process = self.start(words, environment, **streams)
        try:
            _, errors = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            raise Broken(f"hung for {timeout} s: {words}") from None
        return process.returncode, errors


def workers(results):
    """Processes that make something in these results now."""
    mark = f"{pathlib.Path(results).resolve()}/.work/".encode()
    found = []
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                words = pathlib.Path("/proc", entry, "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if len(words) > 2 and words[1] == b"worker" and any(word.startswith(mark) for word in words):
                found.append(int(entry))
    return found


def kill(process, number=signal.SIGKILL):
    """One that is gone already is no error."""
    try:
        os.kill(process, number)
    except ProcessLookupError:
        pass


def seconds_until(condition, limit):
    start = time.monotonic()
    while not condition():
        expect(time.monotonic() - start < limit, f"still not so after {limit} s")
        time.sleep(0.002)
    return time.monotonic() - start


def files(results):
    """The bytes of all that counts: the sets and the failures."""
    found = {}
    for part in ("sets", "failures"):
        for path in sorted((results / part).rglob("*")):
            if path.is_file():
                found[str(path.relative_to(results))] = path.read_bytes()
    return found


def rows(results):
    """All rows of the archive, with names for numbers that depend on the order of the work."""
    base = sqlite3.connect(results / "formcheck.sqlite")
    try:
        names = {
            "clipId": dict(base.execute("SELECT id, sha256 FROM clips")),
            "setId": dict(base.execute("SELECT id, key FROM sets")),
            "failureId": dict(base.execute("SELECT id, key FROM failures")),
        }
        found = {}
        for table in ("clips", "sets", "reps", "findings", "failures", "uploads"):
            cursor = base.execute(f"SELECT * FROM {table}")
            columns = [column[0] for column in cursor.description]
            found[table] = sorted(
                (
                    tuple((c, names.get(c, {}).get(v, v)) for c, v in zip(columns, row) if c != "id")
                    for row in cursor
                ),
                key=repr)
        return found
    finally:
        base.close()


def faults_of_archive(results):
    base = sqlite3.connect(results / "formcheck.sqlite")
    try:
        lines = [row[0] for row in base.execute("PRAGMA integrity_check") if row[0] != "ok"]
        return lines + [str(row) for row in base.execute("PRAGMA foreign_key_check")]
    finally:
        base.close()


def difference(found, wanted):
    """What of two folders is not the same, in few words; empty: nothing."""
    missing = sorted(wanted.keys() - found.keys())
    extra = sorted(found.keys() - wanted.keys())
    changed = sorted(name for name in found.keys() & wanted.keys() if found[name] != wanted[name])
    parts = [("missing", missing), ("not asked for", extra), ("other bytes", changed)]
    return "; ".join(f"{len(names)} {word}: {', '.join(names[:3])}" for word, names in parts if names)


def expect_whole(program, results, wanted, context=""):
    """The results are those of an undisturbed run, the archive is sound, and says what the files say."""
    expect(not difference(files(results), wanted), context, difference(files(results), wanted))
    expect(not list((results / ".work").iterdir()), context, "unfinished work is left")
    expect(not workers(results), context, "workers are left")
    expect(not faults_of_archive(results), context, faults_of_archive(results))
    copy = results.with_name(results.name + ".copy")
    shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir()
    for part in ("sets", "failures"):
        shutil.copytree(results / part, copy / part)
    code, errors = program.run([program.binary, "batch", "--out", str(copy), "--reindex"])
    expect(code == 0, context, "--reindex ended with", code, errors)
    expect(rows(copy) == rows(results), context, "the archive's rows are not those of a fresh --reindex")
    shutil.rmtree(copy)


def histogram(counts):
    return ", ".join(f"{name}: {count}" for name, count in sorted(collections.Counter(counts).items(), key=str))


def load():
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"


def main(measure):
    """Runs a measurement; what the program must not do ends it with 1."""
    try:
        measure()
    except Broken as fault:
        say(f"BROKEN: {fault}")
        sys.exit(1)
