"""Inspection: what a graph is made of, read from its bytes before anything is run.

A checksum says that a file is the one that was written, not who wrote it. A bundle may come from anywhere, so a graph
has to be made of what our exporter writes and of nothing else: its operators, constants that stand in the file itself
(ONNX can name other files on the machine), no functions, no loop in a loop, and the inputs and outputs that its
runtime feeds and takes. ONNX files are protocol buffers; `onnx` is too large for the runtime, and to list fields takes
thirty lines.

What stays open: a graph that passes may be trained badly, or take long.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from datelens.errors import BundleError, shown

OPERATORS = frozenset(
    """
    Add ArgMax Cast Concat Equal Expand Gather GatherElements Identity LSTM Log LogSoftmax Loop MatMul Mul Not
    QuantizeLinear ReduceMax ReduceSum Reshape Shape Sigmoid Softmax Split Squeeze Sub Tanh Transpose Unsqueeze Where
    com.microsoft:DynamicQuantizeLSTM com.microsoft:FusedMatMul com.microsoft:MatMulIntegerToFloat
    """.split()
)
"""All that the exporter writes (a test holds the two together), those of ONNX Runtime with their domain."""

MOST_NODES = 1000
"""Ten times what a graph has."""

# The fields of each message that the exporter writes, by their numbers in ONNX' `onnx.proto`
_FIELDS = {
    "model": {1: "ir_version", 2: "producer_name", 7: "graph", 8: "opset_import"},
    "graph": {1: "node", 2: "name", 5: "initializer", 11: "input", 12: "output"},
    "node": {1: "input", 2: "output", 3: "name", 4: "op_type", 5: "attribute", 7: "domain"},
    "attribute": {1: "name", 3: "i", 4: "s", 6: "g", 8: "ints", 20: "type"},
    "tensor": {1: "dims", 2: "data_type", 8: "name", 9: "raw_data"},
    "value": {1: "name", 2: "type"},
    "type": {1: "tensor_type"},
    "tensor_type": {1: "elem_type", 2: "shape"},
    "shape": {1: "dim"},
}

# What is refused by name, because it is why one looks
_REFUSED = {
    ("model", 20): "steps of training",
    ("model", 25): "functions of its own",
    ("graph", 15): "sparse constants",
    ("tensor", 13): "constants in other files",
    ("tensor", 14): "constants in other files",
}

_KINDS = {1: "float32", 6: "int32", 7: "int64", 9: "bool"}
_INT64 = 7

Face = Mapping[str, tuple[str, int]]
"""Inputs or outputs in order: name, kind of number and number of axes."""


@dataclass(slots=True)
class Contents:
    """What a graph is made of.

    Attributes:
        operators: of all nodes, those of a loop's turn included.
        nodes: how many.
        turns: the names of the constants that say how often loops run.
        inputs, outputs: of the graph.
        shapes: of each constant.
        numbers: each constant of one int64, by its name.
    """

    operators: set[str] = field(default_factory=set)
    nodes: int = 0
    turns: list[str] = field(default_factory=list)
    inputs: dict[str, tuple[str, int]] = field(default_factory=dict)
    outputs: dict[str, tuple[str, int]] = field(default_factory=dict)
    shapes: dict[str, tuple[int, ...]] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)


def contents(model: bytes) -> Contents:
    """What the graph in an ONNX file is made of.

    Raises:
        BundleError: it is no ONNX file, or holds what no exporter of ours writes; without the file's name.
    """
    found = Contents()
    try:
        for name, value in _named("model", memoryview(model)):
            if name == "graph":
                _read_graph(_part(value), found, inside=False)
    except (IndexError, UnicodeDecodeError):
        raise BundleError("is no whole ONNX file") from None
    return found


def refuse_unfit(found: Contents, inputs: Face, outputs: Face, tables: Mapping[str, int], most_turns: int) -> None:
    """Let no graph be run that is not what a bundle says it is.

    Args:
        found: what it is made of.
        inputs, outputs: that it has to have.
        tables: for each alphabet how many symbols it has; the graph must have a table with a row for each.
        most_turns: how often its loops may run.

    Raises:
        BundleError: it is something else; without the file's name.
    """
    if foreign := sorted(found.operators - OPERATORS):
        raise BundleError(f"uses the operator {shown(foreign[0])}, which no bundle needs")
    if found.nodes > MOST_NODES:
        raise BundleError(f"has {found.nodes} nodes; {MOST_NODES} are the most that is run")
    for name in found.turns:
        if not 0 <= found.numbers.get(name, -1) <= most_turns:
            raise BundleError(f"has a loop that may run more than the {most_turns} times that an output is long")
    for kind, face, wanted in (("inputs", found.inputs, inputs), ("outputs", found.outputs, outputs)):
        if list(face.items()) != list(wanted.items()):
            raise BundleError(f"has the {kind} {_listed(face)}; expected {_listed(wanted)}")
    heights = {shape[0] for shape in found.shapes.values() if len(shape) == 2}
    for alphabet, symbols in tables.items():
        if symbols not in heights:
            raise BundleError(f"was made for another {alphabet} alphabet: the bundle's has {symbols} symbols")


def _listed(face: Face) -> str:
    return ", ".join(f"{shown(name)[1:-1]} {kind} of {axes} axes" for name, (kind, axes) in face.items()) or "none"


# Reading: a message is a memoryview, and a field of it a number or a memoryview


def _read_graph(graph: memoryview, found: Contents, *, inside: bool) -> None:
    """Note what a graph is made of; `inside` a loop, where inputs and outputs are not those of the whole."""
    for name, value in _named("graph", graph):
        if name == "node":
            _read_node(_part(value), found, inside=inside)
        elif name == "initializer":
            _read_tensor(_part(value), found, inside=inside)
        elif name in ("input", "output") and not inside:
            declared, face = _read_value(_part(value))
            (found.inputs if name == "input" else found.outputs)[declared] = face


def _read_node(node: memoryview, found: Contents, *, inside: bool) -> None:
    kind = domain = ""
    inputs = []
    found.nodes += 1
    for name, value in _named("node", node):
        if name == "op_type":
            kind = _text(value)
        elif name == "domain":
            domain = _text(value)
        elif name == "input":
            inputs.append(value)
        elif name == "attribute":
            for part, body in _named("attribute", _part(value)):
                if part == "g":
                    if inside:
                        raise BundleError("has a graph in the turn of a loop")
                    _read_graph(_part(body), found, inside=True)
    found.operators.add(f"{domain}:{kind}" if domain else kind)
    if kind == "Loop":
        found.turns.append(_text(inputs[0]) if inputs else "")


def _read_tensor(tensor: memoryview, found: Contents, *, inside: bool) -> None:
    label, kind, shape, data = "", 0, [], memoryview(b"")
    for name, value in _named("tensor", tensor):
        if name == "dims":
            shape += [value] if isinstance(value, int) else list(_varints(value))
        elif name == "data_type":
            kind = value if isinstance(value, int) else 0
        elif name == "name":
            label = _text(value)
        else:
            data = _part(value)
    if label in found.shapes:
        raise BundleError(f"has two constants of the name {shown(label)}")
    found.shapes[label] = tuple(shape)
    # Only what stands outside of loops says how often they run: inside, its name may be that of something else
    if kind == _INT64 and len(data) == 8 and not inside:
        found.numbers[label] = int.from_bytes(data, "little", signed=True)


def _read_value(value: memoryview) -> tuple[str, tuple[str, int]]:
    """The name of an input or output, its kind of number and its number of axes."""
    label, kind, axes = "", 0, 0
    for name, part in _named("value", value):
        if name == "name":
            label = _text(part)
            continue
        for _, tensor in _named("type", _part(part)):
            for said, content in _named("tensor_type", _part(tensor)):
                if said == "elem_type":
                    kind = content if isinstance(content, int) else 0
                else:
                    axes = sum(1 for _ in _named("shape", _part(content)))
    return label, (_KINDS.get(kind, f"kind {kind}"), axes)


def _named(kind: str, message: memoryview) -> Iterator[tuple[str, int | memoryview]]:
    """The fields of a message by name.

    Raises:
        BundleError: one of them is not among those of its kind.
        IndexError: the message ends too early.
    """
    fields, place, end = _FIELDS[kind], 0, len(message)
    while place < end:
        key, place = _varint(message, place)
        number, wire = key >> 3, key & 7
        if number not in fields:
            raise BundleError(f"holds {_REFUSED.get((kind, number), 'what no exporter of datelens writes')}")
        size, place = _varint(message, place)
        if wire == 0:
            yield fields[number], size
        elif wire == 2 and place + size <= end:
            yield fields[number], message[place : place + size]
            place += size
        else:
            raise IndexError(number)


def _varint(message: memoryview, place: int) -> tuple[int, int]:
    """A whole number in bytes of seven bits, and where the next field begins."""
    byte = message[place]
    if byte < 128:
        return byte, place + 1
    value, shift = byte & 127, 7
    while byte > 127:
        place += 1
        byte = message[place]
        value |= (byte & 127) << shift
        shift += 7
        if shift > 70:
            raise IndexError(place)
    return value, place + 1


def _varints(packed: memoryview) -> Iterator[int]:
    place = 0
    while place < len(packed):
        number, place = _varint(packed, place)
        yield number


def _part(value: int | memoryview) -> memoryview:
    if isinstance(value, int):
        raise IndexError(value)
    return value


def _text(value: int | memoryview) -> str:
    return bytes(_part(value)).decode()
