#!/usr/bin/env python3
"""Trains the networks of the gestures sample, measures the baselines, and writes everything in ../data.

    python3 train.py

Needs torch and numpy. The committed files were written with Debian's python3-torch 1.13.1 and python3-numpy 1.24.2. Takes about ten minutes
on one core. The sample itself needs neither this script nor Python.

    counts -> (x - mean) / std -> causal convolution, 5 steps, 16 filters, relu -> GRU 32 -> dense 8, softmax, at the last step

The network learns to answer at every step of a recording: the class of a gesture for a third of a second, soon after its end, and otherwise
"nothing". So it works on a window that ends soon after a gesture, and on a stream. It learns to wait: half a push looks like a swipe.

People of training, validation and test are different. Training is deterministic: one thread, double precision, fixed seeds.
"""

import gzip
import sys
from pathlib import Path

import numpy as np
import torch

import baselines
import motion

HERE = Path(__file__).resolve().parent
DATA = HERE.parent / "data"
sys.path.insert(0, str(HERE.parents[2] / "python"))
import lstmgen_export  # noqa: E402

WINDOW = 75  # samples, 1.5 s
CLASSES = len(motion.NAMES)
FILTERS, KERNEL, HIDDEN = 16, 5, 32

PEOPLE, SECONDS = 240, 60
UPDATES, BATCH, STEPS = 3000, 48, 200
LEARNING_RATE = 0.012
NOTHING = 0.3  # the weight of the class in the loss: most steps are of it
FIRST, LAST = 0.06, 0.4  # seconds after a gesture between which its class is the answer
UNJUDGED = 5  # steps before and after these answers that do not count

TRAIN_PEOPLE, TEST_PEOPLE, WINDOWS_EACH = 250, 36, 2  # for windows; so many of each class for each person
SELF_TEST = 5  # the window of the self-test
TEMPLATES = 320  # windows of training that dynamic time warping compares with


class Causal(torch.nn.Module):
    """A convolution over the steps [batch, steps, inputs] that sees no later step."""

    def __init__(self, inputs, filters, kernel):
        super().__init__()
        self.past = kernel - 1
        self.convolution = torch.nn.Conv1d(inputs, filters, kernel)

    def forward(self, x):
        return torch.relu(self.convolution(torch.nn.functional.pad(x.transpose(1, 2), (self.past, 0)))).transpose(1, 2)


class Classifier(torch.nn.Module):
    """The network without its normaliser. Gives the logits of each step."""

    def __init__(self, with_convolution):
        super().__init__()
        self.front = Causal(3, FILTERS, KERNEL) if with_convolution else None
        self.gru = torch.nn.GRU(FILTERS if with_convolution else 3, HIDDEN, batch_first=True)
        self.head = torch.nn.Linear(HIDDEN, CLASSES)

    def forward(self, x):
        return self.head(self.gru(self.front(x) if self.front else x)[0])


class AtLastStep(torch.nn.Module):
    """What the file describes: the probabilities at the end of a window."""

    def __init__(self, network):
        super().__init__()
        self.network = network

    def forward(self, x):
        return torch.softmax(self.network(x)[:, -1], dim=-1)


def recordings(random, count, seconds):
    """Returns recordings of as many people. In each fourth one, nothing happens."""
    return [motion.record(random, motion.Person.draw(random), seconds, () if turn % 4 == 3 else range(1, CLASSES)) for turn in range(count)]


def answers(samples, events):
    """Returns the class of each step, and -1 for steps that do not count."""
    labels = np.zeros(len(samples), dtype=np.int64)
    for _, end, kind in events:
        first, last = int((end + FIRST) * motion.RATE), int((end + LAST) * motion.RATE)
        labels[first - UNJUDGED:last + UNJUDGED] = -1
        labels[first:last] = kind
    return labels


