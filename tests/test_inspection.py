"""Graphs from strangers: what the exporter writes is run, and whatever else is in a file is refused before it runs."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import helper, numpy_helper
from random_model import INPUT, OUTPUT, random_weights

from datelens.alphabet import Alphabet
from datelens.bundle import ENCODER, GRAPHS, GREEDY, SHIPPED, STEP, Bundle, Description, load_bundle, write_bundle
from datelens.cli.export import build_graphs
from datelens.errors import BundleError
from datelens.inspection import MOST_NODES, OPERATORS, contents
from datelens.keras.onnx_ensemble import joined
from datelens.runtime import Network, faces
from datelens.translator import Translator


def nodes_of(graph: onnx.GraphProto) -> Iterator[onnx.NodeProto]:
    """The nodes of a graph, those of a loop's turn included."""
    for node in graph.node:
        yield node
        for attribute in node.attribute:
            yield from nodes_of(attribute.g)


def model_of(bundle: Bundle, name: str) -> onnx.ModelProto:
    return onnx.load_from_string(bundle.read(name))


def forged(untrained: Path, tmp_path: Path, **graphs: bytes) -> Bundle:
    """The bundle with other graphs, whose checksums are right."""
    bundle = load_bundle(untrained)
    contents = {name: bundle.read(name) for name in GRAPHS}
    given = {f"{name}.onnx": content for name, content in graphs.items()}
    return write_bundle(tmp_path / "forged", bundle.description, contents | given)


def read_by(bundle: Bundle) -> None:
    """Use all graphs of a bundle."""
    Translator(bundle).translate(["5 Jan 2016", "03/04/2021"], readings=4)


KINDS = [(a, p) for a in ("additive", "multiplicative", "none") for p in ("int8", "float32")]


def exported(attention: str, precision: str) -> dict[str, bytes]:
    """The graphs that the exporter writes."""
    sizes = {"embedding": 8, "encoder_units": 14, "units": 16}
    random = np.random.default_rng(1)
    weights = random_weights(random, inputs=len(INPUT), symbols=len(OUTPUT), attention=attention, **sizes)
    config = {**sizes, "attention": attention, "readout": "current"}
    return build_graphs(weights, Description(INPUT, OUTPUT, 10, config=config, precision=precision))


def named(node: onnx.NodeProto) -> str:
    return f"{node.domain}:{node.op_type}" if node.domain else node.op_type


@pytest.mark.parametrize(("attention", "precision"), KINDS)
def test_what_the_exporter_writes_is_what_is_read(attention: str, precision: str) -> None:
    for name, graph in exported(attention, precision).items():
        found, model = contents(graph), onnx.load_from_string(graph)
        assert found.nodes == len(list(nodes_of(model.graph)))
        assert found.operators == set(map(named, nodes_of(model.graph)))
        assert found.shapes == {tensor.name: tuple(tensor.dims) for tensor in model.graph.initializer}
        assert (found.inputs, found.outputs) == tuple(map(dict, faces(attention)[name]))
        assert [found.numbers[turn] for turn in found.turns] == ([10] if name == GREEDY else [])


def exported_together() -> dict[str, bytes]:
    """The graphs of an ensemble."""
    sizes = {"embedding": 8, "encoder_units": 14, "units": 16}
    weights = random_weights(np.random.default_rng(1), inputs=len(INPUT), symbols=len(OUTPUT), **sizes)
    config = {**sizes, "attention": "additive", "readout": "current"}
    together, joint = joined([weights, weights], [config, config])
    return build_graphs(together, Description(INPUT, OUTPUT, 10, config=joint))


def test_no_operator_is_allowed_that_no_exporter_writes() -> None:
    graphs = [graph for kind in KINDS for graph in exported(*kind).values()] + list(exported_together().values())
    assert set().union(*(contents(graph).operators for graph in graphs)) == OPERATORS


def test_the_shipped_graphs_would_be_let_through(tmp_path: Path) -> None:
    shutil.copytree(SHIPPED, tmp_path / "copy")
    network = Translator.load(tmp_path / "copy").reader.network
    assert not network.trusted
    texts = ["Saturday 9 May 2018", "03/04/2021"]
    assert Translator(network.bundle).translate(texts) == Translator.load().translate(texts)


def elsewhere(model: onnx.ModelProto) -> None:
    tensor = model.graph.initializer[0]
    tensor.ClearField("raw_data")
    tensor.data_location = onnx.TensorProto.EXTERNAL
    tensor.external_data.add(key="location", value="../../secret")


