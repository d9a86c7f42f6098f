"""Writes a safetensors file: the length of a JSON header, the header, the tensors' bytes."""
import json
import struct

import numpy as np


def write(path, tensors, metadata):
    """Writes float32 arrays in the order in which they are given; metadata is a dict of strings, left out when empty."""
    header = {"__metadata__": metadata} if metadata else {}
    offset = 0
    for name, values in tensors.items():
        assert values.dtype == np.float32 and np.isfinite(values).all(), name
        header[name] = {"dtype": "F32", "shape": list(values.shape), "data_offsets": [offset, offset + values.nbytes]}
        offset += values.nbytes

    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)))
        file.write(text)
        for values in tensors.values():
            file.write(np.ascontiguousarray(values, "<f4").tobytes())
