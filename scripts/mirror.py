"""Writes bindings/facade/src/mirror: the wallet's records and enums, told to UniFFI by `#[uniffi::remote]`.

The core does not know UniFFI, and there is one set of types: the mirror repeats their shape, and their documentation for app
developers, from core/wallet/src. A type that differs does not compile. With --check: only tells whether it is up to date.
"""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WALLET = ROOT / "core/wallet/src"
MIRROR = ROOT / "bindings/facade/src/mirror"
# Objects have methods: they are wrapped by hand in bindings/facade/src.
OBJECTS = {"Wallet", "Watch", "Camera", "Presenter"}
# Ports are for Rust: what apps may bring stands in bindings/facade/src/ports.
PORTS = {"authority"}
ITEM = re.compile(r"((?:^///[^\n]*\n)+)(?:^#\[[^\n]*\n)*^pub (struct|enum) (\w+) \{\n(.*?)^\}\n", re.MULTILINE | re.DOTALL)


def exported() -> dict[str, set[str]]:
    """Module to the names that lz_wallet exports from it."""
    uses = re.findall(r"^pub use (\w+)::(?:\{([^}]*)\}|(\w+));", (WALLET / "lib.rs").read_text(), re.MULTILINE)
    return {module: set(re.findall(r"\w+", many or one)) - OBJECTS for module, many, one in uses if module not in PORTS}


def sources(module: str) -> str:
    """The text of a module: one file, or all files of its folder."""
    file = WALLET / f"{module}.rs"
    files = [file] if file.exists() else sorted((WALLET / module).glob("*.rs"))
    return "\n".join(one.read_text() for one in files)


def codes(text: str) -> str:
    """The list of codes, which the wallet writes as a table, as the enum that its macro makes of it."""
    table = re.search(r"^codes! \{\n(.*?)^\}\n", text, re.MULTILINE | re.DOTALL)
    if not table:
        return ""
    variants = re.sub(r"^(\s+\w+) = \"[^\"]*\", \w+;", r"\1,", table[1], flags=re.MULTILINE)
    return "/// What went wrong. Names never change their meaning; new ones may come.\npub enum Code {\n" + variants + "}\n"


def told(docs: str) -> str:
    """Documentation without Rust's links, for readers of Kotlin and Swift."""
    return re.sub(r"\[`(?:crate::)?([^`]+)`\]", lambda link: "`" + link[1].replace("::", ".") + "`", docs)


def mirror(module: str, names: set[str]) -> str:
    """The mirror of one module."""
    text = sources(module)
    shapes = []
    for docs, kind, name, body in ITEM.findall(codes(text) + text):
        if name not in names:
            continue
        shape = "Error" if name.endswith("Error") else "Record" if kind == "struct" else "Enum"
        body = re.sub(r"^\s*#\[.*\n", "", body, flags=re.MULTILINE).replace("crate::", "")
        shapes.append((name, f"{told(docs)}#[uniffi::remote({shape})]\npub {kind} {name} {{\n{told(body)}}}\n"))
    if not shapes:
        return ""
    used = set(re.findall(r"\b[A-Z]\w+", re.sub(r"//.*", "", "".join(text for _, text in shapes))))
    scope = sorted(name for name in set().union(*exported().values()) if name in used)
    head = (
        f"//! Mirrors the types of `lz_wallet` that stand in its module `{module}`. Written by `scripts/mirror.py`.\n\n"
        f"use lz_wallet::{{{', '.join(scope)}}};\n\n"
    )
    return formatted(head + "\n".join(text for _, text in shapes))


def formatted(source: str) -> str:
    """Rust source as rustfmt wants it."""
    command = ["rustfmt", "--edition", "2024", "--config-path", str(ROOT)]
    return subprocess.run(command, input=source, text=True, check=True, stdout=subprocess.PIPE).stdout


def main() -> None:
    """Writes the mirror, or compares it."""
    wanted = {f"{module}.rs": text for module, names in exported().items() if (text := mirror(module, names))}
    modules = "".join(f"mod {name.removesuffix('.rs')};\n" for name in sorted(wanted))
    wanted["mod.rs"] = formatted("//! The wallet's types, told to UniFFI. Written by `scripts/mirror.py`; change the wallet instead.\n\n" + modules)
    if "--check" in sys.argv:
        there = {file.name: file.read_text() for file in MIRROR.glob("*.rs")}
        if there != wanted:
            sys.exit("bindings/facade/src/mirror is not what the wallet says: run python3 scripts/mirror.py")
        return
    MIRROR.mkdir(parents=True, exist_ok=True)
    for file in MIRROR.glob("*.rs"):
        file.unlink()
    for name, text in wanted.items():
        (MIRROR / name).write_text(text)


if __name__ == "__main__":
    main()