def foreign_operator(model: onnx.ModelProto) -> None:
    model.graph.node.append(helper.make_node("Unique", ["symbols"], ["found"]))


def foreign_domain(model: onnx.ModelProto) -> None:
    model.graph.node.append(helper.make_node("Add", ["symbols", "symbols"], ["found"], domain="com.stranger"))


def function(model: onnx.ModelProto) -> None:
    model.functions.append(helper.make_function("mine", "F", ["x"], ["x"], [], [helper.make_opsetid("", 17)]))


def training(model: onnx.ModelProto) -> None:
    model.training_info.add()


def sparse(model: onnx.ModelProto) -> None:
    model.graph.sparse_initializer.add()


def many_nodes(model: onnx.ModelProto) -> None:
    model.graph.node.extend(helper.make_node("Not", ["x"], [f"y{i}"]) for i in range(MOST_NODES))


def endless(model: onnx.ModelProto) -> None:
    [loop] = [node for node in model.graph.node if node.op_type == "Loop"]
    model.graph.initializer.append(numpy_helper.from_array(np.array(2**40), "often"))
    loop.input[0] = "often"


def vouched_for_inside(model: onnx.ModelProto) -> None:
    [loop] = [node for node in model.graph.node if node.op_type == "Loop"]
    inner = loop.attribute[0].g
    inner.initializer.append(numpy_helper.from_array(np.array(10), "often"))
    model.graph.initializer.append(numpy_helper.from_array(np.array(2**40), "very"))
    model.graph.node.insert(0, helper.make_node("Identity", ["very"], ["often"]))
    loop.input[0] = "often"


def uncounted(model: onnx.ModelProto) -> None:
    [loop] = [node for node in model.graph.node if node.op_type == "Loop"]
    loop.input[0] = ""


def nested(model: onnx.ModelProto) -> None:
    [loop] = [node for node in model.graph.node if node.op_type == "Loop"]
    loop.attribute[0].g.node.append(loop)


def twice(model: onnx.ModelProto) -> None:
    model.graph.initializer.append(model.graph.initializer[0])


def other_input(model: onnx.ModelProto) -> None:
    model.graph.input[0].name = "letters"


def other_kind(model: onnx.ModelProto) -> None:
    model.graph.input[0].type.tensor_type.elem_type = onnx.TensorProto.STRING


def one_output(model: onnx.ModelProto) -> None:
    del model.graph.output[1]


FORGERIES: dict[str, tuple[Callable[[onnx.ModelProto], None], str]] = {
    "constants elsewhere": (elsewhere, "holds constants in other files"),
    "operator": (foreign_operator, "uses the operator 'Unique', which no bundle needs"),
    "domain": (foreign_domain, "uses the operator 'com.stranger:Add', which no bundle needs"),
    "function": (function, "holds functions of its own"),
    "training": (training, "holds steps of training"),
    "sparse": (sparse, "holds sparse constants"),
    "nodes": (many_nodes, "nodes; 1000 are the most"),
    "endless loop": (endless, "loop that may run more than the 10 times"),
    "loop counted inside": (vouched_for_inside, "loop that may run more than the 10 times"),
    "uncounted loop": (uncounted, "loop that may run more than the 10 times"),
    "loop in a loop": (nested, "graph in the turn of a loop"),
    "constant twice": (twice, "two constants of the name 'c0'"),
    "other input": (other_input, "has the inputs letters int32 of 2 axes; expected symbols int32 of 2 axes"),
    "other kind": (other_kind, "has the inputs symbols kind 8 of 2 axes; expected symbols int32 of 2 axes"),
    "one output": (one_output, "has the outputs written int64 of 2 axes; expected written int64 of 2 axes, log_prob"),
    "metadata": (lambda model: model.metadata_props.add() and None, "holds what no exporter of datelens writes"),
}


@pytest.mark.parametrize(("forge", "message"), FORGERIES.values(), ids=FORGERIES)
def test_a_forged_graph_is_refused_unrun(
    untrained: Path, tmp_path: Path, forge: Callable[[onnx.ModelProto], None], message: str
) -> None:
    model = model_of(load_bundle(untrained), GREEDY)
    forge(model)
    bundle = forged(untrained, tmp_path, greedy=model.SerializeToString())
    with pytest.raises(BundleError, match=rf"greedy.onnx of the bundle '.*' .*{message}.*\. It is not run\."):
        read_by(bundle)


