"""Which tests ran, read from what the parts of `make test` left in target/test-logs.

Used by scripts/test.sh (`--count PART`) and scripts/requirements.py.
"""

import os
import re
import sys
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOGS = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "test-logs"


@dataclass(frozen=True)
class Test:
    """One test that ran: where it belongs (Rust test binary, JUnit class, Swift suite), its name, how it ended."""

    unit: str
    name: str
    passed: bool


def rust(log: Path) -> list[Test]:
    """Tests in the output of `cargo test`; a unit is a test binary without its hash, or `doc` for examples."""
    tests, unit = [], ""
    for line in log.read_text(errors="replace").splitlines():
        if running := re.match(r"\s+Running .*\(.*?([^/\s]+)-[0-9a-f]{16}\)", line):
            unit = running[1]
        elif line.lstrip().startswith("Doc-tests "):
            unit = "doc"
        elif result := re.match(r"test (.+?)(?: - should panic)? \.\.\. (ok|FAILED)", line):
            tests.append(Test(unit, result[1], result[2] == "ok"))
    return tests


def junit(folder: Path) -> list[Test]:
    """Tests in JUnit reports, as Surefire and SwiftPM write them."""
    tests = []
    for report in sorted(folder.glob("*.xml")):
        for case in ElementTree.parse(report).getroot().iter("testcase"):
            if case.find("skipped") is None:
                bad = case.find("failure") is not None or case.find("error") is not None
                tests.append(Test(case.get("classname", ""), case.get("name", ""), not bad))
    return tests


def listed(log: Path) -> list[Test]:
    """Tests of parts that print one line each: `ok NAME` or `FAILED NAME`."""
    found = re.findall(r"^(ok|FAILED) +(.+)$", log.read_text(errors="replace"), re.MULTILINE)
    return [Test(log.stem, name.strip(), result == "ok") for result, name in found]


def of_part(part: str) -> list[Test]:
    """Tests that the last run of a part left behind; none if it never ran."""
    log = LOGS / f"{part}.log"
    if part in ("kotlin", "swift"):
        return junit(LOGS / part)
    if not log.exists():
        return []
    return rust(log) if part in ("rust", "floors") else listed(log)


def summary(part: str) -> tuple[int, int]:
    """How many tests of a part passed and failed. Parts that name no tests end with `N passed, M failed`."""
    tests = of_part(part)
    log = LOGS / f"{part}.log"
    if not tests and log.exists():
        told = re.findall(r"^(\d+) passed, (\d+) failed$", log.read_text(errors="replace"), re.MULTILINE)
        return tuple(map(int, told[-1])) if told else (0, 0)
    passed = sum(test.passed for test in tests)
    return passed, len(tests) - passed


def main() -> None:
    """Prints the number of tests of one part."""
    passed, failed = summary(sys.argv[2])
    print(f"{passed + failed} tests" + (f", {failed} failed" if failed else ""))


if __name__ == "__main__":
    main()
