"""Material for training: plucked strings (Karplus and Strong, 1983), chords, muted notes, sweeps and noise. Nothing is recorded."""

import numpy as np

RATE = 48000


def pluck(random, frequency, count, decay, brightness):
    """Returns a plucked string: noise in a delay line whose output is averaged and fed back."""
    period = RATE / frequency
    length = int(period - 0.5)
    share = period - 0.5 - length  # what is left of the period, by linear interpolation
    line = random.uniform(-1, 1, length)
    kernel = np.hanning(max(3, int(length * (1 - brightness) / 4) * 2 + 1))
    line = np.convolve(np.tile(line, 3), kernel / kernel.sum(), "same")[length:2 * length]
    line -= line.mean()
    line -= np.roll(line, int(length * random.uniform(0.1, 0.3)))  # the place of the pick
    out = np.zeros(count + length + 2)
    out[2:length + 2] = line / (np.abs(line).max() + 1e-9)
    at = length + 2
    while at < len(out):
        end = min(at + length, len(out))
        old = out[at - length - 2:end - length + 1]
        # Positions at - length - 2 and later: two neighbours each, between which the period ends.
        delayed = (1 - share) * old[2:2 + end - at] + share * old[1:1 + end - at]
        before = (1 - share) * old[1:1 + end - at] + share * old[0:end - at]
        out[at:end] = decay * 0.5 * (delayed + before)
        at = end
    return out[2:2 + count]


def phrase(random, seconds):
    """Returns one phrase of a few notes or chords, or a signal that covers what strings do not."""
    count = int(seconds * RATE)
    out = np.zeros(count)
    kind = random.random()
    if kind < 0.12:
        low, high = np.sort(random.uniform(np.log(40), np.log(5000), 2))
        out += np.sin(2 * np.pi * np.cumsum(np.exp(np.linspace(low, high, count))) / RATE) * np.linspace(*random.uniform(0, 1, 2), count)
    elif kind < 0.2:
        noise = np.convolve(random.normal(0, 1, count), np.hanning(random.integers(3, 40)), "same")
        out += noise / np.abs(noise).max() * np.repeat(random.uniform(0, 1, 10), count // 10 + 1)[:count]
    else:
        start = int(random.uniform(0, 0.05) * RATE)
        while start < count - 2000:
            notes = random.choice([1, 1, 1, 2, 3, 4])
            root = random.integers(0, 30)
            muted = random.random() < 0.25
            for step in random.choice([0, 3, 4, 7, 10, 12, 15], notes, replace=False):
                frequency = 82.41 * 2 ** ((root + step) / 12)
                decay = random.uniform(0.93, 0.98) if muted else random.uniform(0.985, 0.999)
                string = pluck(random, frequency, count - start, decay, random.uniform(0, 1))
                out[start:] += string * random.uniform(0.5, 1) / np.sqrt(notes)
            start += int(random.uniform(0.08, 0.5) * RATE)
    level = np.exp(random.uniform(np.log(0.08), np.log(1.0)))
    return out / (np.abs(out).max() + 1e-9) * level


def phrases(seed, count, seconds):
    """Returns phrases [count, n]. Each starts and ends with a few milliseconds of silence."""
    random = np.random.default_rng(seed)
    signals = np.stack([phrase(random, seconds) for _ in range(count)])
    fade = np.clip(np.arange(signals.shape[1]) / 240 - 1, 0, 1)
    return signals * fade * fade[::-1]
