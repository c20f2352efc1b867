"""Draws the contact sheet of a scan: a row for each condition; a green or red mark says whether a reader read the frame.

The first five frames of a condition come first, then up to three that one of the readers missed.
"""

import json
import pathlib
import sys

from PIL import Image, ImageDraw, ImageFont

folder = pathlib.Path(sys.argv[1])
rows = json.loads((folder / "sheet.json").read_text())
WIDTH, HEIGHT, LABEL, GAP, HEAD = 320, 180, 190, 10, 44
READ, MISSED = (24, 138, 70), (200, 30, 40)
columns = max(len(row["frames"]) for row in rows)
sheet = Image.new("RGB", (LABEL + columns * (WIDTH + GAP) + GAP, HEAD + len(rows) * (HEIGHT + GAP + 18) + GAP), (244, 245, 246))
draw = ImageDraw.Draw(sheet)
font, small = ImageFont.load_default(22), ImageFont.load_default(15)
draw.text((GAP, 12), "Frames of the camera model. Marks below each: T the terminal's reader, Z zxing-cpp; green read, red not read.", fill=(40, 44, 48), font=small)
for at, row in enumerate(rows):
    top = HEAD + at * (HEIGHT + GAP + 18)
    draw.text((GAP, top + HEIGHT // 2 - 14), row["name"], fill=(20, 24, 28), font=font)
    for column, frame in enumerate(row["frames"]):
        left = LABEL + column * (WIDTH + GAP)
        with Image.open(folder / frame["file"]) as picture:
            sheet.paste(picture.convert("RGB").resize((WIDTH, HEIGHT), Image.Resampling.BOX), (left, top))
        for half, (name, key) in enumerate((("T", "rxing"), ("Z", "zxing"))):
            if frame[key] is None:
                continue
            x = left + half * WIDTH // 2
            draw.rectangle((x, top + HEIGHT + 1, x + WIDTH // 2 - 2, top + HEIGHT + 17), fill=READ if frame[key] else MISSED)
            draw.text((x + 6, top + HEIGHT), name, fill=(255, 255, 255), font=small)
sheet.save(folder / "sheet.png")
