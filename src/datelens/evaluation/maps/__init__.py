"""How far the maps of a model can be believed: texts with gold spans in, every figure of faithfulness out."""

from __future__ import annotations

from datelens.evaluation.maps.cases import Changed, MapCase
from datelens.evaluation.maps.figures import FIGURES, Figure
from datelens.evaluation.maps.measure import Attribute, MapReport, measure

__all__ = ["FIGURES", "Attribute", "Changed", "Figure", "MapCase", "MapReport", "measure"]