def windows(random, count, each):
    """Returns windows [n, WINDOW, 3] of as many people, each so many of every class, and their classes. They end soon after a gesture."""
    samples, labels = [], []
    for _ in range(count):
        person = motion.Person.draw(random)
        for kind in list(range(CLASSES)) * each:
            counts, events = motion.record(random, person, 14, () if kind == 0 else (kind,))
            end = 10.0 if kind == 0 else events[0][1] + random.uniform(0.1, LAST - 0.05)
            last = int(end * motion.RATE) + 1
            samples.append(np.pad(counts[max(0, last - WINDOW):last], ((max(0, WINDOW - last), 0), (0, 0)), mode="edge"))
            labels.append(kind)
    return np.stack(samples), np.array(labels)


def train(random, with_convolution, data, mean, std):
    torch.manual_seed(1)
    network = Classifier(with_convolution)
    optimiser = torch.optim.Adam(network.parameters(), lr=LEARNING_RATE)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, LEARNING_RATE, total_steps=UPDATES)
    weight = torch.ones(CLASSES)
    weight[0] = NOTHING
    samples = np.stack([(counts - mean) / std for counts, _ in data])
    labels = np.stack([answers(counts, events) for counts, events in data])
    for update in range(UPDATES):
        rows = random.integers(len(data), size=(BATCH, 1))
        columns = random.integers(samples.shape[1] - STEPS, size=(BATCH, 1)) + np.arange(STEPS)
        logits = network(torch.tensor(samples[rows, columns]))
        loss = torch.nn.functional.cross_entropy(
            logits.reshape(-1, CLASSES), torch.tensor(labels[rows, columns].reshape(-1)), weight=weight, ignore_index=-1)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        if (update + 1) % 200 == 0:
            print(f"  {update + 1} updates, loss {loss.item():.3f}", flush=True)
    return network


def probabilities(network, samples):
    """Returns the probabilities [batch, steps, classes] for normalised samples."""
    with torch.no_grad():
        return torch.softmax(network(torch.tensor(samples)), dim=-1).numpy()


def detect(given, threshold, hold):
    """Returns the events (time, class) of a stream, as ../EventDetector.cs does."""
    events, last, held, armed = [], 0, 0, True
    for step, now in enumerate(given):
        best = int(now.argmax())
        best = best if now[best] >= threshold else 0
        held = held + 1 if best == last else 1
        last = best
        if best == 0:
            armed = armed or held >= hold
        elif armed and held >= hold:
            events.append(((step + 1) / motion.RATE, best))
            armed = False
    return events


def score(found, true):
    """Returns the number of events that are right, that are wrong, and of gestures; and the delays of the right ones in seconds."""
    left, delays = list(true), []
    for time, kind in found:
        match = [event for event in left if event[2] == kind and event[0] < time < event[1] + 0.6]
        if match:
            left.remove(match[0])
            delays.append(time - match[0][1])
    return len(delays), len(found) - len(delays), len(true), delays


def totals(given, data, threshold, hold):
    """Returns the sums of the scores of several recordings, and the median delay in milliseconds."""
    rows = [score(detect(p, threshold, hold), events) for p, (_, events) in zip(given, data)]
    right, wrong, made = (sum(row[i] for row in rows) for i in range(3))
    return right, wrong, made, 1000 * np.median(np.concatenate([row[3] for row in rows]))


def choose(given, data):
    """Prints how thresholds and hold times do on recordings of people for validation.

    Returns the fastest of those whose F1 is within 0.001 of the best.
    """
    tried = []
    print("threshold  hold  gestures found  wrong reports  median delay     F1")
    for threshold in (0.6, 0.7, 0.8, 0.9, 0.95):
        for hold in (1, 2, 3, 4, 5, 6, 8):
            right, wrong, made, delay = totals(given, data, threshold, hold)
            f1 = 2 * right / (right + wrong + made)
            print(f"{threshold:9} {hold:5} {right:7} of {made} {wrong:14} {delay:10.0f} ms  {f1:.3f}")
            tried.append((delay, threshold, hold, f1))
    best = max(f1 for *_, f1 in tried)
    return min(one for one in tried if one[3] > best - 0.001)[1:3]


