#!/usr/bin/env python3
"""Writes gb18030.index: the two-byte characters of GB 18030 in the order of their codes, a UTF-16 unit each, low byte first.

Lead bytes run from 81 to FE and trail bytes from 40 to FE without 7F. The source is Python's own codec. The four-byte
codes of the Basic Multilingual Plane are not listed: they are the characters that no shorter code stands for, in order.
"""

import pathlib
import struct

TRAILS = [*range(0x40, 0x7F), *range(0x80, 0xFF)]
codes = [ord(bytes([lead, trail]).decode("gb18030")) for lead in range(0x81, 0xFF) for trail in TRAILS]
pathlib.Path(__file__).with_suffix(".index").write_bytes(struct.pack(f"<{len(codes)}H", *codes))
