"""Run by a Python that has PHStatsMethods: CPU seconds of its standardised rates.

Prints one line of JSON: the seconds of the computation alone, and the rates, so that
both sides are known to compute the same thing.
"""

from __future__ import annotations

import json
import sys
import time
import warnings

import pandas as pd
from PHStatsMethods import ph_dsr

warnings.simplefilter("ignore")
STANDARD = (
    *(5_000, 5_500, 5_500, 5_500, 6_000, 6_000, 6_500, 7_000, 7_000, 7_000),
    *(7_000, 6_500, 6_000, 5_500, 5_000, 4_000, 2_500, 1_500, 1_000),
)

table = pd.read_csv(sys.argv[1])
table["standard"] = table["startage"].map(
    {5 * band: weight for band, weight in enumerate(STANDARD)}
)
started = time.process_time()
rates = ph_dsr(
    table,
    "count",
    "population",
    "standard",
    group_cols="area",
    metadata=False,
    confidence=[0.95, 0.998],
    euro_standard_pops=False,
)
seconds = time.process_time() - started
limits = [name for name in rates.columns if "lower" in name or "upper" in name]
columns = ["Value", *sorted(limits)]
print(
    json.dumps(
        {
            "seconds": seconds,
            "columns": columns,
            "rates": rates[columns].to_numpy().T.tolist(),
        }
    )
)
