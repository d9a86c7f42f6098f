"""Simulates what the accelerometer of a wristband measures while its wearer makes gestures, and does other things.

A person is a set of habits: size, speed and plane of the movements, and how the band sits. A recording of a person is

    path of the wrist p(t)  ->  acceleration a = p'' + shocks  ->  specific force R(t) (a + g)  ->  sensor  ->  12 bits

- Gestures are paths, as functions of the share of the movement that is done: lines and circles with the smooth speed of reaching hands
  (minimum jerk: 10 s^3 - 15 s^4 + 6 s^5; Flash and Hogan, 1985), or an oscillation. A tap is a shock: a damped oscillation.
- R(t) turns the world into the band: how the band sits, a slow wander of the wrist, and a forearm that turns about the elbow with the hand.
  So gravity, which is larger than the gestures, moves among the axes.
- What is no gesture is in every recording: rest with tremor, walking (bounce, arm swing, a shock at each heel), fidgeting, stirring,
  reaching for things, single bumps. A gesture may be made while walking, but the hand does not fidget or stir then.
- The sensor averages over a sample, has an error of scale and offset, noise, a range of +-8 g and 12 bits.

All data is made by this file. It contains no measurement of anybody, and has the licence of the project.
"""

from dataclasses import dataclass

import numpy as np

RATE = 50  # samples a second
FINE = 8  # steps of the simulation in a sample
STEP = 1 / (RATE * FINE)  # seconds
GRAVITY = 9.81  # m/s^2
COUNTS = 4096 / 16  # of the sensor, for one g: 12 bits for -8 g to 8 g
NAMES = ("nothing", "circle right", "circle left", "swipe left", "swipe right", "push", "shake", "double tap")


@dataclass
class Person:
    """The habits of a person."""

    size: float  # times the usual size of a gesture
    pace: float  # times its usual duration
    forearm: float  # metres
    sitting: np.ndarray  # the angles of the band around x, y and z, radians
    plane: np.ndarray  # the angles of the plane in which this person draws, radians
    cadence: float  # steps a second

    @staticmethod
    def draw(random):
        return Person(
            size=np.exp(random.normal(0, 0.22)),
            pace=np.exp(random.normal(0, 0.15)),
            forearm=random.uniform(0.24, 0.32),
            sitting=random.normal(0, (0.25, 0.4, 0.25)),
            plane=random.normal(0, 0.18, 3),
            cadence=random.uniform(1.6, 2.1),
        )


def turns(angles):
    """Returns rotations [..., 3, 3] about x, then y, then z, for angles [..., 3]."""
    (sx, sy, sz), (cx, cy, cz) = np.sin(np.moveaxis(angles, -1, 0)), np.cos(np.moveaxis(angles, -1, 0))
    rows = [
        [cy * cz, sx * sy * cz - cx * sz, cx * sy * cz + sx * sz],
        [cy * sz, sx * sy * sz + cx * cz, cx * sy * sz - sx * cz],
        [-sy, sx * cy, cx * cy],
    ]
    return np.stack([np.stack(row, axis=-1) for row in rows], axis=-2)


def reach(share):
    """Returns the way that a hand has done after a share of the time."""
    s = np.clip(share, 0, 1)
    return s**3 * (10 - 15 * s + 6 * s * s)


