"""Writes golden/states/stochastic-2x2.lsts: a stored state as docs/state.md describes it, without any of the library's code."""

import pathlib
import struct


def crc32c(data: bytes) -> int:
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


assert crc32c(b"123456789") == 0xE3069283

declaration = b"[Lstm(input: 2, hidden: 2, Layers = 2, StochasticForget = true)]"
hidden = [[0.5, -0.25], [1 / 3, -0.0]]
cell = [[1.0, -2.0], [float("inf"), 1e-45]]
values = b"".join(struct.pack("<4f", *h, *c) for h, c in zip(hidden, cell)) + struct.pack("<QQ", 0x0123456789ABCDEF, 17)
state = b"LSTS" + struct.pack("<HHI", 1, len(declaration), len(values)) + declaration + values
path = pathlib.Path(__file__).parent.parent / "golden" / "states" / "stochastic-2x2.lsts"
path.write_bytes(state + struct.pack("<I", crc32c(state)))