@pytest.mark.parametrize("share", [0.01, 0.5, 0.99])
def test_a_truncated_graph_is_refused_unrun(untrained: Path, tmp_path: Path, share: float) -> None:
    graph = load_bundle(untrained).read(GREEDY)
    bundle = forged(untrained, tmp_path, greedy=graph[: int(share * len(graph))])
    with pytest.raises(BundleError, match=r"is no whole ONNX file\. It is not run"):
        read_by(bundle)


def test_graphs_in_each_other_s_place_are_refused(untrained: Path, tmp_path: Path) -> None:
    bundle = load_bundle(untrained)
    swapped = forged(untrained, tmp_path, encoder=bundle.read(STEP), step=bundle.read(ENCODER))
    with pytest.raises(BundleError, match=r"encoder.onnx .* has the inputs annotations .*; expected symbols"):
        Network(swapped).start(np.ones((1, 4), np.int32))


@pytest.mark.parametrize("kind", ["input", "output"])
def test_another_alphabet_is_refused(untrained: Path, tmp_path: Path, kind: str) -> None:
    bundle = load_bundle(untrained)
    alphabets = {"input": bundle.description.input_alphabet, "output": bundle.description.output_alphabet}
    alphabets[kind] = Alphabet([*alphabets[kind].symbols[4:], "ⴽ"])
    description = Description(*alphabets.values(), 10, config=bundle.description.config)
    other = write_bundle(tmp_path / "other", description, {name: bundle.read(name) for name in GRAPHS})
    with pytest.raises(BundleError, match=f"another {kind} alphabet: the bundle's has {len(alphabets[kind])} symbols"):
        read_by(other)


def test_another_kind_of_attention_is_refused(untrained: Path, tmp_path: Path) -> None:
    bundle = load_bundle(untrained)
    graphs = {name: bundle.read(name) for name in GRAPHS}
    for attention, message in (("multiplicative", "has the outputs"), ("hard", "`attention` must be additive, ")):
        description = Description(INPUT, OUTPUT, 10, config={"attention": attention})
        other = write_bundle(tmp_path / attention, description, graphs)
        with pytest.raises(BundleError, match=message):
            Network(other).start(np.ones((1, 4), np.int32))


def test_a_graph_that_writes_no_date_gives_none_out(untrained: Path, tmp_path: Path) -> None:
    """Its tables are those of another automaton: it passes for a graph and would write days that do not exist."""
    model = model_of(load_bundle(untrained), GREEDY)
    for tensor in model.graph.initializer:
        values = numpy_helper.to_array(tensor)
        if values.dtype == np.float32 and np.isinf(values).any():
            tensor.raw_data = np.zeros_like(values).tobytes()
    with pytest.raises(BundleError, match=r"writes what its grammar does not allow\. Export the model again"):
        read_by(forged(untrained, tmp_path, greedy=model.SerializeToString()))


def test_weights_that_are_no_numbers_give_no_answer(untrained: Path, tmp_path: Path) -> None:
    bundle = load_bundle(untrained)
    broken = {}
    for name in (GREEDY, STEP):
        model = model_of(bundle, name)
        for tensor in model.graph.initializer:
            values = numpy_helper.to_array(tensor)
            if values.dtype == np.float32 and values.ndim == 2 and len(values) == len(OUTPUT):
                tensor.raw_data = np.full_like(values, np.nan).tobytes()
        broken[name.removesuffix(".onnx")] = model.SerializeToString()
    network = Network(forged(untrained, tmp_path, **broken))
    with pytest.raises(BundleError, match="gives no probabilities"):
        network.greedy(np.ones((2, 4), np.int32))
    with pytest.raises(BundleError, match="gives no probabilities"):
        network.beam(np.ones((2, 4), np.int32), 2, 0.0)


def test_weights_that_leave_every_symbol_nothing_give_no_answer(untrained: Path, tmp_path: Path) -> None:
    """A beam would have no hypothesis to go on from."""
    model = model_of(load_bundle(untrained), STEP)
    [last] = [node for node in model.graph.node if "log_probabilities" in node.output]
    last.output[0] = "finite"
    model.graph.initializer.append(numpy_helper.from_array(np.array(-np.inf, np.float32), "nothing"))
    model.graph.node.append(helper.make_node("Add", ["finite", "nothing"], ["log_probabilities"]))
    network = Network(forged(untrained, tmp_path, step=model.SerializeToString()))
    with pytest.raises(BundleError, match="gives no probabilities"):
        network.beam(np.ones((2, 4), np.int32), 2, 0.0)


