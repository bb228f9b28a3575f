"""Measure how fast the course runs and save the tables in docs/speed.md: make bench

What is compared in a table takes turns within one run, and each number is the median of its turns.
Nothing is asserted here. Times differ from machine to machine; ratios differ less.
"""

import os
import platform
import sys
import time
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

torch.set_default_dtype(torch.float64)  # as the notebooks do
X, Y = helpers.make_dataset()
HIDDEN = {"2": (2,), "10": (10,), "50 + 50": (50, 50)}


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
        loss = loss_fn(model(X), Y)
        loss.backward()
        optimizer.step()


def take_turns(calls, turns):
    """Seconds that each named call takes: the median of its turns, after one to warm up."""
    times = {name: [] for name in calls}
    for turn in range(turns + 1):
        for name, call in calls.items():
            start = time.perf_counter()
            call()
            if turn:
                times[name].append(time.perf_counter() - start)
    return {name: median(values) for name, values in times.items()}


def compared(seconds, other):
    """How long it takes beside something else, in words."""
    ratio = other / seconds
    return f"{ratio:.1f} times as fast" if ratio > 1 else f"takes {1 / ratio:.1f} times as long"


def table(title, head, rows):
    """A markdown table, which is also printed at once."""
    lines = [f"## {title}", ""] + ["| " + " | ".join(row) + " |" for row in [head, *rows]]
    lines.insert(3, "|---" * len(head) + "|")
    print("\n".join(lines) + "\n", flush=True)
    return "\n".join(lines)


def training(m=64, n_epochs=500):
    """One training step on 100 points: the chapter's loop, train_model and train_many."""
    rows = []
    for name, hidden in HIDDEN.items():
        calls = {
            "chapter": lambda h=hidden: chapter_loop(mlp(h), n_epochs),
            "one": lambda h=hidden: helpers.train_model(mlp(h), X, Y, n_epochs),
            "many": lambda h=hidden: helpers.train_many([mlp(h) for _ in range(m)], X, Y, n_epochs),
        }
        took = {who: s / n_epochs * 1e6 for who, s in take_turns(calls, 5).items()}
        took["many"] /= m
        ratios = [compared(took["one"], took["chapter"])]
        ratios += [compared(took["many"], took[other]) for other in ("chapter", "one")]
        rows.append([name, *(f"{t:.0f} µs" for t in took.values()), *ratios])
    head = ["hidden units", "the chapter's loop", "`train_model`", f"`train_many`, {m} models"]
    head += [
        "`train_model` beside the loop",
        "`train_many` beside the loop",
        "beside `train_model`",
    ]
    return table("One training step of one model, 100 points", head, rows)


