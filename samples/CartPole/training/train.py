#!/usr/bin/env python3
"""Trains the policy of the cart-pole sample by imitation and writes ../data/balancer.safetensors.

    python3 train.py

Needs torch and numpy. The committed file was written with Debian's python3-torch 1.13.1 and python3-numpy 1.24.2. Takes about ten minutes
on one core. The sample itself needs neither this script nor Python.

The cart-pole is simulated at 1 kHz, with the equations of ../Plant.cs. The policy sees the position of the cart and the angle of the pole,
both with sensor noise, and no velocity. Its teacher is a linear-quadratic regulator that sees the whole state without noise, which no
controller on a real machine does. The policy has to find the velocities from what it has seen: that is what its state is for.

    observation -> (x - mean) / std -> LSTM 2 -> 16 -> dense 16 -> 1, tanh -> times the largest force

Training is DAgger (Ross et al., 2011): the policy drives, the teacher says what it would have done, and all rounds are kept. It is
deterministic: one thread, double precision, fixed seeds.
"""

import json
import struct
from pathlib import Path

import numpy as np
import torch

DATA = Path(__file__).resolve().parent.parent / "data"

STEP = 0.001  # seconds
CART, POLE, LENGTH, GRAVITY = 1.0, 0.1, 0.5, 9.81  # kilograms, kilograms, metres from the hinge to the centre, m/s^2
FRICTION = 0.1  # newtons for each m/s of the cart
MOST_FORCE = 20.0  # newtons
NOISE = np.array([0.001, 0.002])  # metres and radians, standard deviations of the sensors
PUSH = 2.5  # newtons, the standard deviation of pushes on the cart, each 50 ms long
PUSH_STEPS = 50
PUSHES_A_SECOND = 1.5
MOST_ANGLE = 0.5  # radians; beyond, the pole counts as fallen
MOST_POSITION = 2.4  # metres, the end of the track

HIDDEN = 16
SHARES = (1.0, 0.6, 0.4, 0.2, 0.0, 0.0, 0.0, 0.0)  # the teacher's share of the force in each round
SEQUENCES = 64
STEPS = 1000
UPDATES = 200
LEARNING_RATE = 0.006
BATCH = 48
WARM_UP = 30  # steps at the start of a sequence whose outputs do not count: the policy has seen too little


def accelerations(state, force):
    """Returns the accelerations of the cart and of the angle (Florian, 2007, with friction on the cart only)."""
    _, speed, angle, turn = state
    sine, cosine = np.sin(angle), np.cos(angle)
    push = (force - FRICTION * speed + POLE * LENGTH * turn**2 * sine) / (CART + POLE)
    angular = (GRAVITY * sine - cosine * push) / (LENGTH * (4 / 3 - POLE * cosine**2 / (CART + POLE)))
    return push - POLE * LENGTH * angular * cosine / (CART + POLE), angular


def advance(state, force):
    """Returns the state one step later. Speeds first, then positions with the new speeds (semi-implicit Euler)."""
    linear, angular = accelerations(state, force)
    speed, turn = state[1] + STEP * linear, state[3] + STEP * angular
    return np.array([state[0] + STEP * speed, speed, state[2] + STEP * turn, turn])


def gains():
    """Returns the gains of a discrete linear-quadratic regulator around the upright pole, by iteration of the Riccati equation."""
    epsilon = 1e-6
    zero = np.zeros(4)
    a = np.column_stack([(advance(zero + epsilon * axis, 0.0) - advance(zero, 0.0)) / epsilon for axis in np.eye(4)])
    b = ((advance(zero, epsilon) - advance(zero, 0.0)) / epsilon)[:, None]
    q, r = np.diag([10.0, 1.0, 100.0, 1.0]), np.array([[0.02]])
    p = q
    for _ in range(20000):
        k = np.linalg.solve(r + b.T @ p @ b, b.T @ p @ a)
        p = q + a.T @ p @ (a - b @ k)
    return k[0]