@pytest.mark.parametrize(
    ("graph", "output"), [(ENCODER, "state"), (ENCODER, "annotations"), (STEP, "next_state"), (STEP, "attention")]
)
def test_rows_that_nobody_asked_for_are_refused(graph: str, output: str, untrained: Path, tmp_path: Path) -> None:
    """As much as the first row of what it should give."""
    model = model_of(load_bundle(untrained), graph)
    [last] = [node for node in model.graph.node if output in node.output]
    last.output[list(last.output).index(output)] = "whole"
    for node in model.graph.node:
        for place, name in enumerate(node.input):
            if name == output:
                node.input[place] = "whole"
    model.graph.initializer.append(numpy_helper.from_array(np.zeros(1, np.int64), "first"))
    model.graph.node.append(helper.make_node("Gather", ["whole", "first"], [output], axis=0))
    network = Network(forged(untrained, tmp_path, **{graph.removesuffix(".onnx"): model.SerializeToString()}))
    with pytest.raises(BundleError, match=r"gives other rows than it is given\. Export the model again"):
        network.beam(np.ones((2, 4), np.int32), 2, 0.0)


def test_a_graph_that_cannot_be_loaded_is_named(untrained: Path, tmp_path: Path) -> None:
    model = model_of(load_bundle(untrained), ENCODER)
    model.graph.node[0].input[0] = "nowhere"
    network = Network(forged(untrained, tmp_path, encoder=model.SerializeToString()))
    with pytest.raises(BundleError, match=r"ONNX Runtime .* cannot load encoder.onnx of the bundle '.*': .*nowhere"):
        network.start(np.ones((2, 4), np.int32))


def test_a_graph_that_cannot_be_run_is_named(untrained: Path) -> None:
    with pytest.raises(BundleError, match=r"a graph of the bundle '.*' cannot be run: .*out of data bounds"):
        Network(load_bundle(untrained)).start(np.full((2, 4), len(INPUT), np.int32))


def message(*fields: tuple[int, bytes | int]) -> bytes:
    """Fields of a protocol buffer, by number: bytes with their length, or a small whole number."""
    return b"".join(
        bytes([number << 3, value]) if isinstance(value, int) else bytes([number << 3 | 2, len(value)]) + value
        for number, value in fields
    )


def test_axes_may_stand_one_by_one_or_packed() -> None:
    one_by_one = message((1, 3), (1, 5), (8, b"a"))
    packed = message((1, bytes([3, 0xAC, 0x02])), (8, b"b"))  # 300 in two bytes
    graph = message((5, one_by_one), (5, packed))
    assert contents(message((1, 9), (7, graph))).shapes == {"a": (3, 5), "b": (3, 300)}


def test_the_last_kind_of_a_node_counts_as_in_any_reader_of_protocol_buffers() -> None:
    node = message((4, b"Add"), (4, b"Unique"), (7, b""))
    assert contents(message((7, message((1, node))))).operators == {"Unique"}


@pytest.mark.parametrize(
    "content",
    [
        b"\x3a" + b"\xff" * 12,
        message((7, 1)),
        b"\x3d\x00\x00\x00\x00",
        message((7, message((1, message((4, b"\xff")))))),
        message((7, message((11, message((2, 1)))))),
        b"\x3a\x05\x00",
        b"\x3a",
    ],
    ids=[
        "endless number",
        "number for a graph",
        "fixed width",
        "no UTF-8",
        "number for a type",
        "too short",
        "no length",
    ],
)
def test_bytes_that_are_no_protocol_buffer_of_ours_are_refused(content: bytes) -> None:
    with pytest.raises(BundleError, match="is no whole ONNX file"):
        contents(content)


def test_a_graph_with_a_name_that_is_no_text_is_refused(untrained: Path, tmp_path: Path) -> None:
    graph = load_bundle(untrained).read(STEP)
    [node] = [node for node in model_of(load_bundle(untrained), STEP).graph.node if "rows" in node.input][:1]
    broken = node.SerializeToString().replace(node.input[0].encode(), b"\x80" * len(node.input[0]), 1)
    bundle = forged(untrained, tmp_path, step=graph.replace(node.SerializeToString(), broken, 1))
    with pytest.raises(BundleError, match=r"step.onnx of the bundle"):
        read_by(bundle)