def notebooks():
    """Each notebook from top to bottom, including the start of its kernel."""
    rows = []
    for path in sorted((ROOT / "notebooks").glob("0*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        resources = {"metadata": {"path": str(path.parent)}}
        start = time.perf_counter()
        NotebookClient(notebook, timeout=300, resources=resources).execute()
        rows.append([path.stem, f"{time.perf_counter() - start:.0f} s"])
    return table("Notebooks, with the start of the kernel", ["notebook", "one run"], rows)


# ----------------------------------------------------------------------- controls, in a browser

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
    zoomed = lambda A: model(A * zoom / 20)
    helpers.plot_contours_and_scatter(zoomed, X, y, fig.subplots())
    return helpers.describe(zoomed, X, y, X_test, y_test)

def plain(zoom=20):
    print(picture(plt.figure(figsize=(6, 5.2)), zoom))
    plt.show()

"""
EXPLORE = "controls.explore(picture, zoom=(1, 60))"
INTERACT = "_ = interact(plain, zoom=(1, 60))"
LIVE = """
controls.train_live(lambda: nn.Sequential(nn.Linear(2, 10), nn.ReLU(), nn.Linear(10, 2)))"""
MEMORY = "import os, psutil; print(psutil.Process(os.getpid()).memory_info().rss)"
# Note when a new picture in an output is decoded and drawn, and count frames without a picture.
WATCH = """
(area) => {
  window.seen = []; window.blank = 0; window.pressed = [];
  const newest = () => [...area.querySelectorAll("img.widget-image, .jp-RenderedImage img")].at(-1);
  const look = async () => {
    const img = newest();
    if (!img || img.src === window.last) return;
    try { await img.decode(); } catch (error) { return; }
    window.last = img.src;
    requestAnimationFrame(() => window.seen.push(performance.now()));
  };
  window.last = newest().src;
  const options = {attributes: true, attributeFilter: ["src"], childList: true, subtree: true};
  new MutationObserver(look).observe(area, options);
  area.addEventListener("keydown", () => window.pressed.push(performance.now()), true);
  const frame = () => {
    const img = newest();
    if (!img || (img.complete && img.naturalWidth === 0)) window.blank += 1;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}
"""


def key_presses(page, area):
    """Milliseconds from pressing a key to new pixels, sorted, and frames without a picture."""
    area.locator(".noUi-handle").focus()
    times = []
    for _ in range(30):
        page.evaluate("window.seen = []; window.pressed = []")
        page.keyboard.press("ArrowRight")
        browser.wait_for(lambda: page.evaluate("window.seen.length"), 20, "a picture")
        page.wait_for_timeout(150)
        times.append(page.evaluate("window.seen.at(-1) - window.pressed[0]"))
    return sorted(times), page.evaluate("window.blank")


def live_training(page, area):
    """Frames and epochs a second during one run."""
    area.get_by_role("button", name="run").click()
    page.wait_for_timeout(4000)
    seen = page.evaluate("window.seen")
    seconds = (seen[-1] - seen[0]) / 1000
    epochs = int(area.inner_text().split("epoch ")[1].split(" ")[0].replace(",", ""))
    return f"{(len(seen) - 1) / seconds:.0f} frames, {epochs / seconds:,.0f} epochs a second"


def memory(page, ask, path):
    """Megabytes by which the kernel grows when the cell with controls is run 20 times more."""
    cells, grown = page.locator(".jp-CodeCell"), []
    for times in (1, 20):
        for place in [0] * times + [1]:
            cells.nth(place).locator(".cm-content").click()
            page.keyboard.press("Control+Enter")
            page.wait_for_timeout(500)
            browser.wait_for(lambda: browser.idle(ask, path), what="the kernel")
        grown.append(int(cells.nth(1).locator(".jp-OutputArea-output").inner_text()) / 1e6)
    return f"{grown[1] - grown[0]:.1f} MB more"


def interaction():
    """Controls, as a reader sees them in JupyterLab."""
    rows = []
    with (
        TemporaryDirectory() as folder,
        TemporaryDirectory() as home,
        browser.jupyterlab(folder, home) as (address, ask),
        browser.browser_page() as page,
    ):

        def run(name, *sources):
            cells = [nbformat.v4.new_code_cell(source) for source in sources]
            nbformat.write(nbformat.v4.new_notebook(cells=cells), Path(folder, name))
            browser.open_notebook(page, address, ask, name)
            browser.run_all(page, ask, name)
            page.wait_for_timeout(1000)
            area = page.locator(".jp-OutputArea").first
            area.evaluate(WATCH)
            return area

        source = CELL.format(root=str(ROOT))
        for name, call in {"explore": EXPLORE, "interact": INTERACT}.items():
            times, blank = key_presses(page, run(f"{name}.ipynb", source + call))
            words = f"median {times[15]:.0f} ms, 95th percentile {times[28]:.0f} ms"
            rows.append([f"`{name}`, from key press to new pixels, 30 moves", words])
            rows.append([f"`{name}`, frames without a picture", str(blank)])
        speed = live_training(page, run("live.ipynb", source + LIVE))
        rows.append(["live training of 10 units", speed])
        run("memory.ipynb", source + EXPLORE, MEMORY)
        rows.append(["a cell with controls, run 20 times more", memory(page, ask, "memory.ipynb")])
    return table("Controls in JupyterLab", ["what", "measured"], rows)


def machine():
    """The machine and the versions, in one line."""
    name = platform.processor() or platform.machine()
    if Path("/proc/cpuinfo").is_file():
        lines = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if "name" in line]
        name = lines[0].split(":")[1].strip() if lines else name
    versions = f"Python {platform.python_version()}, torch {torch.__version__.split('+')[0]}"
    return f"{name}, {os.cpu_count()} cores, {platform.system()}, {versions}"


HEAD = """# How fast the course runs

Measured by `make bench` on: {machine}.
What is compared in a table takes turns within one run, and each number is the median of its turns.
Times differ from machine to machine; ratios differ less."""

if __name__ == "__main__":
    measures = [training, notebooks] + ([interaction] if browser.chromium() else [])
    parts = [HEAD.format(machine=machine()), *(measure() for measure in measures)]
    (ROOT / "docs" / "speed.md").write_text("\n\n".join(parts) + "\n", "utf-8")
