"""Draws icon.png: a sigmoid inside the loop of a recurrent network. Needs Python alone:

    python3 package/draw-icon.py
"""

import math
import pathlib
import struct
import zlib

SIZE = 128
SAMPLES = 4

TOP = (0x5B, 0x3F, 0xD6)
BOTTOM = (0x1C, 0x1A, 0x54)
LOOP = (0x7F, 0xE3, 0xD0)
CURVE = (0xFF, 0xFF, 0xFF)

CENTRE = (64.0, 64.0)
RADIUS = 41.0
GAP_FROM, GAP_TO = -28.0, 20.0  # degrees, clockwise from the right: the loop's opening
ARROW = 13.0


def in_rounded_square(x, y, inset=2.0, corner=27.0):
    half = SIZE / 2 - inset - corner
    dx = max(abs(x - SIZE / 2) - half, 0.0)
    dy = max(abs(y - SIZE / 2) - half, 0.0)
    return dx * dx + dy * dy <= corner * corner


def on_circle(degrees, radius=RADIUS):
    angle = math.radians(degrees)
    return CENTRE[0] + radius * math.cos(angle), CENTRE[1] + radius * math.sin(angle)


def in_loop(x, y):
    dx, dy = x - CENTRE[0], y - CENTRE[1]
    degrees = math.degrees(math.atan2(dy, dx))
    if not GAP_FROM < degrees < GAP_TO:
        return abs(math.hypot(dx, dy) - RADIUS) <= 4.0
    # The start of the loop is round.
    cap = on_circle(GAP_TO)
    return math.hypot(x - cap[0], y - cap[1]) <= 4.0


def in_arrow(x, y):
    # A triangle at the end of the loop, which points along the circle.
    tip = on_circle(GAP_FROM + 21.0, RADIUS - 1.0)
    left, right = on_circle(GAP_FROM - 2.0, RADIUS - ARROW), on_circle(GAP_FROM - 2.0, RADIUS + ARROW)
    corners = [tip, left, right]
    signs = []
    for (ax, ay), (bx, by) in zip(corners, corners[1:] + corners[:1]):
        signs.append((bx - ax) * (y - ay) - (by - ay) * (x - ax) > 0)
    return all(signs) or not any(signs)


def sigmoid_points():
    for step in range(201):
        t = step / 200.0 * 2.0 - 1.0
        yield CENTRE[0] + 24.0 * t, CENTRE[1] + 17.0 - 34.0 / (1.0 + math.exp(-5.5 * t))


POINTS = list(sigmoid_points())


def in_curve(x, y):
    if abs(x - CENTRE[0]) > 29.0 or abs(y - CENTRE[1]) > 23.0:
        return False
    return min((x - px) ** 2 + (y - py) ** 2 for px, py in POINTS) <= 4.2 * 4.2


def colour(x, y):
    """The colour and the opacity of a point."""
    if not in_rounded_square(x, y):
        return (0, 0, 0), 0
    if in_curve(x, y):
        return CURVE, 1
    if in_loop(x, y) or in_arrow(x, y):
        return LOOP, 1
    mix = (x + 2.0 * y) / (3.0 * SIZE)
    return tuple(round(a + (b - a) * mix) for a, b in zip(TOP, BOTTOM)), 1


def pixel(column, row):
    red = green = blue = opaque = 0
    for sub in range(SAMPLES * SAMPLES):
        x = column + (sub % SAMPLES + 0.5) / SAMPLES
        y = row + (sub // SAMPLES + 0.5) / SAMPLES
        (r, g, b), a = colour(x, y)
        red, green, blue, opaque = red + r * a, green + g * a, blue + b * a, opaque + a
    if opaque == 0:
        return bytes(4)
    return bytes((red // opaque, green // opaque, blue // opaque, 255 * opaque // (SAMPLES * SAMPLES)))


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


rows = b"".join(b"\0" + b"".join(pixel(column, row) for column in range(SIZE)) for row in range(SIZE))
header = struct.pack(">IIBBBBB", SIZE, SIZE, 8, 6, 0, 0, 0)
png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")
pathlib.Path(__file__).with_name("icon.png").write_bytes(png)
