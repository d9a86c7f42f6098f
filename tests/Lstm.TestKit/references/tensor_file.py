"""Reads and writes safetensors files with nothing but Python: tensors are lists of numbers with a type and a shape."""
import json
import struct
from dataclasses import dataclass

FORMATS = {"F32": "f", "F64": "d"}


@dataclass(frozen=True)
class Tensor:
    dtype: str
    shape: tuple
    values: list

    def rows(self):
        """The rows of a matrix."""
        width = self.shape[-1]
        return [self.values[start:start + width] for start in range(0, len(self.values), width)]


def write(path, tensors, metadata):
    """Writes tensors in the order in which they are given; metadata is a dict of strings."""
    header, data = {"__metadata__": metadata}, b""
    for name, tensor in tensors.items():
        packed = struct.pack(f"<{len(tensor.values)}{FORMATS[tensor.dtype]}", *tensor.values)
        assert struct.unpack(f"<{len(tensor.values)}{FORMATS[tensor.dtype]}", packed) == tuple(tensor.values), f"{name} is rounded."
        header[name] = {"dtype": tensor.dtype, "shape": list(tensor.shape), "data_offsets": [len(data), len(data) + len(packed)]}
        data += packed

    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


def read(path):
    """Returns the tensors by name, and the metadata."""
    with open(path, "rb") as file:
        header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
        data = file.read()
    metadata = header.pop("__metadata__", {})
    tensors = {}
    for name, entry in header.items():
        start, end = entry["data_offsets"]
        count = (end - start) // struct.calcsize(FORMATS[entry["dtype"]])
        values = struct.unpack(f"<{count}{FORMATS[entry['dtype']]}", data[start:end])
        tensors[name] = Tensor(entry["dtype"], tuple(entry["shape"]), list(values))
    return tensors, metadata
