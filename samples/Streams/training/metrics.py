"""The metric streams of ../Metrics as NumPy arrays, for training.

Integers are hashed and sums are computed in the same order as in C#, so that both give the same doubles.
"""

import numpy as np

DAY = 1440
WEEK = 7 * DAY
WINDOW = 720  # a stream has at most one incident in this number of minutes
MASK = (1 << 64) - 1

# level, spread, daily swing and noise; the swing and the noise are in spreads
CPU, LATENCY, REQUESTS = (45.0, 9.0, 0.9, 0.12), (180.0, 40.0, 0.5, 0.2), (1200.0, 300.0, 1.2, 0.08)
KINDS = (CPU, LATENCY, REQUESTS)

SIZE, PHASE, SLOW, NOISE, UNREST, OCCURS, KIND, START, LENGTH, STRENGTH, SIGN = range(1, 12)


def mix(z):
    """Applies SplitMix64 to an array of 64-bit words."""
    z = z + np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


class Chance:
    """Random numbers that are a function of a stream, a purpose and a moment."""

    def __init__(self, seed, stream):
        self.stream = mix(np.array([(seed ^ (stream << 32)) & MASK], np.uint64))

    def word(self, purpose, moment):
        return mix(mix(self.stream ^ np.uint64(purpose)) ^ np.asarray(moment, np.uint64))

    def uniform(self, purpose, moment):
        return (self.word(purpose, moment) >> np.uint64(11)).astype(np.float64) / 9007199254740992.0

    def bell(self, purpose, moment):
        word = self.word(purpose, moment)
        quarters = sum(((word >> np.uint64(16 * q)) & np.uint64(0xFFFF)).astype(np.int64) for q in range(4))
        return (quarters - 131070) / 37837.0


def wave(minute, period):
    """Returns a wave between -1 and 1: two parabolas instead of a sine, bit-identical on all platforms."""
    t = 2.0 * (np.asarray(minute) % period) / period
    return np.where(t < 1, 4.0 * t * (1.0 - t), -4.0 * (t - 1.0) * (2.0 - t))


class MetricStream:
    def __init__(self, seed, index, incident_rate=1 / 16):
        self.chance = Chance(seed, index)
        level, spread, self.swing, self.noise = KINDS[index % 3]
        size = 0.7 + 0.6 * float(self.chance.uniform(SIZE, 0))
        self.level, self.spread = level * size, spread * size
        self.phase = int(240.0 * float(self.chance.uniform(PHASE, 0)))
        self.incident_rate = incident_rate

    def values(self, minutes):
        minute = np.arange(minutes)
        away = self.swing * wave(minute + self.phase, DAY) + 0.3 * wave(minute, WEEK)
        away = away + 0.4 * self._slow(minute) + self.noise * self._noise(minute) + self._added(minute)
        return np.maximum(0.0, self.level + self.spread * away)

    def inputs(self, minutes):
        """Returns the inputs of the network, [minutes, 3]."""
        minute = np.arange(minutes)
        x = (self.values(minutes) - self.level) / self.spread
        return np.stack([x, wave(minute, DAY), wave(minute + DAY // 4, DAY)], axis=1).astype(np.float32)

    def _slow(self, minute):
        hour, t = minute // 60, (minute % 60) / 60.0
        before, after = self.chance.bell(SLOW, hour), self.chance.bell(SLOW, hour + 1)
        return before + (after - before) * t * t * (3.0 - 2.0 * t)

    def _noise(self, minute):
        u = self.chance.uniform(UNREST, minute)
        u4 = u * u * (u * u)
        return self.chance.bell(NOISE, minute) * (0.7 + 1.3 * (u4 * u4))

    def incidents(self, windows):
        """Yields the incidents of the first windows: the first minute, the minute after the last, the change of the values."""
        for window in range(windows):
            u = {name: float(self.chance.uniform(name, window)) for name in (OCCURS, KIND, START, LENGTH, STRENGTH, SIGN)}
            if u[OCCURS] >= self.incident_rate:
                continue
            # spike: higher for 1 to 4 minutes; dip: lower for 5 to 19 minutes; shift: higher or lower for 120 to 479 minutes
            kind = int(3.0 * u[KIND])
            length = (1 + int(4.0 * u[LENGTH]), 5 + int(15.0 * u[LENGTH]), 120 + int(360.0 * u[LENGTH]))[kind]
            sign = (1.0, -1.0, 1.0 if u[SIGN] < 0.5 else -1.0)[kind]
            start = window * WINDOW + int(240.0 * u[START])
            yield start, start + length, sign * (4.0 + 8.0 * u[STRENGTH]) * self.noise

    def _added(self, minute):
        added = np.zeros(len(minute))
        for start, end, change in self.incidents(len(minute) // WINDOW + 1):
            added[start:end] = change
        return added
