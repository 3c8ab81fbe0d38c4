"""Normal draws by inversion, and a generator that repeats R's own stream.

R's default is the Mersenne Twister with normals by inversion: two 32-bit draws make one
uniform of about 53 bits, and the normal quantile of that is the draw. Any generator of
NumPy can be drawn from the same way; one seeded as R seeds gives R's numbers, to the
last few digits of the quantile function.

Source: R's documentation of `set.seed` and `RNGkind` ("Mersenne-Twister", "Inversion").
"""

from __future__ import annotations

import numpy as np
from scipy.special import ndtri

from lehc.methods.intervals import Floats

STATE_WORDS = 624
SCRAMBLES = 50
"""R scrambles a seed this many times before it fills the state."""

COARSE_STEPS = 134_217_728
"""2 to the 27th: the first draw gives the upper bits of the uniform, the second the
lower."""

UNIT = 2.3283064365386963e-10
"""2 to the -32nd: from 32-bit whole numbers to [0, 1)."""

SMALLEST = 0.5 * 2.328306437080797e-10
"""R keeps uniforms this far from nought and one, so that the quantile is finite."""


def generator_as_in_r(seed: int) -> np.random.Generator:
    """A generator in the state that R's `set.seed(seed)` leaves behind."""
    word = seed & 0xFFFFFFFF
    for _ in range(SCRAMBLES):
        word = _next_word(word)
    key = np.empty(STATE_WORDS, dtype=np.uint32)
    word = _next_word(word)  # R keeps this one for the position, then overwrites it
    for place in range(STATE_WORDS):
        word = _next_word(word)
        key[place] = word
    bits = np.random.MT19937()
    bits.state = {
        "bit_generator": "MT19937",
        "state": {"key": key, "pos": STATE_WORDS},
    }
    return np.random.Generator(bits)


def _next_word(word: int) -> int:
    return (69_069 * word + 1) & 0xFFFFFFFF


def draw_normals(rng: np.random.Generator, size: int) -> Floats:
    """Standard normal draws, two 32-bit draws of `rng` each, in order."""
    words = rng.integers(0, 2**32, size=(size, 2), dtype=np.uint32)
    uniform = np.clip(words * UNIT, SMALLEST, 1 - SMALLEST)
    fine = np.floor(COARSE_STEPS * uniform[:, 0]) + uniform[:, 1]
    normals: Floats = ndtri(fine / COARSE_STEPS)
    return normals
