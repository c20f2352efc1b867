"""Recomputes measures in NumPy from the published definitions of OFIQ and compares them with the crate's.

    cargo run -p lz-photo --features synth --example photo-probe raw target/ofiq
    python3 core/photo/scripts/ofiq.py target/ofiq docs/photo-accuracy.md

Reads what the probe wrote (view as binary PPM, wall mask as PGM, values as JSON), shares no code with it, and puts a table of
the largest differences at the end of the page. Exits with 1 if a measure differs by more than its tolerance.
"""

import json
import pathlib
import sys

import numpy as np

HEADING = "\n## OFIQ's formulas, recomputed in NumPy\n"

# Measure, whether OFIQ defines it, tolerance (relative to max(1, |value|)).
TABLE = [
    ("luminance mean", "OFIQ LuminanceMean, face ellipse in place of the landmark hull", 2e-3),
    ("under-exposure share", "OFIQ UnderExposurePrevention raw value", 2e-3),
    ("over-exposure share", "OFIQ OverExposurePrevention raw value", 2e-3),
    ("dynamic range entropy", "OFIQ DynamicRange raw value", 5e-3),
    ("natural colour D", "OFIQ NaturalColour raw value, cheek squares of 0.34 eye distances", 1e-2),
    ("cheek ratio", "own: mean luminance of the darker cheek over the brighter", 2e-3),
    ("wall Sobel mean", "OFIQ BackgroundUniformity raw value on luma, every second pixel", 5e-3),
    ("wall white share", "own", 1e-6),
    ("wall median", "own", 1e-6),
]


def netpbm(path):
    data = path.read_bytes()
    kind, size, depth, pixels = data.split(b"\n", 3)
    width, height = map(int, size.split())
    shape = (height, width, 3) if kind == b"P6" else (height, width)
    return np.frombuffer(pixels, np.uint8).reshape(shape)


def linear(levels):
    c = levels.astype(np.float64) / 255
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)


def luminance(rgb):
    return linear(rgb) @ np.array([0.2126, 0.7152, 0.0722])


def cheek(rgb, eyes, d, side):
    def span(centre, low, high, end):
        clip = lambda v: int(np.floor(min(max(v, 0), end) + 0.5))
        return clip(centre + low * d), clip(centre + high * d)

    x0, x1 = span(eyes[0], 0.52 * side - 0.17, 0.52 * side + 0.17, rgb.shape[1])
    y0, y1 = span(eyes[1], 0.42, 0.76, rgb.shape[0])
    return rgb[y0:y1, x0:x1].reshape(-1, 3)


def lab_d50(rgb):
    matrix = np.array([[0.4360747, 0.3850649, 0.1430804], [0.2225045, 0.7168786, 0.0606169], [0.0139322, 0.0971045, 0.7141733]])
    xyz = matrix @ linear(rgb) / np.array([0.96422, 1.0, 0.82521])
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return 500 * (f[0] - f[1]), 200 * (f[1] - f[2])


def recompute(view, wall, eyes, d):
    height, width, _ = view.shape
    y, x = np.mgrid[0:height, 0:width]
    px, py = (x - eyes[0]) / d, (y - eyes[1]) / d
    face = (px / 0.9) ** 2 + ((py - 0.55) / 1.2) ** 2 <= 1
    light = luminance(view)[face]
    levels = np.floor(light * 255 + 0.5).astype(int)
    counts = np.bincount(levels, minlength=256) / levels.size
    present = counts[counts > 0]
    left, right = (cheek(view, eyes, d, side) for side in (-1, 1))
    means = [luminance(part).mean() for part in (left, right)]
    a, b = lab_d50(np.concatenate([left, right]).astype(np.float64).mean(axis=0))
    outside = lambda v, low, high: max(low - v, v - high, 0.0)
    wide = view.astype(int)
    grey = (77 * wide[..., 0] + 150 * wide[..., 1] + 29 * wide[..., 2] + 128) >> 8
    p = np.pad(grey, 1, mode="edge")
    gx = p[:-2, 2:] + 2 * p[1:-1, 2:] + p[2:, 2:] - p[:-2, :-2] - 2 * p[1:-1, :-2] - p[2:, :-2]
    gy = p[2:, :-2] + 2 * p[2:, 1:-1] + p[2:, 2:] - p[:-2, :-2] - 2 * p[:-2, 1:-1] - p[:-2, 2:]
    even = (x % 2 == 0) & (y % 2 == 0) & wall
    low, high = view.min(axis=2), view.max(axis=2)
    white = (low >= 205) & (high.astype(int) - low <= 28)
    order = np.sort(grey[wall])
    return {
        "luminance mean": light.mean(),
        "under-exposure share": (levels <= 25).mean(),
        "over-exposure share": (levels >= 247).mean(),
        "dynamic range entropy": -(present * np.log2(present)).sum(),
        "natural colour D": float(np.hypot(outside(a, 5, 25), outside(b, 5, 35))),
        "cheek ratio": min(means) / max(means),
        "wall Sobel mean": np.hypot(gx, gy)[even].mean(),
        "wall white share": white[wall].mean(),
        "wall median": order[(order.size + 1) // 2 - 1],
    }


def main():
    folder, page = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    worst = {name: (0.0, 0.0) for name, _, _ in TABLE}
    files = sorted(folder.glob("*.json"))
    for path in files:
        facts = json.loads(path.read_text())
        view, wall = netpbm(path.with_suffix(".ppm")), netpbm(path.with_suffix(".pgm")) > 0
        mine = recompute(view, wall, facts["eyes"], facts["distance"])
        for name, _, _ in TABLE:
            if name in facts["values"]:
                value = facts["values"][name]
                difference = abs(value - mine[name]) / max(1.0, abs(value))
                worst[name] = max(worst[name], (difference, value))
    lines = [HEADING, f"{len(files)} pictures; the script shares no code with the crate. Difference is relative to the larger of 1 and the value.", ""]
    lines += ["| Measure | Definition | Largest difference | Tolerance |", "|---|---|---|---|"]
    good = bool(files)
    for name, definition, tolerance in TABLE:
        difference = worst[name][0]
        good &= difference <= tolerance
        lines.append(f"| {name} | {definition} | {difference:.1e} | {tolerance:.0e} |")
    text = page.read_text() if page.exists() else ""
    page.write_text(text.split(HEADING)[0] + "\n".join(lines) + "\n")
    print("\n".join(lines))
    sys.exit(0 if good else 1)


main()
