"""Encoding: raw frames through ffmpeg, with film noise, a vignette and a bounded size."""

import subprocess

import numpy as np

LARGEST_BYTES = 1_750_000
JITTER_SECONDS = 0.004


def regular_times(seconds, rate):
    """Frame times of a constant frame rate."""
    return np.arange(int(seconds * rate)) / rate


def irregular_times(seconds, rate):
    """Frame times of a phone's variable rate: every seventh frame is missing, the others come a little early or late."""
    number = np.arange(int(seconds * rate * 6 / 7))
    return np.floor(number * 7 / 6) / rate + JITTER_SECONDS * np.sin(2.3 * number) * (number > 0)


class Encoder:
    """An ffmpeg process that takes RGB frames and writes an MP4 file."""

    def __init__(self, path, camera, rate, seconds, irregular=False, portrait=False, grain=7, blur=0.45, seed=1, crf=26):
        self.path, self.portrait = path, portrait
        limit = int(LARGEST_BYTES * 8 / seconds)
        filters = [f"gblur=sigma={blur}", "vignette=angle=0.42", f"noise=alls={grain}:allf=t:all_seed={seed}"]
        if portrait:
            filters.append("transpose=cclock")
        timing = []
        if irregular:
            moment = f"(floor(N*7/6)/{rate}+{JITTER_SECONDS}*sin(2.3*N)*gt(N,0))/TB"
            filters += ["settb=1/90000", f"setpts='{moment}'"]
            timing = ["-fps_mode", "passthrough", "-enc_time_base", "1/90000", "-video_track_timescale", "90000"]
        self.process = subprocess.Popen(
            [
                "ffmpeg",
                "-y",
                "-v",
                "error",
                "-f",
                "rawvideo",
                "-pix_fmt",
                "rgb24",
                "-s",
                f"{camera.width}x{camera.height}",
                "-r",
                str(rate),
                "-i",
                "-",
                "-vf",
                ",".join(filters),
                "-pix_fmt",
                "yuv420p",
                "-c:v",
                "libx264",
                "-preset",
                "medium",
                "-crf",
                str(crf),
                "-maxrate",
                str(limit),
                "-bufsize",
                str(2 * limit),
                *timing,
                "-movflags",
                "+faststart",
                "-map_metadata",
                "-1",
                "-fflags",
                "+bitexact",
                "-flags:v",
                "+bitexact",
                str(path),
            ],
            stdin=subprocess.PIPE,
        )

    def write(self, picture: bytes):
        """One frame."""
        self.process.stdin.write(picture)

    def close(self):
        """Finishes the file; a portrait clip gets the rotation into its header.

        ffmpeg 5.1 writes the opposite turn when it copies: 270 here makes players turn the picture by 90° clockwise.
        """
        self.process.stdin.close()
        if self.process.wait():
            raise RuntimeError(f"ffmpeg could not write {self.path}")
        if self.portrait:
            plain = self.path.with_suffix(".plain.mp4")
            self.path.rename(plain)
            subprocess.run(
                [
                    "ffmpeg",
                    "-y",
                    "-v",
                    "error",
                    "-i",
                    plain,
                    "-c",
                    "copy",
                    "-metadata:s:v:0",
                    "rotate=270",
                    "-movflags",
                    "+faststart",
                    "-fflags",
                    "+bitexact",
                    self.path,
                ],
                check=True,
            )
            plain.unlink()
