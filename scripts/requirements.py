"""Prints R01-R90, each with the tests that name it and ran in the last `make test`; the others are open.

A test names its requirements in a comment directly above its attribute or annotation (`// R20 R21`), or behind it on the
same line. With --check: only that docs/requirements.md is whole and that no test names a requirement that does not exist.
"""

import re
import subprocess
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import tests_ran
from tests_ran import ROOT

TAGS = re.compile(r"//[/!]?\s*((?:R\d{2}(?:\s*[-–]\s*R?\d{2})?[\s,]*)+)")
STARTS = {
    ".rs": re.compile(r"\s*#\[(?:tokio::)?test\b.*?\]\s*(//.*)?$"),
    ".kt": re.compile(r"\s*@Test\b(?:\([^)]*\))?\s*(//.*)?"),
    ".swift": re.compile(r"\s*@Test\b(?:\([^)]*\))?\s*(//.*)?"),
}
NAMES = {
    ".rs": re.compile(r"\bfn\s+(\w+)"),
    ".kt": re.compile(r"\bfun\s+(?:`([^`]+)`|(\w+))"),
    ".swift": re.compile(r"\bfunc\s+(?:`([^`]+)`|(\w+))"),
}
PARTS = {".rs": ("rust", "floors"), ".kt": ("kotlin",), ".swift": ("swift",)}


@dataclass(frozen=True)
class Named:
    """A test in the sources with the requirements that it names."""

    file: Path
    name: str
    requirements: frozenset[str]


def requirements() -> dict[str, str]:
    """Number to sentence, from docs/requirements.md."""
    text = (ROOT / "docs/requirements.md").read_text()
    return dict(re.findall(r"^- \*\*(R\d{2})\*\* (.+)$", text, re.MULTILINE))


def numbers(comment: str) -> set[str]:
    """Requirement numbers at the start of a comment; a range names all in it."""
    if not (tags := TAGS.match(comment.strip())):
        return set()
    found = set()
    for first, last in re.findall(r"R(\d{2})(?:\s*[-–]\s*R?(\d{2}))?", tags[1]):
        found.update(f"R{n:02}" for n in range(int(first), int(last or first) + 1))
    return found


def named_in(file: Path) -> list[Named]:
    """Tests of one source file that name a requirement."""
    lines = file.read_text(errors="replace").splitlines()
    kind, found = file.suffix, []
    for at, line in enumerate(lines):
        if not (start := STARTS[kind].match(line)):
            continue
        tags = numbers(start[1] or "")
        above = at - 1
        while above >= 0 and lines[above].lstrip().startswith(("//", "#[", "@")):
            tags |= numbers(lines[above])
            above -= 1
        name = NAMES[kind].search("\n".join(lines[at : at + 12]))
        if tags and name:
            found.append(Named(file, next(group for group in name.groups() if group), frozenset(tags)))
    return found


def all_named() -> list[Named]:
    """Every test of the repository that names a requirement."""
    command = ["git", "ls-files", "-co", "--exclude-standard", "*.rs", "*.kt", "*.swift"]
    files = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split()
    return [test for file in files if (ROOT / file).exists() for test in named_in(ROOT / file)]


def rust_units(file: Path) -> set[str]:
    """Names of the test binaries that can hold a Rust source file."""
    package = next(folder for folder in file.parents if (folder / "Cargo.toml").exists())
    inside = file.relative_to(package).parts
    if inside[0] == "tests":
        return {Path(inside[1]).stem}
    manifest = (package / "Cargo.toml").read_text()
    return {name.replace("-", "_") for name in re.findall(r'^name = "([^"]+)"', manifest, re.MULTILINE)} | {
        name for name in re.findall(r'^name = "([^"]+)"', manifest, re.MULTILINE)
    }


def outcome(test: Named, ran: dict[str, list[tests_ran.Test]]) -> bool | None:
    """Whether a test passed; None if it did not run."""
    candidates = ran.get(test.name, [])
    if test.file.suffix == ".rs":
        units = rust_units(test.file)
        candidates = [one for one in candidates if one.unit in units]
    else:
        source = test.file.read_text()
        candidates = [one for one in candidates if re.search(rf"\b{re.split(r'[./]', one.unit)[-1]}\b", source)]
    return all(one.passed for one in candidates) if candidates else None


def run_by_name(suffix: str) -> dict[str, list[tests_ran.Test]]:
    """Tests that ran, by the name of their function."""
    by_name = defaultdict(list)
    for part in PARTS[suffix]:
        for test in tests_ran.of_part(part):
            by_name[re.split(r"\(", test.name.split("::")[-1])[0]].append(test)
    return by_name


def check(wanted: dict[str, str], named: list[Named]) -> None:
    """Fails if the list has a hole, or a test names what is not on it."""
    whole = [f"R{n:02}" for n in range(1, 91)]
    if list(wanted) != whole:
        sys.exit(f"docs/requirements.md must list R01-R90 once each, in order; wrong: {set(whole) ^ set(wanted)}")
    unknown = [f"{test.name}: {sorted(test.requirements - set(wanted))}" for test in named if test.requirements - set(wanted)]
    if unknown:
        sys.exit("tests name requirements that do not exist:\n" + "\n".join(unknown))
    print(f"requirements: {len(wanted)} listed, {len(named)} tests name at least one")


def main() -> None:
    """Prints the map, or checks it."""
    wanted, named = requirements(), all_named()
    if "--check" in sys.argv:
        check(wanted, named)
        return
    ran = {suffix: run_by_name(suffix) for suffix in PARTS}
    by_requirement = defaultdict(list)
    for test in named:
        for number in test.requirements:
            by_requirement[number].append((test, outcome(test, ran[test.file.suffix])))
    count = {"proved": 0, "failing": 0, "not run": 0, "open": 0}
    for number, sentence in wanted.items():
        results = [result for _, result in by_requirement[number]]
        state = "open" if not results else "failing" if False in results else "proved" if True in results else "not run"
        count[state] += 1
        print(f"{number}  {state:8}{sentence}")
        for test, result in by_requirement[number]:
            mark = {True: "ok    ", False: "FAILED", None: "no run"}[result]
            print(f"       {mark} {test.file.relative_to(ROOT)}: {test.name}")
    print("\n" + ", ".join(f"{n} {state}" for state, n in count.items()))
    if not any(ran.values()):
        print("no test has left a log yet: run `make test` first")


if __name__ == "__main__":
    main()
