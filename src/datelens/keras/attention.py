"""Attention, one step of it, as pure functions: energies, weights, context vector.

Bahdanau, Cho and Bengio (2014), arXiv:1409.0473, and Luong, Pham and Manning (2015), arXiv:1508.04025. The letters are
those of the first paper's appendix A, with a bias added to the energies. Axes: `batch`; `input` and `output`
positions; `features` of an annotation; `units` of the decoder's state; `attention`, the width of the energies.

Arithmetic is written with operators and not with `keras.ops`: where nothing is compiled (torch), a call of `keras.ops`
costs several times what the operation itself does. Arguments are tensors of the backend.
"""

from __future__ import annotations

from typing import Any

from keras import ops
from keras.src.backend import get_keras_mask  # which Keras has no public name for

Tensor = Any

LOWEST = -3e38
"""The energy of a masked position, nearly the lowest number of float32, whose exponential is 0 beside any other's."""


def project_annotations(annotations: Tensor, annotation_kernel: Tensor, bias: Tensor) -> Tensor:
    """`U_a h_j + b`: the part of the additive energies that no step changes.

    Args:
        annotations: `(batch, input, features)`.
        annotation_kernel: `U_a`, `(features, attention)`.
        bias: `(attention,)`.

    Returns:
        `(batch, input, attention)`.
    """
    return annotations @ annotation_kernel + bias


def additive_energies(state: Tensor, projected: Tensor, state_kernel: Tensor, energy_kernel: Tensor) -> Tensor:
    """`e_tj = V_a · tanh(W_a s_{t-1} + U_a h_j)`, equation (1), after Bahdanau et al.

    Args:
        state: `s_{t-1}`, `(batch, units)`.
        projected: from `project_annotations`, `(batch, input, attention)`.
        state_kernel: `W_a`, `(units, attention)`.
        energy_kernel: `V_a`, `(attention,)`.

    Returns:
        `(batch, input)`.
    """
    query = (state @ state_kernel)[:, None]  # (batch, 1, attention)
    return ops.matmul(ops.tanh(query + projected), energy_kernel)  # TensorFlow's operator takes no vector


def multiplicative_energies(state: Tensor, annotations: Tensor, state_kernel: Tensor) -> Tensor:
    """`e_tj = (s_{t-1} W_a) · h_j`, equation (1) in the "general" form of Luong et al.

    Args:
        state: `s_{t-1}`, `(batch, units)`.
        annotations: `(batch, input, features)`.
        state_kernel: `W_a`, `(units, features)`.

    Returns:
        `(batch, input)`.
    """
    query = (state @ state_kernel)[:, :, None]  # (batch, features, 1)
    return (annotations @ query)[:, :, 0]


def attention_weights(energies: Tensor, mask: Tensor | None = None) -> Tensor:
    """`α_t`, equation (2): the softmax of the energies over the unmasked input positions.

    It is computed in float32 or better. Masked positions get exactly zero; a row without any unmasked position gets
    zeros throughout, not NaN and not a uniform weight.

    Args:
        energies: `(batch, input)`.
        mask: `(batch, input)`, True where a symbol is real; None where all are.

    Returns:
        `(batch, input)`; each row with an unmasked position sums to 1.
    """
    wide = energies if _is_float64(energies) else ops.cast(energies, "float32")
    if mask is None:
        return ops.softmax(wide, axis=-1)
    real = ops.cast(mask, "bool")
    # masked energies are replaced before the exponential, so that whatever stands there overflows nowhere
    weights = ops.softmax(ops.where(real, wide, LOWEST), axis=-1)
    return weights * ops.cast(real, weights.dtype)


def carried_mask(annotations: Tensor) -> Tensor | None:
    """The mask that Keras carries with the annotations, `(batch, input)`, or None.

    Keras itself hands a carried mask only to calls with a single tensor, and an attention layer has several. Where a
    call is compiled the mask is no attribute of the tensor, so that Keras has to be asked.
    """
    return get_keras_mask(annotations)


def weights_dtype(compute_dtype: str) -> str:
    """The dtype of attention weights in a layer that computes in `compute_dtype`."""
    return "float64" if compute_dtype == "float64" else "float32"


def context_vector(weights: Tensor, annotations: Tensor) -> Tensor:
    """`c_t = Σ_j α_tj h_j`, equation (3).

    Args:
        weights: `α_t`, `(batch, input)`.
        annotations: `(batch, input, features)`.

    Returns:
        `(batch, features)`, in the annotations' dtype.
    """
    weights = ops.cast(weights, annotations.dtype)
    return (weights[:, None] @ annotations)[:, 0]


def first_annotation(annotations: Tensor, mask: Tensor | None = None) -> Tensor:
    """The annotation of each row's first real symbol, `(batch, features)`."""
    if mask is None:
        return annotations[:, 0]
    return _take_position(annotations, ops.argmax(ops.cast(mask, "int32"), axis=-1))


def last_annotation(annotations: Tensor, mask: Tensor | None = None) -> Tensor:
    """The annotation of each row's last real symbol, `(batch, features)`."""
    if mask is None:
        return annotations[:, -1]
    positions = ops.arange(1, ops.shape(annotations)[1] + 1, dtype="int32")
    return _take_position(annotations, ops.argmax(ops.cast(mask, "int32") * positions, axis=-1))


def summary_state(annotations: Tensor, mask: Tensor | None = None) -> Tensor:
    """What a model without attention reads at every step: the encoder's two final states, `(batch, features)`.

    The first half of the features is taken where the forward direction ended, the second where the backward
    direction did (Sutskever et al. 2014, arXiv:1409.3215; Cho et al. 2014, arXiv:1406.1078).
    """
    half = annotations.shape[-1] // 2
    forward, backward = last_annotation(annotations, mask), first_annotation(annotations, mask)
    return ops.concatenate([forward[:, :half], backward[:, half:]], axis=-1)


def _take_position(annotations: Tensor, position: Tensor) -> Tensor:
    index = ops.cast(ops.reshape(position, (-1, 1, 1)), "int32")
    index = ops.broadcast_to(index, (ops.shape(annotations)[0], 1, annotations.shape[-1]))
    return ops.squeeze(ops.take_along_axis(annotations, index, axis=1), axis=1)


def _is_float64(tensor: Tensor) -> bool:
    return "float64" in str(tensor.dtype)
