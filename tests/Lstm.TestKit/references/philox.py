"""Philox 4x32-10 (Salmon, Moraes, Dror and Shaw 2011), for many counters at once, and the draws of a stochastic forget gate."""
import numpy as np

LOW = np.uint64(0xFFFFFFFF)
HALF = np.uint64(32)


def block(counter, key):
    """The four words of each counter: both are lists of arrays of words, four and two of them."""
    c = [np.asarray(word, np.uint64) for word in counter]
    k = [np.asarray(word, np.uint64) for word in key]
    for _ in range(10):
        a = np.uint64(0xD2511F53) * c[0]
        b = np.uint64(0xCD9E8D57) * c[2]
        c = [(b >> HALF) ^ c[1] ^ k[0], b & LOW, (a >> HALF) ^ c[3] ^ k[1], a & LOW]
        k = [(k[0] + np.uint64(0x9E3779B9)) & LOW, (k[1] + np.uint64(0xBB67AE85)) & LOW]
    return c


def uniform(units, step, cell, seed=0):
    """A draw in (0, 1) for each unit of a cell (layer * directions + direction) at a step; every one of them is a float32 number."""
    unit = np.arange(units)
    counter = [np.full(units, step & 0xFFFFFFFF), np.full(units, step >> 32), 8 * (unit // 32) + unit % 8, np.full(units, cell)]
    words = np.stack(block(counter, [seed & 0xFFFFFFFF, seed >> 32]))
    word = words[unit // 8 % 4, unit]
    return ((word >> np.uint64(9)).astype(np.float64) + 0.5) * 2.0**-23


# The generator's published known answers.
_ALL = 0xFFFFFFFF
for _counter, _key, _answer in [
    ([0] * 4, [0] * 2, "6627e8d5 e169c58d bc57ac4c 9b00dbd8"),
    ([_ALL] * 4, [_ALL] * 2, "408f276d 41c83b0e a20bc7c6 6d5451fd"),
    ([0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344], [0xA4093822, 0x299F31D0], "d16cfe09 94fdcceb 5001e420 24126ea1"),
]:
    assert " ".join("%08x" % int(word) for word in block(_counter, _key)) == _answer
