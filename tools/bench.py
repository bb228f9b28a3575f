"""Measure how fast the course runs and save the tables in docs/speed.md: make bench

Nothing is asserted here. Times differ from machine to machine; ratios differ less.
"""

import os
import platform
import sys
import time
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

os.environ["TQDM_DISABLE"] = "1"
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import nbformat  # noqa: E402
import torch  # noqa: E402
from torch import nn  # noqa: E402

import browser  # noqa: E402
import helpers  # noqa: E402
import outputs  # noqa: E402

torch.set_default_dtype(torch.float64)  # as the notebooks do
X, Y = helpers.make_dataset()


def mlp(hidden):
    """A model with ReLU between linear layers, as the notebooks write it."""
    layers, width = [], 2
    for units in hidden:
        layers += [nn.Linear(width, units), nn.ReLU()]
        width = units
    return nn.Sequential(*layers, nn.Linear(width, 2))


def chapter_loop(model, n_epochs):
    """Training as the chapter does it, by plain gradient descent."""
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    loss_fn = nn.CrossEntropyLoss()
    for _ in range(n_epochs):
        optimizer.zero_grad()
        loss_fn(model(X), Y).backward()
        optimizer.step()


def take_turns(calls, turns=5):
    """Seconds that each call takes: the median of its turns, after one to warm up."""
    times = [[] for _ in calls]
    for turn in range(turns + 1):
        for call, own in zip(calls, times, strict=True):
            start = time.perf_counter()
            call()
            if turn:
                own.append(time.perf_counter() - start)
    return [median(own) for own in times]


def table(title, head, rows):
    """A markdown table, which is also printed at once."""
    lines = ["| " + " | ".join(row) + " |" for row in (head, ["---"] * len(head), *rows)]
    text = "\n".join([f"## {title}", "", *lines])
    print(text + "\n", flush=True)
    return text


def training(m=64, n_epochs=500):
    """One training step of one model: the chapter's loop, train_model, train_many."""
    rows = []
    for hidden in ((2,), (10,), (50, 50)):
        calls = [
            partial(chapter_loop, mlp(hidden), n_epochs),
            partial(helpers.train_model, mlp(hidden), X, Y, n_epochs),
            partial(helpers.train_many, [mlp(hidden) for _ in range(m)], X, Y, n_epochs),
        ]
        loop, one, many = (seconds / n_epochs * 1e6 for seconds in take_turns(calls))
        many /= m
        times = [f"{loop:.0f} µs", f"{one:.0f} µs", f"{many:.1f} µs"]
        ratios = [f"{ratio:.1f}" for ratio in (loop / one, loop / many, one / many)]
        rows.append([" + ".join(map(str, hidden)), *times, *ratios])
    head = ["hidden units", "the chapter's loop", "`train_model`", f"`train_many`, {m} models"]
    head += ["loop / `train_model`", "loop / `train_many`", "`train_model` / `train_many`"]
    return table("A training step of one model on 100 points, medians of five runs", head, rows)


# ----------------------------------------------------------------------- controls, in a browser

CELL = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
import matplotlib.pyplot as plt
import torch
from ipywidgets import interact
from torch import nn
import controls
import helpers

torch.set_default_dtype(torch.float64)
X, y = helpers.make_dataset()
mlp = lambda: nn.Sequential(nn.Linear(2, 10), nn.ReLU(), nn.Linear(10, 2))
model = mlp()
helpers.train_model(model, X, y, 1000)

def picture(fig, zoom=20):
    zoomed = lambda A: model(A * zoom / 20)
    helpers.plot_contours_and_scatter(zoomed, X, y, fig.subplots())
    return helpers.describe(zoomed, X, y, X, y)

def plain(zoom=20):
    print(picture(plt.figure(figsize=(6, 5.2)), zoom))
    plt.show()

"""
EXPLORE = "controls.explore(picture, zoom=(1, 60))"
INTERACT = "_ = interact(plain, zoom=(1, 60))"
LIVE = "controls.train_live(mlp)"
# Note when a key is pressed and when a new picture is there, and count frames without a picture.
WATCH = """
(area) => {
  Object.assign(window, {pressed: 0, seen: [], last: null, blank: 0});
  area.addEventListener("keydown", () => { window.pressed = performance.now(); }, true);
  const frame = () => {
    const img = [...area.querySelectorAll("img:not([hidden])")].at(-1);
    if (!img || (img.complete && !img.naturalWidth)) window.blank += 1;
    else if (img.complete && img.src !== window.last) {
      window.last = img.src;
      window.seen.push(performance.now());
    }
    requestAnimationFrame(frame);
  };
  frame();
}
"""


def key_presses(page, area):
    """Milliseconds from pressing a key to a new picture, and frames without a picture."""
    area.locator(".noUi-handle").focus()
    times = []
    for _ in range(30):
        page.evaluate("window.seen = []")
        page.keyboard.press("ArrowRight")
        browser.wait_for(lambda: page.evaluate("window.seen.length"), 20, "a picture")
        page.wait_for_timeout(150)
        times.append(page.evaluate("window.seen.at(-1) - window.pressed"))
    blank, times = page.evaluate("window.blank"), sorted(times)
    return f"median {times[15]:.0f} ms, 95th percentile {times[28]:.0f} ms, {blank} blank frames"


def live_training(page, area):
    """Frames and epochs a second during one run."""
    page.evaluate("window.seen = []")
    area.get_by_role("button", name="run").click()
    page.wait_for_timeout(4000)
    seen = page.evaluate("window.seen")
    seconds = (seen[-1] - seen[0]) / 1000
    epochs = int(area.inner_text().split("epoch ")[1].split(" ")[0].replace(",", ""))
    return f"{(len(seen) - 1) / seconds:.0f} frames, {epochs / seconds:,.0f} epochs a second"


def interaction():
    """Controls, as a reader sees them in JupyterLab."""
    cases = [
        ("`explore`: from key press to new picture, 30 times", EXPLORE, key_presses),
        ("`interact`: from key press to new picture, 30 times", INTERACT, key_presses),
        ("`train_live`, 10 units", LIVE, live_training),
    ]
    rows = []
    with (
        TemporaryDirectory() as folder,
        TemporaryDirectory() as home,
        browser.jupyterlab(folder, home) as (address, ask),
        browser.browser_page() as page,
    ):
        for place, (what, call, measure) in enumerate(cases):
            path, cell = f"{place}.ipynb", nbformat.v4.new_code_cell(CELL + call)
            notebook = nbformat.v4.new_notebook(cells=[cell], metadata=outputs.METADATA)
            nbformat.write(notebook, Path(folder, path))
            browser.open_notebook(page, address, ask, path)
            browser.run_all(page, ask, path)
            area = page.locator(".jp-OutputArea").first
            area.evaluate(WATCH)
            page.wait_for_timeout(1000)
            rows.append([what, measure(page, area)])
    return table("Controls in JupyterLab", ["what", "measured"], rows)


HEAD = f"""# How fast the course runs

Measured by `make bench` on {os.cpu_count()} cores ({platform.machine()}, {platform.system()}) with
Python {platform.python_version()} and torch {torch.__version__}. Calls that are compared take turns
within one run. Times differ from machine to machine; ratios differ less."""

if __name__ == "__main__":
    measures = [training] + ([interaction] if browser.chromium() else [])
    parts = [HEAD, *(measure() for measure in measures)]
    (ROOT / "docs" / "speed.md").write_text("\n\n".join(parts) + "\n", "utf-8")
