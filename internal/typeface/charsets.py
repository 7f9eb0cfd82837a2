#!/usr/bin/python3
"""Writes charsets.txt: python3 charsets.py ../../fonts/build/tgh8105.txt > charsets.txt

One set a line: its name, a bitmap of U+4E00 to U+9FFF in base64 (lowest bit
first), then the code points outside, ranges written first-last, in hex.
"""
import base64
import sys

FIRST, LAST = 0x4E00, 0x9FFF


def line(name, points):
    bits = bytearray((LAST - FIRST + 8) // 8)
    ranges = []
    for c in sorted(points):
        if FIRST <= c <= LAST:
            bits[(c - FIRST) // 8] |= 1 << (c - FIRST) % 8
        elif ranges and ranges[-1][1] == c - 1:
            ranges[-1][1] = c
        else:
            ranges.append([c, c])
    rest = ["%X" % a if a == b else "%X-%X" % (a, b) for a, b in ranges]
    print(" ".join([name, base64.b64encode(bytes(bits)).decode() if any(bits) else "-"] + rest))


# GB 2312 fills rows 1 to 9 and 16 to 87, its own cells only; the code points
# are GBK's, whose 1-4 is U+00B7 and 1-10 U+2014.
hanzi, symbols = set(), set()
for row in range(1, 88):
    for cell in range(1, 95):
        code = bytes([0xA0 + row, 0xA0 + cell])
        try:
            code.decode("gb2312")
        except UnicodeDecodeError:
            continue
        (hanzi if row >= 16 else symbols).add(ord(code.decode("gbk")))
standard = set(map(ord, open(sys.argv[1], encoding="utf8").read().strip()))
assert (len(hanzi), len(symbols), len(standard)) == (6763, 682, 8105)
line("gb2312-hanzi", hanzi)
line("gb2312-symbols", symbols)
line("tgh", standard)
