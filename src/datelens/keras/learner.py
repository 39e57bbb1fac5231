"""A translator that is being taught: losses, optimiser, averaged weights, and the state that resumes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import keras
import numpy as np
from keras import ops

from datelens.errors import CheckpointError
from datelens.keras.averaging import AveragingAdamW
from datelens.keras.batches import Batch
from datelens.keras.losses import guided_alignment, masked_cross_entropy
from datelens.keras.model import AttentionTranslator
from datelens.keras.recipe import ModelRecipe, Recipe
from datelens.keras.schedule import OneCycle
from datelens.keras.seeds import derived_seed

Tensor = Any


class Learner(keras.Model):
    """Teacher forcing of a translator with cross-entropy and guided alignment.

    Args:
        translator: what is taught.
        recipe: weights of the losses, the optimiser and its schedule.
    """

    def __init__(self, translator: AttentionTranslator, recipe: Recipe) -> None:
        super().__init__(name="learner")
        translator.build()
        self.translator = translator
        self.loss_recipe = recipe.loss
        self.guided = recipe.loss.guide > 0 and recipe.model.attention != "none"
        self.guide_tracker = keras.metrics.Mean(name="guide") if self.guided else None
        self.built = True
        self.compile(optimizer=build_optimizer(recipe), jit_compile=keras.backend.backend() != "torch")
        self.optimizer.build(self.trainable_variables)

    def call(self, inputs: Mapping[str, Tensor], training: bool | None = None) -> dict[str, Tensor]:
        return self.translator(inputs["source"], targets=inputs["targets"], training=training)

    def compute_loss(
        self,
        x: Any = None,
        y: Any = None,
        y_pred: Any = None,
        sample_weight: Any = None,
        training: bool = True,
    ) -> Tensor:
        loss = masked_cross_entropy(x["targets"], y_pred["logits"], label_smoothing=self.loss_recipe.label_smoothing)
        if self.guide_tracker is not None:
            guide = guided_alignment(x["spans"], y_pred["attention"])
            self.guide_tracker.update_state(guide)
            loss = loss + self.loss_recipe.guide * guide
        return sum(self.losses, loss)  # with what layers add of their own

    def learn(self, batch: Batch) -> dict[str, float]:
        """One step; returns the losses by name."""
        x = {"source": batch.source, "targets": batch.targets, "spans": batch.spans}
        return {name: float(value) for name, value in self.train_on_batch(x, return_dict=True).items()}

    def averaged(self) -> list[np.ndarray]:
        """The moving averages of the trainable weights, in their order."""
        current = [_array(variable) for variable in self.trainable_variables]
        self.optimizer.finalize_variable_values(self.trainable_variables)
        averages = [_array(variable) for variable in self.trainable_variables]
        for variable, value in zip(self.trainable_variables, current, strict=True):
            variable.assign(value)
        return averages

    def state(self) -> dict[str, np.ndarray]:
        """Everything that the next step depends on: weights, random states, the optimiser with its averages."""
        return {name: _array(variable) for name, variable in self._stateful().items()}

    def restore(self, state: Mapping[str, np.ndarray]) -> None:
        """Go back to where `state` was taken.

        Raises:
            CheckpointError: it is that of another model.
        """
        variables = self._stateful()
        if set(variables) != set(state):
            odd = sorted(set(variables) ^ set(state))
            raise CheckpointError(f"the checkpoint is that of another model: {odd[0]} is only in one of the two.")
        for name, variable in variables.items():
            if tuple(state[name].shape) != tuple(variable.shape):
                came, expected = tuple(state[name].shape), tuple(variable.shape)
                raise CheckpointError(
                    f"the checkpoint is that of another model: {name} is {came}, expected {expected}."
                )
        for name, variable in variables.items():
            variable.assign(state[name])

    def _stateful(self) -> dict[str, Any]:
        named = {}
        for kind, variables in (("model", self.translator.variables), ("optimizer", self.optimizer.variables)):
            for number, variable in enumerate(variables):
                named[f"{kind}/{number:03d}/{variable.name}"] = variable
        return named


def build_translator(
    recipe: ModelRecipe,
    input_size: int,
    output_size: int,
    start: int,
    seed: int,
    kind: type[AttentionTranslator] = AttentionTranslator,
    **more: Any,
) -> AttentionTranslator:
    """The translator of a recipe, built.

    Args:
        recipe: its sizes.
        input_size, output_size: numbers of symbols.
        start: the symbol that every output begins after.
        seed: of the initial weights.
        kind: a class of translators that changes something else.
        more: what that takes beside the rest.
    """
    model = kind(
        input_size,
        output_size,
        embedding=recipe.embedding,
        encoder_units=recipe.encoder_units,
        units=recipe.units,
        attention=recipe.attention,
        readout=recipe.readout,
        attention_units=recipe.attention_units,
        start=start,
        dropout=recipe.dropout,
        seed=derived_seed(seed, "translator"),
        name="translator",
        **more,
    )
    model.build()
    return model


def build_optimizer(recipe: Recipe) -> keras.optimizers.Optimizer:
    """AdamW under a one-cycle rate, with clipping and averaged weights; biases do not decay."""
    own = recipe.optimizer
    optimizer = AveragingAdamW(
        learning_rate=OneCycle(own.peak, recipe.steps, own.warm_up, own.floor, own.hold),
        weight_decay=own.weight_decay,
        global_clipnorm=own.clip_norm,
        ema_momentum=own.average,
        name="optimizer",
    )
    optimizer.exclude_from_weight_decay(var_names=["bias"])
    return optimizer


def assign(variables: Sequence[Any], values: Sequence[np.ndarray]) -> None:
    """Give each variable its value."""
    for variable, value in zip(variables, values, strict=True):
        variable.assign(value)


def _array(variable: Any) -> np.ndarray:
    return np.array(ops.convert_to_numpy(variable.value))  # a copy: the next step writes where the value is