class Policy(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = torch.nn.LSTM(2, HIDDEN, batch_first=True)
        self.head = torch.nn.Linear(HIDDEN, 1)

    def forward(self, x, state=None):
        y, state = self.lstm(x, state)
        return torch.tanh(self.head(y))[..., 0], state


def pushes(random, count, steps):
    """Returns pushes on the cart in newtons, [steps, sequences]."""
    starts = random.random((steps, count)) < PUSHES_A_SECOND * STEP
    size = random.normal(0, PUSH, (steps, count)) * starts
    return np.cumsum(size - np.vstack([np.zeros((PUSH_STEPS, count)), size[:-PUSH_STEPS]]), axis=0)


def rollout(random, policy, share, k, scale):
    """Drives many carts. The teacher's share of each force is given; the policy has the rest.

    Returns observations, the teacher's forces, and 1 for each step before the pole fell, each [sequences, steps, ...].
    """
    state = np.stack([random.normal(0, s, SEQUENCES) for s in (0.3, 0.2, 0.05, 0.1)])
    disturbance = pushes(random, SEQUENCES, STEPS)
    stands = np.ones(SEQUENCES)
    seen, taught, counts, memory = [], [], [], None
    for step in range(STEPS):
        observation = state[[0, 2]].T + random.normal(0, 1, (SEQUENCES, 2)) * NOISE
        force = np.clip(-(k @ state), -MOST_FORCE, MOST_FORCE)
        seen.append(observation)
        taught.append(force / MOST_FORCE)
        counts.append(stands.copy())
        if share < 1:
            with torch.no_grad():
                own, memory = policy(torch.tensor(observation / scale)[:, None], memory)
            force = share * force + (1 - share) * own[:, 0].numpy() * MOST_FORCE
        state = advance(state, force + disturbance[step])
        stands *= (np.abs(state[2]) < MOST_ANGLE) & (np.abs(state[0]) < MOST_POSITION)
        # What follows a fall does not count; the state only has to stay finite.
        state[:, stands == 0] = 0
    return np.stack(seen, axis=1), np.stack(taught, axis=1), np.stack(counts, axis=1)


def write(policy, scale, path):
    """Writes the canonical file: numbered layers, with the scaling as affine layers before and after."""
    tensors = {
        "layers.0.scale": 1 / scale,
        "layers.0.offset": np.zeros(2),
        **{f"layers.1.{name}": value.numpy() for name, value in policy.lstm.state_dict().items()},
        "layers.2.weight": policy.head.weight.detach().numpy(),
        "layers.2.bias": policy.head.bias.detach().numpy(),
        "layers.3.scale": np.array([MOST_FORCE]),
        "layers.3.offset": np.zeros(1),
    }
    random = np.random.default_rng(5)
    inputs = np.cumsum(random.normal(0, 0.003, (100, 2)), axis=0).astype(np.float32)
    with torch.no_grad():
        outputs = policy(torch.tensor(inputs.astype(np.float64) / scale)[None])[0][0].numpy()[:, None] * MOST_FORCE
    tensors["selftest.input"] = inputs
    tensors["selftest.output"] = outputs
    declaration = f"[Affine]\n[Lstm(input: 2, hidden: {HIDDEN})]\n[Dense(1, Activation.Tanh)]\n[Affine]"
    header = {"__metadata__": {"cell": "lstm", "declaration": declaration}}
    data = b""
    for name, values in tensors.items():
        values = np.ascontiguousarray(values, dtype="<f4")
        header[name] = {"dtype": "F32", "shape": list(values.shape), "data_offsets": [len(data), len(data) + values.nbytes]}
        data += values.tobytes()
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def main():
    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float64)
    torch.manual_seed(1)
    random = np.random.default_rng(1)
    k = gains()
    print("gains of the teacher:", ", ".join(f"{gain:.4f}" for gain in k))
    scale = np.array([0.3, 0.1])
    policy = Policy()
    optimiser = torch.optim.Adam(policy.parameters(), lr=LEARNING_RATE)
    rounds = []
    for turn, share in enumerate(SHARES):
        for group in optimiser.param_groups:
            group["lr"] = LEARNING_RATE * 0.75**turn
        rounds.append(rollout(random, policy, share, k, scale))
        seen, taught, counts = (np.concatenate(parts) for parts in zip(*rounds))
        standing = rounds[-1][2][:, -1].mean()
        for update in range(UPDATES):
            chosen = random.integers(len(seen), size=BATCH)
            y, _ = policy(torch.tensor(seen[chosen] / scale))
            weight = torch.tensor(counts[chosen])[:, WARM_UP:]
            loss = (weight * (y - torch.tensor(taught[chosen]))[:, WARM_UP:] ** 2).sum() / weight.sum()
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(policy.parameters(), 1.0)
            optimiser.step()
        error = MOST_FORCE * loss.item() ** 0.5
        print(f"round {turn + 1} of {len(SHARES)}: {100 * standing:.0f} % stood for a second; "
              f"then the force errs by {error:.2f} N rms", flush=True)
        write(policy, scale, DATA / "balancer.safetensors")


if __name__ == "__main__":
    main()
