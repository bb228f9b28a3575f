"""Measure how fast the course runs and save the tables in docs/speed.md: make bench

The contestants in a table take turns within one run, and each number is the median of its turns.
Nothing is asserted here. Times differ from machine to machine; ratios differ less.
"""

import os
import platform
import sys
import time
from itertools import pairwise
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

os.environ["TQDM_DISABLE"] = "1"
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import nbformat  # noqa: E402
import torch  # noqa: E402
from nbclient import NotebookClient  # noqa: E402
from torch import nn  # noqa: E402

import browser  # noqa: E402
import helpers  # noqa: E402
from outputs import METADATA  # noqa: E402

torch.set_default_dtype(torch.float64)  # as the notebooks do
X, Y = helpers.make_dataset()


def mlp(*widths):
    """A model with ReLU between linear layers, as the notebooks write it."""
    layers = [each for pair in pairwise(widths) for each in (nn.Linear(*pair), nn.ReLU())]
    return nn.Sequential(*layers[:-1])


def chapter_loop(model, X, y, n_epochs):
    """Training as the chapter does it, by plain gradient descent."""
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    loss_fn = nn.CrossEntropyLoss()
    losses = []
    for _ in range(n_epochs):
        optimizer.zero_grad()
        loss = loss_fn(model(X), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


def side_by_side(contestants, repeats=7):
    """Seconds that each named call takes: the median of its turns, after one to warm up."""
    times = {name: [] for name in contestants}
    for turn in range(repeats + 1):
        for name, call in contestants.items():
            start = time.perf_counter()
            call()
            if turn:
                times[name].append(time.perf_counter() - start)
    return {name: median(values) for name, values in times.items()}


def table(title, head, rows):
    """A markdown table, which is also printed at once."""
    lines = [f"## {title}", "", "| " + " | ".join(head) + " |", "|---" * len(head) + "|"]
    text = "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])
    print(text + "\n", flush=True)
    return text


class AsInTheChapter(nn.Sequential):
    """The chapter's models apply softmax themselves."""

    def forward(self, X):
        return torch.softmax(super().forward(X), dim=1)


def steps():
    """One training step, 100 points."""
    rows, n = [], 1000
    for name, widths in {"2": (2, 2, 2), "10": (2, 10, 2), "50 + 50": (2, 50, 50, 2)}.items():
        contestants = {
            "chapter": lambda w=widths: chapter_loop(AsInTheChapter(*mlp(*w)), X, Y, n),
            "loop": lambda w=widths: chapter_loop(mlp(*w), X, Y, n),
            "course": lambda w=widths: helpers.train_model(mlp(*w), X, Y, n),
        }
        took = {who: seconds / n * 1e6 for who, seconds in side_by_side(contestants).items()}
        ratios = [took["course"] / took[other] for other in ("chapter", "loop")]
        rows.append([name, *(f"{t:.0f} µs" for t in took.values()), *(f"{r:.2f}" for r in ratios)])
    head = ["hidden units", "chapter: its loop, its model (softmax)", "its loop, our model"]
    head += ["`train_model`, our model", "ratio to 1st", "to 2nd"]
    return table("One training step on 100 points", head, rows)


def together():
    """Many models at once, compared with one after another."""
    rows = []
    for name, widths in {"2": (2, 2, 2), "10": (2, 10, 2), "50 + 50": (2, 50, 50, 2)}.items():
        for m in (1, 8, 64, 256):
            n = 500 if m < 256 else 100
            took = side_by_side(
                {
                    "chapter": lambda w=widths, n=n: chapter_loop(mlp(*w), X, Y, n),
                    "alone": lambda w=widths, n=n: helpers.train_model(mlp(*w), X, Y, n),
                    "many": lambda w=widths, m=m, n=n: helpers.train_many(
                        [mlp(*w) for _ in range(m)], X, Y, n
                    ),
                },
                repeats=3,
            )
            many = took["many"] / n / m
            times = [took["chapter"] / n / many, took["alone"] / n / many]
            rows.append([name, str(m), f"{many * 1e6:.1f} µs", *(f"{t:.1f} times" for t in times)])
    head = ["hidden units", "models", "one step, per model"]
    head += ["faster than the chapter's loop", "faster than `train_model`"]
    return table("Training many models at once: `train_many`", head, rows)


def lessons():
    """Each notebook from top to bottom, including the start of its kernel."""
    rows = []
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        resources = {"metadata": {"path": str(path.parent)}}
        start = time.perf_counter()
        NotebookClient(notebook, kernel_name="python3", timeout=300, resources=resources).execute()
        rows.append([path.stem, f"{time.perf_counter() - start:.0f} s"])
    return table("Notebooks, with the start of the kernel", ["notebook", "one run"], rows)


CELL = """
import sys
sys.path.insert(0, {root!r})
import matplotlib.pyplot as plt
import torch
from ipywidgets import interact
from torch import nn
import controls
import helpers

torch.set_default_dtype(torch.float64)
X, y = helpers.make_dataset()
X_test, y_test = helpers.make_dataset(n=1000, seed=0)
torch.manual_seed(0)
model = nn.Sequential(nn.Linear(2, 10), nn.ReLU(), nn.Linear(10, 2))
helpers.train_model(model, X, y, 1000)

def picture(fig, zoom=20):
    seen = lambda A: model(A * zoom / 20)
    helpers.plot_contours_and_scatter(seen, X, y, fig.subplots())
    return helpers.describe(seen, X, y, X_test, y_test)

def plain(zoom=20):
    print(picture(plt.figure(figsize=(6, 5.2)), zoom))
    plt.show()
"""
CALLS = {
    "explore": "controls.explore(picture, zoom=(1, 60))",
    "interact": "_ = interact(plain, zoom=(1, 60))",
    "live": """
controls.train_live(lambda: nn.Sequential(nn.Linear(2, 10), nn.ReLU(), nn.Linear(10, 2)))""",
    "memory": """
import os
import psutil

controls.explore(picture, zoom=(1, 60))
(explorer,) = controls.explorers
zoom, process, grown = explorer.controls["zoom"], psutil.Process(os.getpid()), []
for moves in (60, 500):
    for move in range(moves):
        zoom.value = 1 + move % 60
    grown.append(process.memory_info().rss / 1e6)
print(f"500 moves: {grown[1] - grown[0]:.1f} MB more · open figures {len(plt.get_fignums())}")
""",
}
# Note when a new picture in an output is decoded and drawn, and count frames without a picture.
LOOK = """
(area) => {
  window.seen = []; window.blank = 0; window.pressed = [];
  const look = async () => {
    const img = [...area.querySelectorAll("img")].at(-1);
    if (!img) return;
    const src = img.src;
    try { await img.decode(); } catch (error) { return; }
    requestAnimationFrame(() => {
      if (src !== window.last) { window.last = src; window.seen.push(performance.now()); }
    });
  };
  window.last = [...area.querySelectorAll("img")].at(-1).src;
  const options = {attributes: true, attributeFilter: ["src"], childList: true, subtree: true};
  new MutationObserver(look).observe(area, options);
  area.addEventListener("keydown", () => window.pressed.push(performance.now()), true);
  const frame = () => {
    const img = [...area.querySelectorAll("img")].at(-1);
    if (!img || (img.complete && img.naturalWidth === 0)) window.blank += 1;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}
"""


def interaction():
    """Controls, as a reader sees them in JupyterLab."""
    if not browser.chromium():
        return table("Controls in JupyterLab", ["not measured"], [["no Chromium here"]])
    rows = []
    with (
        TemporaryDirectory() as folder,
        TemporaryDirectory() as home,
        browser.jupyterlab(folder, home) as (address, ask),
        browser.page_of() as page,
    ):
        for name, call in CALLS.items():
            cells = [nbformat.v4.new_code_cell(CELL.format(root=str(ROOT)) + call)]
            notebook = nbformat.v4.new_notebook(cells=cells, metadata=METADATA)
            nbformat.write(notebook, Path(folder, f"{name}.ipynb"))
            browser.run_all(page, address, ask, f"{name}.ipynb")
            area = page.locator(".jp-OutputArea").first
            if name == "memory":
                print(area.inner_text())
                rows.append([area.inner_text().splitlines()[-1], "", "", ""])
                continue
            page.wait_for_timeout(1000)
            area.evaluate(LOOK)
            if name == "live":
                area.get_by_role("button", name="run").click()
                page.wait_for_timeout(4000)
                seen = page.evaluate("window.seen")
                epochs = int(area.inner_text().split("epoch ")[1].split(" ")[0].replace(",", ""))
                span = (seen[-1] - seen[0]) / 1000
                speed = f"{(len(seen) - 1) / span:.0f} frames, {epochs / span:,.0f} epochs a second"
                rows.append([f"live training of 10 units: {speed}", "", "", ""])
                continue
            area.locator(".noUi-handle").focus()
            times = []
            for _ in range(30):
                page.evaluate("window.seen = []; window.pressed = []")
                page.keyboard.press("ArrowRight")
                browser.wait_for(lambda: page.evaluate("window.seen.length"), 20, "a picture")
                page.wait_for_timeout(150)
                times.append(page.evaluate("window.seen.at(-1) - window.pressed[0]"))
            blank = page.evaluate("window.blank")
            times.sort()
            rows.append([name, f"{times[15]:.0f} ms", f"{times[28]:.0f} ms", str(blank)])
    head = ["from key press to new pixels, 30 moves", "median", "95th percentile", "blank frames"]
    return table("Controls in JupyterLab", head, rows)


def machine():
    """The machine and the versions, in one line."""
    name = platform.processor() or platform.machine()
    if Path("/proc/cpuinfo").is_file():
        models = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if "name" in line]
        name = models[0].split(":")[1].strip() if models else name
    versions = f"Python {platform.python_version()}, torch {torch.__version__.split('+')[0]}"
    return f"{name}, {os.cpu_count()} cores, {platform.system()}, {versions}"


HEAD = """# How fast the course runs

Measured by `make bench` on: {machine}.
The contestants in a table take turns within one run, and each number is the median of its turns.
Times differ from machine to machine; ratios differ less.
"""

if __name__ == "__main__":
    parts = [HEAD.format(machine=machine())]
    parts += [measure() for measure in (steps, together, interaction, lessons)]
    (ROOT / "docs").mkdir(exist_ok=True)
    (ROOT / "docs" / "speed.md").write_text("\n\n".join(part.strip() for part in parts) + "\n")
