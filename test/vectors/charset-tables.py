"""Prints what Python's codec takes for the two-byte codes of a charset: one line a lead byte, one character a trail
byte (40 to FE), U+FFFD where none is assigned.

    python3 charset-tables.py gb2312 > gb2312.txt
    python3 charset-tables.py gbk > gbk.txt
"""

import sys


def character(lead, trail, charset):
    try:
        return bytes([lead, trail]).decode(charset)
    except UnicodeDecodeError:
        return "\ufffd"


charset = sys.argv[1]
for lead in range(0x81, 0xFF):
    line = "".join(character(lead, trail, charset) for trail in range(0x40, 0xFF))
    if line.strip("\ufffd"):
        print(f"{lead:02x}\t{line}")
