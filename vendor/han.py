"""Write src/mkdocs_handout/site/han.txt again: CLDR's rules for Traditional to Simplified Chinese, one character each.

Needs ICU's uconv (Debian, Ubuntu: icu-devtools). Run it from the project's folder: python3 vendor/han.py
"""

import subprocess
from pathlib import Path

TARGET = Path("src/mkdocs_handout/site/han.txt")
BLOCKS = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000))  # CJK Unified Ideographs and Extension A

if __name__ == "__main__":
    version = subprocess.run(["uconv", "--version"], capture_output=True, text=True, check=True).stdout.split()[-1]
    characters = [chr(code) for block in BLOCKS for code in block]
    command = ["uconv", "-f", "utf-8", "-t", "utf-8", "-x", "Traditional-Simplified"]
    made = subprocess.run(command, input="\n".join(characters), capture_output=True, text=True, check=True).stdout
    changed = {a: b for a, b in zip(characters, made.split("\n"), strict=True) if a != b and len(b) == 1}
    pairs = "".join(a + b for a, b in changed.items() if b not in changed)  # each pair once, in one direction
    head = f"""# Traditional and Simplified Chinese characters, in pairs, by vendor/han.py: do not edit.
# CLDR's transform Traditional-Simplified, as in ICU {version}. Copyright Unicode, Inc.; Unicode License V3,
# https://www.unicode.org/license.txt
"""
    TARGET.write_text(f"{head}{pairs}\n", encoding="utf-8")