class Recording:
    """A recording under construction: x is to the right, y forward, z up."""

    def __init__(self, random, person, seconds):
        self.random, self.person, self.seconds = random, person, seconds
        self.time = np.arange(int(seconds / STEP)) * STEP
        self.path = np.zeros((len(self.time), 3))  # metres
        self.shocks = np.zeros((len(self.time), 3))  # m/s^2, in the axes of the band
        self.angles = np.zeros((len(self.time), 3))  # radians, besides how the band sits
        self.free = np.ones(len(self.time))  # 0 while the hand makes a gesture and can do nothing else
        self.events = []  # (start, end, class), seconds
        self.wander()

    def span(self, start, duration):
        """Returns the steps from a time on, and for each the share of the duration that is over."""
        first = max(0, int(start / STEP))
        return slice(first, None), (self.time[first:] - start) / duration

    def wander(self):
        for axis in range(3):
            for _ in range(4):
                rate, phase = self.random.uniform(0.03, 0.4), self.random.uniform(0, 2 * np.pi)
                self.angles[:, axis] += self.random.normal(0, 0.07) * np.sin(2 * np.pi * rate * self.time + phase)
            rate, phase = self.random.uniform(8, 11), self.random.uniform(0, 2 * np.pi)
            self.path[:, axis] += self.random.uniform(2e-6, 2e-5) * np.sin(2 * np.pi * rate * self.time + phase)

    # Gestures. Each returns its duration in seconds.

    def stroke(self, start, way, duration):
        steps, share = self.span(start, duration)
        self.path[steps] += reach(share)[:, None] * way
        self.turn(start, duration, np.array([way[2], 0, -way[0]]) / self.person.forearm * 0.6)

    def turn(self, start, duration, angles):
        """Turns the wrist, and later slowly back: it has a posture to which it returns."""
        steps, share = self.span(start, duration)
        back = (self.time[steps] - start - duration - self.random.uniform(0, 1)) / self.random.uniform(1, 2)
        self.angles[steps] += (reach(share) - reach(back))[:, None] * angles

    def drawn(self, *way):
        return turns(self.person.plane + self.random.normal(0, 0.12, 3)) @ np.array(way) * self.person.size

    def duration(self, low, high):
        return self.random.uniform(low, high) * self.person.pace

    def circle(self, start, direction):
        duration, radius = self.duration(0.7, 1.2), self.random.uniform(0.06, 0.13)
        steps, share = self.span(start, duration)
        angle = self.random.normal(np.pi / 2, 0.7) - direction * 2 * np.pi * self.random.uniform(0.9, 1.25) * reach(share)
        u, v = self.drawn(1, 0, 0) * radius, self.drawn(0, 0, 1) * radius * self.random.uniform(0.7, 1.3)
        loop = np.outer(np.cos(angle) - np.cos(angle[0]), u) + np.outer(np.sin(angle) - np.sin(angle[0]), v)
        self.path[steps] += loop
        self.angles[steps] += np.stack([loop[:, 2], 0 * angle, -loop[:, 0]], axis=1) / self.person.forearm * 0.5
        return duration

    def swipe(self, start, direction):
        duration, way = self.duration(0.24, 0.42), self.drawn(direction, 0, self.random.normal(0, 0.15)) * self.random.uniform(0.16, 0.34)
        self.stroke(start, way, duration)
        if self.random.random() < 0.7:  # The hand comes back, slower. That is no gesture, though it looks like the opposite one.
            self.stroke(start + duration + self.random.uniform(0.05, 0.4), -way * self.random.uniform(0.4, 1), self.duration(0.55, 0.9))
        return duration

    def push(self, start):
        way, out, back = self.drawn(0, 1, 0) * self.random.uniform(0.12, 0.26), self.duration(0.2, 0.36), self.duration(0.28, 0.5)
        self.stroke(start, way, out)
        self.stroke(start + out, -way, back)
        return out + back

    def shake(self, start):
        duration, rate = self.duration(0.75, 1.2), self.random.uniform(3, 4.8)
        steps, share = self.span(start, duration)
        envelope = np.where((share > 0) & (share < 1), np.sin(np.pi * np.clip(share, 0, 1)) ** 2, 0)
        way = self.drawn(1, self.random.normal(0, 0.3), self.random.normal(0, 0.3)) * self.random.uniform(0.012, 0.035)
        self.path[steps] += (envelope * np.sin(2 * np.pi * rate * share * duration))[:, None] * way
        return duration

    def double_tap(self, start):
        gap = self.random.uniform(0.16, 0.34)
        force = self.random.uniform(9, 26)
        self.shock(start, force)
        self.shock(start + gap, force * self.random.uniform(0.7, 1.3))
        return gap + 0.1

    def shock(self, start, force):
        steps, share = self.span(start, 1)
        way = np.array([0, 0, -1]) + self.random.normal(0, 0.3, 3)
        decay, rate = self.random.uniform(0.02, 0.04), self.random.uniform(11, 19)
        now = np.where(share > 0, np.exp(-np.clip(share, 0, 9) / decay) * np.sin(2 * np.pi * rate * share), 0)
        self.shocks[steps] += now[:, None] * way * force

    def gesture(self, start, kind):
        """Adds the gesture of a class and returns its end."""
        make = (None, lambda t: self.circle(t, 1), lambda t: self.circle(t, -1), lambda t: self.swipe(t, -1),
                lambda t: self.swipe(t, 1), self.push, self.shake, self.double_tap)[kind]
        end = start + make(start)
        self.events.append((start, end, kind))
        self.free *= 1 - self.during(start - 0.4, end - start + 0.8)
        return end

    # What is no gesture.

    def during(self, start, duration):
        """Returns 1 within the time and 0 outside, with soft edges."""
        return reach((self.time - start) / 0.4) * reach((start + duration - self.time) / 0.4)

    def walk(self, start, duration):
        on, cadence = self.during(start, duration), self.person.cadence * self.random.uniform(0.93, 1.07)
        phase = 2 * np.pi * cadence * self.time + self.random.uniform(0, 2 * np.pi)
        phase = phase + 0.25 * np.sin(2 * np.pi * 0.21 * self.time)
        bounce, swing = self.random.uniform(0.008, 0.022), self.random.uniform(0.02, 0.3)
        self.path[:, 2] += on * bounce * np.sin(phase)
        self.path[:, 1] += on * (0.4 * bounce * np.cos(phase) + 0.3 * swing * self.person.forearm * np.sin(phase / 2))
        self.path[:, 0] += on * 0.5 * bounce * np.sin(phase / 2 + 1)
        self.angles[:, 0] += on * swing * np.sin(phase / 2)
        for heel in np.flatnonzero(np.diff(np.floor(phase / (2 * np.pi))) > 0):
            if on[heel] > 0.5:
                self.shock(self.time[heel], self.random.uniform(1, 5))

    def fidget(self, start, duration):
        on = self.during(start, duration) * self.free
        for axis in range(3):
            for _ in range(3):
                rate, phase = self.random.uniform(0.4, 2.2), self.random.uniform(0, 2 * np.pi)
                wave = on * np.sin(2 * np.pi * rate * self.time + phase)
                self.path[:, axis] += wave * self.random.uniform(0.003, 0.012)
                self.angles[:, axis] += wave * self.random.uniform(0, 0.06)

    def stir(self, start, duration):
        on, direction = self.during(start, duration) * self.free, self.random.choice((-1, 1))
        phase = direction * 2 * np.pi * self.random.uniform(1.0, 2.2) * self.time
        radius = self.random.uniform(0.02, 0.05)
        self.path[:, :2] += (on * radius)[:, None] * np.stack([np.cos(phase), np.sin(phase)], axis=1)

    def grasp(self, start):
        """Reaches for something, and turns the wrist to take it."""
        duration = self.random.uniform(0.6, 1.4)
        way = self.random.normal(0, 1, 3)
        steps, share = self.span(start, duration)
        self.path[steps] += reach(share)[:, None] * way / np.linalg.norm(way) * self.random.uniform(0.1, 0.5)
        self.turn(start, duration, self.random.normal(0, 0.35, 3))
        return start + duration

    def live(self, busy):
        """Fills the recording with activities, and with movements at times that are not busy."""
        start = 0.0
        while start < self.seconds:
            duration = self.random.uniform(5, 18)
            activity = self.random.choice((None, None, self.walk, self.walk, self.fidget, self.stir))
            if activity:
                activity(start, duration)
            start += duration
        start = self.random.exponential(4)
        while start < self.seconds:
            if not any(begin - 1.5 < start < end for begin, end in busy):
                if self.random.random() < 0.5:
                    self.grasp(start)
                else:
                    self.shock(start, self.random.uniform(6, 26))
            start += 0.5 + self.random.exponential(4)

    def measure(self):
        """Returns what the sensor shows, [samples, 3] in counts."""
        acceleration = np.gradient(np.gradient(self.path, STEP, axis=0), STEP, axis=0) + [0, 0, GRAVITY]
        band = turns(self.person.sitting + self.random.normal(0, 0.1, 3))
        turned = np.einsum("ij,tkj,tk->ti", band, turns(self.angles).swapaxes(-1, -2), acceleration) + self.shocks
        whole = len(turned) // FINE
        g = turned[: whole * FINE].reshape(whole, FINE, 3).mean(axis=1) / GRAVITY
        g = g * self.random.normal(1, 0.015, 3) + self.random.normal(0, 0.03, 3) + self.random.normal(0, 0.012, g.shape)
        return np.clip(np.round(g * COUNTS), -2048, 2047).astype(np.int16)


def record(random, person, seconds, kinds=range(1, len(NAMES)), pause=1.2):
    """Returns the counts [samples, 3] and the events (start, end, class) of a recording. Without kinds, nothing happens in it."""
    recording = Recording(random, person, seconds)
    start = 1.5 + min(random.exponential(1.5), 5)
    while len(kinds) > 0 and start < seconds - 2:
        end = recording.gesture(start, random.choice(kinds))
        start = end + pause + random.exponential(1.5)
    recording.live([event[:2] for event in recording.events])
    return recording.measure(), recording.events
