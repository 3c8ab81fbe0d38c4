"""From deaths and populations to life expectancy, rates and gaps, with intervals.

Each computation is a module of its own, so that a caller loads only what it uses
(`scipy.special` alone takes a quarter of a second to import):

    life_table      life expectancy at every age            (NumPy only)
    slope           slope and relative index of inequality  (NumPy only)
    slope_skewed    the same for rates and proportions fitted as they are
    slope_audit     the same limits by simulation, from a published seed
    rates           proportions and crude rates
    standardised    directly and indirectly standardised rates and ratios
    means           means with Student's interval
    quantiles       fifths, tenths ... of areas
    difference      two named areas
    gap             highest minus lowest, with what chance alone would give
    funnel          control limits around an average

Whatever cannot be shown carries a `Suppression` code instead of a number.
"""

from __future__ import annotations
