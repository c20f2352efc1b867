"""Cuts the bundled fonts out of Noto Sans CJK: `fonts.py <unpacked packages> <output folder>`; see `scripts/fonts`.

Two full weights hold the 8,105 characters of 通用规范汉字表 (Unihan field kTGH, 2013) with Latin and punctuation, for what
an issuer writes. A small bold one holds the characters of our own labels, Latin and digits. Hinting goes (screens of phones
do not need it) and so does `locl`: it would bring the Japanese, Korean and Taiwanese forms along and double the size.
"""

import bz2
import glob
import pathlib
import re
import sys
import unicodedata

import cffsubr
from fontTools import subset
from fontTools.ttLib import TTCollection

FACE_SC = 2  # order of faces in the collections: JP KR SC TC HK
FULL = {"Regular": 400, "Medium": 500}
LABELS = {"Bold": 700}
FEATURES = ["kern", "ccmp", "mark", "mkmk", "tnum", "pnum"]
LICENSE = (
    "This Font Software is licensed under the SIL Open Font License, Version 1.1, see OFL.txt. "
    "Cut from Noto Sans CJK SC 2.004 and renamed."
)


def level_8105(tree: pathlib.Path) -> set[int]:
    """The characters of 通用规范汉字表 as Unihan numbers them."""
    found = {}
    for name in glob.glob(str(tree / "usr/share/unicode/Unihan_*.txt.bz2")):
        with bz2.open(name, "rt", encoding="utf-8") as lines:
            for line in lines:
                match = re.match(r"U\+([0-9A-F]+)\tkTGH\t2013:(\d+)", line)
                if match:
                    found[int(match[2])] = int(match[1], 16)
    assert sorted(found) == list(range(1, 8106)), "the table must be whole"
    return set(found.values())


def latin_and_signs() -> set[int]:
    """Latin with its accents, punctuation of both scripts, full-width forms, and signs that addresses use."""
    chars = set(range(0x20, 0x7F)) | set(range(0xA0, 0x180)) | set(range(0x1CD, 0x1DD)) | {0x1F8, 0x1F9}
    chars |= set(range(0x300, 0x305)) | {0x308, 0x30C, 0x327, 0x328}
    chars |= set(range(0x2010, 0x2028)) | {0x2030, 0x2032, 0x2033, 0x203B, 0x20AC, 0x2103, 0x2116, 0x2122}
    chars |= set(range(0x2160, 0x216C)) | set(range(0x2460, 0x2474)) | {0x2190, 0x2191, 0x2192, 0x2193, 0x2212, 0x2713}
    chars |= {0x25A1, 0x25A0, 0x25B2, 0x25BC, 0x25CB, 0x25CF, 0x25CE, 0x2605, 0x2606}
    chars |= set(range(0x3000, 0x3018)) | {0x30FB, 0x2E3A}
    chars |= set(range(0xFF01, 0xFF5F)) | {0xFFE5}
    return chars


def label_chars(root: pathlib.Path) -> set[int]:
    """What our own sentences on pages need."""
    text = ""
    for name in ("render", "license"):
        for path in sorted(root.glob(f"core/text/locales/zh-Hans/{name}.ftl")):
            text += path.read_text(encoding="utf-8")
    return {ord(c) for c in text if unicodedata.category(c)[0] not in "CZ"}


def cut(tree: pathlib.Path, weight: str, css_weight: int, chars: set[int], out: pathlib.Path) -> list[str]:
    collection = TTCollection(str(tree / f"usr/share/fonts/opentype/noto/NotoSansCJK-{weight}.ttc"), lazy=True)
    font = collection.fonts[FACE_SC]
    assert "CJK SC" in font["name"].getDebugName(1)
    missing = [f"U+{c:04X}" for c in sorted(chars) if c not in font.getBestCmap()]
    options = subset.Options()
    options.hinting = False
    options.layout_features = FEATURES
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.name_languages = [0x409]
    options.notdef_outline = True
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE", "DSIG"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=chars)
    cutter.subset(font)
    # The other formats repeat part of this one, 31 kB a weight; the reader that we use takes it first.
    full = [table for table in font["cmap"].tables if table.format == 12]
    font["cmap"].tables = full or font["cmap"].tables  # a font without rare characters has no full one
    family = "Liangzheng Sans SC" if weight in FULL else "Liangzheng Label SC"
    postscript = family.replace(" ", "") + "-" + weight
    names = font["name"]
    for number, value in {
        1: family if weight in ("Regular", "Bold") else f"{family} {weight}",
        2: weight if weight in ("Regular", "Bold") else "Regular",
        3: f"2.004;LZ;{postscript}",
        4: f"{family} {weight}",
        6: postscript,
        13: LICENSE,
        14: "https://openfontlicense.org",
        16: family,
        17: weight,
    }.items():
        names.setName(value, number, 3, 1, 0x409)
    top = font["CFF "].cff
    top.fontNames[0] = postscript
    for key, value in {"FullName": f"{family} {weight}", "FamilyName": family}.items():
        if hasattr(top[0], key):
            setattr(top[0], key, value)
    font["OS/2"].usWeightClass = css_weight
    font["head"].modified = font["head"].created  # the same bytes each time
    font.recalcTimestamp = False
    # Outlines share more of their pieces: 5 % smaller, the same glyphs.
    cffsubr.subroutinize(font, keep_glyph_names=False)
    font.save(out)
    print(f"{out.name}: {len(font.getBestCmap())} characters, {out.stat().st_size} bytes, not in Noto: {missing or 'none'}")
    return missing


def main() -> None:
    tree, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    han, signs = level_8105(tree), latin_and_signs()
    lacking = set()
    for weight, css in FULL.items():
        lacking |= set(cut(tree, weight, css, han | signs, out / f"LiangzhengSansSC-{weight}.otf"))
    labels = label_chars(pathlib.Path(".")) | set(range(0x20, 0x7F)) | {0xB7, 0x2013, 0x2026, 0x3001, 0x3002, 0xFF0C, 0xFF1A}
    for weight, css in LABELS.items():
        cut(tree, weight, css, labels, out / f"LiangzhengLabelSC-{weight}.otf")
    if lacking & {f"U+{c:04X}" for c in han}:
        sys.exit("characters of the national table are missing")


main()
