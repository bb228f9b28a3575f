"""What the claims scripts share: training sets, the definitions of a notebook, one line each."""

import ast
import sys
from pathlib import Path

import nbformat
import torch

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
from helpers import accuracy, make_dataset  # noqa: E402

torch.set_default_dtype(torch.float64)  # as in the notebooks
SETS = 64


def draw_sets(name, first=100, n=100, count=SETS):
    """Training sets of a problem, stacked: tensors (count, n, 2) and (count, n)."""
    sets = [make_dataset(name, n=n, seed=first + k) for k in range(count)]
    return torch.stack([X for X, _ in sets]), torch.stack([y for _, y in sets])


def best_line(X, y):
    """Accuracy of the best of all straight lines, to half a degree; classes are of equal size."""
    angles = torch.arange(0, 180, 0.5).deg2rad()
    along = X @ torch.stack([angles.cos(), angles.sin()])
    lead = (2 * y - 1)[along.argsort(dim=0)].cumsum(dim=0)
    return 0.5 + lead.abs().max().item() / len(y)


def wrong_class_lines(X, y, X_new, y_new):
    """Accuracy on new points of lines trained on the average probability of the wrong class.

    One line starts from zeros on each of the training sets X, (m, n, 2), and y, (m, n).
    """
    points = torch.cat([torch.ones(*X.shape[:2], 1), X], dim=2)
    W = torch.zeros(len(X), 3, 2, requires_grad=True)
    for _ in range(500):
        right = torch.softmax(points @ W, dim=2).gather(2, y[..., None])
        (1 - right).mean(dim=(1, 2)).sum().backward()
        with torch.no_grad():
            W -= 0.5 * W.grad
            W.grad.zero_()
    z = (W[..., 1] - W[..., 0]).detach()
    return torch.stack([((X_new @ w[1:] + w[0] > 0) == y_new).double().mean() for w in z])


def accuracies(models, X, y):
    """Accuracy of each model on the same points X, (n, d), and y, (n,): a tensor (m,)."""
    return torch.tensor([accuracy(model, X, y) for model in models])


def definitions(name):
    """The imports, functions and classes of a notebook's lesson, by their names."""
    names = {}
    for cell in nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", as_version=4).cells:
        if "exercise" in cell.metadata.get("tags", []):
            break
        if cell.cell_type == "code" and "# @title Setup" not in cell.source:
            tree = ast.parse(cell.source)
            kinds = ast.Import | ast.ImportFrom | ast.FunctionDef | ast.ClassDef
            tree.body = [statement for statement in tree.body if isinstance(statement, kinds)]
            exec(compile(tree, name, "exec"), names)
    return names


def report(claim, values, holds):
    """Print how often a claim holds, and the lowest, median and highest of the values.

    `holds` says of each value whether the claim holds: a function of all values, or a list.
    """
    values = torch.as_tensor(values).double()
    holds = torch.as_tensor(holds(values) if callable(holds) else holds)
    low, middle, high = values.quantile(torch.tensor([0.0, 0.5, 1.0])).tolist()
    share = f"{int(holds.sum())} of {len(holds)}"
    print(f"{claim:66} | {share:>10} | {low:6.3g} {middle:6.3g} {high:6.3g}", flush=True)


print(f"{'claim':66} |      holds | lowest, median, highest value")