def write_csv(name, rows):
    """Writes rows of integers, compressed without the time of day, so that the same data gives the same file."""
    text = "".join(",".join(str(value) for value in row) + "\n" for row in rows)
    (DATA / name).write_bytes(gzip.compress(text.encode(), mtime=0) if name.endswith(".gz") else text.encode())


def write_recordings(test, labels):
    """Writes what the sample reads: the windows for tests, two minutes with gestures, ten minutes without, each of one more person."""
    write_csv("windows.csv.gz", ([label, *window.reshape(-1)] for label, window in zip(labels, test)))
    random = np.random.default_rng(5)
    counts, events = motion.record(random, motion.Person.draw(random), 120)
    write_csv("recording.csv.gz", counts)
    write_csv("recording-events.csv", ((int(start * motion.RATE), int(end * motion.RATE), kind) for start, end, kind in events))
    write_csv("nothing.csv.gz", motion.record(random, motion.Person.draw(random), 600, ())[0])


def measure_baselines(random, test, labels):
    """Writes how many of the test windows each baseline classifies rightly."""
    train, train_labels = windows(random, TRAIN_PEOPLE, WINDOWS_EACH)
    lines = []
    for name, method, some in (
        ("nearest centroid of 56 features", baselines.nearest_centroid, slice(None)),
        ("logistic regression on 56 features", baselines.logistic_regression, slice(None)),
        (f"nearest of {TEMPLATES} windows by time warping", baselines.nearest_warped, slice(TEMPLATES)),
    ):
        found = method(train[some] / motion.COUNTS, train_labels[some], test / motion.COUNTS)
        lines.append(f"{name},{(found == labels).sum()}\n")
        print(lines[-1], end="", flush=True)
    (DATA / "baselines.csv").write_text("".join(lines))


def main():
    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float64)
    DATA.mkdir(exist_ok=True)
    random = np.random.default_rng(1)
    data = recordings(random, PEOPLE, SECONDS)
    everything = np.concatenate([counts for counts, _ in data])
    mean, std = everything.mean(axis=0).round(), everything.std(axis=0).round()
    print(f"{sum(len(events) for _, events in data)} gestures in {PEOPLE * SECONDS // 60} minutes; mean {mean}, deviation {std}")

    test, labels = windows(np.random.default_rng(2), TEST_PEOPLE, WINDOWS_EACH)
    write_recordings(test, labels)
    measure_baselines(random, test, labels)

    validation = recordings(np.random.default_rng(3), 40, 120)
    final = recordings(np.random.default_rng(6), 60, 120)
    setting = None
    for name, with_convolution in (("gestures", True), ("plain", False)):
        print(name)
        network = train(np.random.default_rng(4), with_convolution, data, mean, std)
        right = (probabilities(network, (test - mean) / std)[:, -1].argmax(axis=1) == labels).sum()
        print(f"  {right} of {len(test)} test windows")

        def given(some):
            return [probabilities(network, ((counts - mean) / std)[None])[0] for counts, _ in some]

        setting = setting or choose(given(validation), validation)
        threshold, hold = setting
        right, wrong, made, delay = totals(given(final), final, threshold, hold)
        print(f"  threshold {threshold}, hold {hold}; of 60 others: {right} of {made} gestures, {wrong} wrong reports, {delay:.0f} ms")
        quiet = [recording for recording in final if not recording[1]]
        alarms = sum(len(detect(p, threshold, hold)) for p in given(quiet))
        print(f"  {alarms} false alarms in {2 * len(quiet)} minutes without gestures")
        sample = torch.tensor(test[SELF_TEST:SELF_TEST + 1].astype(np.float64))
        lstmgen_export.export(AtLastStep(network), DATA / f"{name}.safetensors", sample, mean=mean, std=std, pool="last")


if __name__ == "__main__":
    main()
