"""The activations, by torch's own functions where it has them."""
import numpy as np
import torch
import torch.nn.functional as F

import jumps


def f32(value):
    """A parameter as C# holds it: 0.2f is a little more than 0.2."""
    return float(np.float32(value))


DEFAULTS = {
    "HardSigmoid": (f32(0.2), 0.5),
    "Elu": (1.0, None),
    "LeakyRelu": (f32(0.01), None),
    "ThresholdedRelu": (1.0, None),
    "Affine": (1.0, 0.0),
    "ScaledTanh": (1.0, 1.0),
}


def thresholded(v, alpha):
    jumps.see(v - alpha)
    return F.threshold(v, alpha, 0.0)


FUNCTIONS = {
    "Linear": lambda v, a, b: v,
    "Sigmoid": lambda v, a, b: torch.sigmoid(v),
    "Tanh": lambda v, a, b: torch.tanh(v),
    "Relu": lambda v, a, b: F.relu(v),
    "HardSigmoid": lambda v, a, b: (a * v + b).clamp(0, 1),
    "HardSigmoid3": lambda v, a, b: F.hardsigmoid(v),
    "Softsign": lambda v, a, b: F.softsign(v),
    "Softplus": lambda v, a, b: F.softplus(v, threshold=1000),
    "Elu": lambda v, a, b: F.elu(v, a),
    "LeakyRelu": lambda v, a, b: F.leaky_relu(v, a),
    "ThresholdedRelu": lambda v, a, b: thresholded(v, a),
    "Affine": lambda v, a, b: a * v + b,
    "ScaledTanh": lambda v, a, b: a * torch.tanh(b * v),
    "Softmax": lambda v, a, b: torch.softmax(v, -1),
}


def apply(function, v):
    """Applies (name, alpha, beta) to a tensor; a parameter that is None is ONNX's default."""
    name, alpha, beta = function
    default_alpha, default_beta = DEFAULTS.get(name, (None, None))
    return FUNCTIONS[name](v, default_alpha if alpha is None else f32(alpha), default_beta if beta is None else f32(beta))
