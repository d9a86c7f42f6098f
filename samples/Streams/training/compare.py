#!/usr/bin/env python3
"""Scores the sample's streams by the same rules with simple forecasts instead of the network's, for comparison.

    python3 compare.py

Needs numpy. Exponential smoothing adds a share of each error to its forecast. A share of 1 forecasts the last value.
"""

import numpy as np

from metrics import WINDOW, MetricStream

SEED, STREAMS, MINUTES = 2026, 200, 2880
THRESHOLD, FIRST_JUDGED, GAP, AFTERMATH = 6.0, 120, 15, 5


def anomalies(values, share):
    """Returns the scores, [minutes, streams], as in ../Scoring/ErrorScale.cs."""
    forecast, mean, variance = np.zeros(STREAMS), np.zeros(STREAMS), np.full(STREAMS, 0.04)
    scores = np.empty_like(values)
    for minute, value in enumerate(values):
        error = value - forecast
        scores[minute] = abs(error - mean) / np.sqrt(variance)
        limit = 4 * np.sqrt(variance)
        distance = np.clip(error - mean, -limit, limit)
        mean, variance = mean + distance / 256, variance + (distance**2 - variance) / 256
        forecast = forecast + share * error
    return scores


def peaks(scores):
    """Returns the most unusual minute of each alarm, as in ../Reporting/Alarm.cs."""
    alarms = []
    for minute in np.flatnonzero(scores >= THRESHOLD):
        if minute < FIRST_JUDGED:
            continue
        if alarms and minute - alarms[-1][1] <= GAP:
            alarms[-1] = (minute if scores[minute] > scores[alarms[-1][0]] else alarms[-1][0], minute)
        else:
            alarms.append((minute, minute))
    return [peak for peak, _ in alarms]


def main():
    streams = [MetricStream(SEED, index) for index in range(STREAMS)]
    values = np.stack([stream.inputs(MINUTES)[:, 0].astype(np.float64) for stream in streams], axis=1)
    for share in (1.0, 0.5, 0.35, 0.25):
        scores = anomalies(values, share)
        right = alarms = found = incidents = 0
        for index, stream in enumerate(streams):
            found_peaks = peaks(scores[:, index])
            put = [(start, end) for start, end, _ in stream.incidents(MINUTES // WINDOW + 1) if FIRST_JUDGED <= start < MINUTES]
            about = [[start <= peak < end + AFTERMATH for start, end in put] for peak in found_peaks]
            alarms += len(found_peaks)
            right += sum(map(any, about))
            incidents += len(put)
            found += sum(any(row[number] for row in about) for number in range(len(put)))
        precision = f"precision {right} of {alarms}, {right / alarms:.0%}"
        print(f"smoothing {share:.2f}: {precision}; recall {found} of {incidents}, {found / incidents:.0%}")


if __name__ == "__main__":
    main()
