"""The amplifier of the sample: one valve, from its circuit.

    input -> 68 kOhm -> 4.7 nF -> grid, 470 kOhm to ground
    12AX7: 300 V through 100 kOhm at the plate, 2.7 kOhm with 0.68 uF at the cathode
    plate -> high-pass 30 Hz -> low-pass 7 kHz -> output

The valve has the equations and the parameters of Dempwolf and Zoelzer, "A physically-motivated triode model for circuit simulations",
DAFx 2011 (valve RSD-1). When the grid becomes positive it draws a current that charges the capacitor before it, and the bias moves for
milliseconds. So the output depends on the past, and no curve from input to output describes it.

The circuit is solved at eight times the sample rate with the trapezoidal rule. Newton's method finds the two currents of each step.
../Circuit.cs has the same equations in the same order.
"""

import numpy as np

OVERSAMPLING = 8
DRIVE = 8.0  # volts at the input for a sample of 1
SUPPLY, PLATE, CATHODE, CATHODE_C = 300.0, 100e3, 2.7e3, 0.68e-6
SOURCE, COUPLING_C, LEAK = 68e3, 4.7e-9, 470e3
HIGH_PASS, LOW_PASS = 30.0, 7000.0  # Hz
OUTPUT = 1 / 100  # sample for each volt at the plate

MU, G, C, GAMMA = 103.2, 2.242e-3, 3.40, 1.26
GRID_G, GRID_C, GRID_XI, GRID_LEAK = 6.177e-4, 9.901, 1.314, 8.025e-8
TAPS = 32  # samples of the lower rate on each side of a resampling filter
BETA, PASS = 10.0, 0.92  # the Kaiser window; the cut-off as a part of half the lower rate


def soft(x):
    """Returns log(1 + exp(x)) and its derivative."""
    e = np.exp(-np.abs(x))
    return np.maximum(x, 0) + np.log1p(e), np.where(x >= 0, 1 / (1 + e), e / (1 + e))


def grid_current(vgk):
    """Returns the current into the grid and its derivative."""
    s, ds = soft(GRID_C * vgk)
    power = (s / GRID_C) ** (GRID_XI - 1)
    return GRID_G * power * s / GRID_C + GRID_LEAK, GRID_G * GRID_XI * power * ds


def cathode_current(vgk, vak):
    """Returns the current of the cathode and its derivative by vgk; by vak it is 1/MU of that."""
    s, ds = soft(C * (vak / MU + vgk))
    power = (s / C) ** (GAMMA - 1)
    return G * power * s / C, G * GAMMA * power * ds


class Circuit:
    """The circuit at a rate, for many inputs at once."""

    def __init__(self, count, rate):
        h = 1 / rate
        self.charge = h / (2 * COUPLING_C)
        self.bypass = 2 * CATHODE_C / h
        self.high, self.low = (np.pi * f / rate for f in (HIGH_PASS, LOW_PASS))
        # Without a signal no current flows in a capacitor.
        self.ig, self.ik = np.full(count, 1e-7), np.full(count, 5e-4)
        for _ in range(200):
            self.newton(0.0, LEAK, 0.0, CATHODE)
        self.vcc = LEAK * self.ig
        self.icc = np.zeros(count)
        self.vk = CATHODE * self.ik
        self.ick = np.zeros(count)
        self.va = SUPPLY - PLATE * (self.ik - self.ig)
        self.after_high, self.after_low = np.zeros(count), np.zeros(count)

    def newton(self, grid_open, grid_ohm, cathode_open, cathode_ohm):
        """One iteration for the currents of the grid and the cathode. The rest of the circuit is a voltage and a resistance for each.

        Returns the larger change.
        """
        vg = grid_open - grid_ohm * self.ig
        vk = cathode_open + cathode_ohm * self.ik
        va = SUPPLY - PLATE * (self.ik - self.ig)
        fg, dg = grid_current(vg - vk)
        fk, dk = cathode_current(vg - vk, va - vk)
        # The residuals, and their derivatives by the two currents.
        rg, rk = self.ig - fg, self.ik - fk
        gg, gk = 1 + dg * grid_ohm, dg * cathode_ohm
        kg = dk * (grid_ohm - PLATE / MU)
        kk = 1 + dk * (cathode_ohm + (PLATE + cathode_ohm) / MU)
        determinant = gg * kk - gk * kg
        step_g, step_k = (rg * kk - rk * gk) / determinant, (rk * gg - rg * kg) / determinant
        self.ig, self.ik = self.ig - step_g, self.ik - step_k
        return max(np.abs(step_g).max(), np.abs(step_k).max())

    def step(self, volts):
        """Returns the output for the next input, each [count]."""
        ohm = SOURCE + self.charge
        loop = volts - self.vcc - self.charge * self.icc
        parallel = ohm * LEAK / (ohm + LEAK)
        grid_open = loop * LEAK / (ohm + LEAK)
        cathode_ohm = 1 / (self.bypass + 1 / CATHODE)
        cathode_open = (self.bypass * self.vk + self.ick) * cathode_ohm
        for _ in range(50):
            if self.newton(grid_open, parallel, cathode_open, cathode_ohm) < 1e-11:
                break
        icc = (loop - (grid_open - parallel * self.ig)) / ohm
        self.vcc = self.vcc + self.charge * (icc + self.icc)
        self.icc = icc
        vk = cathode_open + cathode_ohm * self.ik
        self.ick = self.bypass * (vk - self.vk) - self.ick
        self.vk = vk
        va = SUPPLY - PLATE * (self.ik - self.ig)
        after_high = ((1 - self.high) * self.after_high + va - self.va) / (1 + self.high)
        self.after_low = ((1 - self.low) * self.after_low + self.low * (after_high + self.after_high)) / (1 + self.low)
        self.va, self.after_high = va, after_high
        return -OUTPUT * self.after_low


def taps(ratio):
    """Returns a low-pass filter for a change of the rate by a whole ratio, with the sum 1."""
    half = TAPS * ratio
    n = np.arange(-half, half + 1)
    return np.sinc(PASS * n / ratio) * np.kaiser(2 * half + 1, BETA) * PASS / ratio


def filtered(signals, kernel):
    """Convolves each signal [count, n] with a kernel of odd length, without a delay."""
    n = signals.shape[-1] + len(kernel) - 1
    size = 1 << (n - 1).bit_length()
    spectrum = np.fft.rfft(signals, size) * np.fft.rfft(kernel, size)
    half = len(kernel) // 2
    return np.fft.irfft(spectrum, size)[..., half:half + signals.shape[-1]]


def upsample(signals, ratio):
    stuffed = np.zeros((*signals.shape[:-1], signals.shape[-1] * ratio))
    stuffed[..., ::ratio] = ratio * signals
    return filtered(stuffed, taps(ratio))


def downsample(signals, ratio):
    return filtered(signals, taps(ratio))[..., ::ratio]


def amplify(signals, rate, drive=1.0):
    """Returns what the amplifier makes of signals [count, n] at a rate in Hz. Each starts from rest."""
    volts = drive * DRIVE * upsample(signals, OVERSAMPLING)
    circuit = Circuit(len(signals), rate * OVERSAMPLING)
    out = np.empty_like(volts)
    for n in range(volts.shape[-1]):
        out[:, n] = circuit.step(volts[:, n])
    return downsample(out, OVERSAMPLING)
