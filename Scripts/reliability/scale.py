"""Many clips: does the parent stay small, do two jobs do twice as much, what does a process for each clip cost?

    Scripts/reliability/run scale [--clips 500]
    Scripts/reliability/run throughput [--clips 24] [--rounds 5]
    Scripts/reliability/run singles [--clips 100]
"""
import os
import pathlib
import shutil
import statistics
import struct
import subprocess
import time

from bench import SAMPLES, expect, load, say, tiny_clip

MOST_GROWTH = 1.1
# Of another allocator's mood.
SLACK = 4
SAMPLE_EVERY = 0.25


def many(folder, count, seconds=0.5):
    """So many different contents: a few films, each with a number behind its last frame that players pass over."""
    films = []
    for sample in SAMPLES:
        film = folder.parent / f"{sample}.mp4"
        tiny_clip(film, sample, seconds=seconds)
        films.append(film.read_bytes())
    folder.mkdir()
    for number in range(count):
        box = struct.pack(">I4sI", 12, b"free", number)
        (folder / f"{number:04}.mp4").write_bytes(films[number % len(films)] + box)


def megabytes(process, name):
    for line in pathlib.Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith(name + ":"):
            return int(line.split()[1]) / 1024
    return 0.0


def scale(program, options):
    many(program.folder / "uploads", options.clips)
    results = program.folder / "results"
    start = time.monotonic()
    process = program.start(program.words(results), stderr=subprocess.DEVNULL)
    samples = []
    while process.poll() is None:
        try:
            done = len(os.listdir(results / "sets"))
            open_files = len(os.listdir(f"/proc/{process.pid}/fd"))
            threads = len(os.listdir(f"/proc/{process.pid}/task"))
            samples.append((done, megabytes(process.pid, "VmRSS"), megabytes(process.pid, "VmHWM"), open_files, threads))
        except (FileNotFoundError, ProcessLookupError):
            pass
        time.sleep(SAMPLE_EVERY)
    duration = time.monotonic() - start
    expect(process.returncode == 0, "it ended with", process.returncode)
    expect(len(os.listdir(results / "sets")) == options.clips, "sets are missing")
    say(f"scale: {options.clips} clips in {duration:.0f} s with two jobs, {load()}")
    tenth = options.clips / 10
    say("| clips done | resident, MB (median) | peak until then, MB | open files (most) | threads (most) |")
    say("|---|---|---|---|---|")
    middle = {}
    for low, high in [(0, 1), (1, 2), (2, 4), (4, 6), (6, 8), (8, 9), (9, 10.1)]:
        part = [sample for sample in samples if low * tenth <= sample[0] < high * tenth]
        if part:
            middle[low] = (statistics.median(s[1] for s in part), max(s[3] for s in part))
            say(f"| {low * tenth:.0f} to {min(high, 10) * tenth:.0f} | {middle[low][0]:.1f} | "
                f"{max(s[2] for s in part):.1f} | {middle[low][1]} | {max(s[4] for s in part)} |")
    if 2 not in middle or 9 not in middle:
        return say("too few clips for a comparison: some tenths were over before they were looked at")
    early, late = middle[2], middle[9]
    say(f"resident at the end {late[0] / early[0]:.2f} times that after a fifth")
    expect(late[0] < early[0] * MOST_GROWTH + SLACK, "the parent's memory grows")
    expect(late[1] <= early[1] + 2, "the parent's open files grow")


def duration_of(program, jobs):
    results = program.folder / "results"
    shutil.rmtree(results, ignore_errors=True)
    start = time.monotonic()
    code, errors = program.run(program.words(results, jobs=jobs), timeout=3600, stdout=subprocess.DEVNULL)
    expect(code == 0, "it ended with", code, errors)
    return time.monotonic() - start


def throughput(program, options):
    many(program.folder / "uploads", options.clips, seconds=3)
    ratios = []
    for number in range(options.rounds):
        # One after the other, in turns: what else the machine does meets both alike.
        order = (1, 2) if number % 2 == 0 else (2, 1)
        times = {jobs: duration_of(program, jobs) for jobs in order}
        ratios.append(times[1] / times[2])
        say(f"{options.clips} clips: {times[1]:.1f} s with one job, {times[2]:.1f} s with two, "
            f"{ratios[-1]:.2f} times the throughput, {load()}")
    say(f"throughput of two jobs: {statistics.median(ratios):.2f} times that of one (median of {len(ratios)})")


def singles(program, options):
    many(program.folder / "uploads", options.clips)
    times = {jobs: duration_of(program, jobs) for jobs in (1, 2)}
    start = time.monotonic()
    for clip in sorted((program.folder / "uploads").iterdir()):
        words = [program.binary, str(clip), "--no-video", "--threads", "1", "--quiet", "--out", f"single/{clip.stem}"]
        code, errors = program.run(words, stdout=subprocess.DEVNULL)
        expect(code == 0, clip, "ended with", code, errors)
    alone = time.monotonic() - start
    say(f"{options.clips} clips: single runs {alone:.1f} s, a batch with one job {times[1]:.1f} s "
        f"({times[1] / alone:.2f} of that), with two {times[2]:.1f} s ({times[2] / alone:.2f}), {load()}")
