"""What a class answers to exercise 1.2: edits of the solution, and what the check says."""

FIT = "model.fit(points[~left_out], labels[~left_out])"
SCORE = "shares.append(model.score(points[left_out], labels[left_out]))"
BACK = "return np.mean(shares)"
BY_SKLEARN = """\
from sklearn.model_selection import cross_val_score

    return cross_val_score(model, points, labels, cv=5).mean()"""

WRONG = [
    ("Which points has it seen", {FIT: "model.fit(points, labels)"}),
    ("Which points has it seen", {FIT: FIT.replace("~", "")}),
    ("Which points has it seen", {SCORE: "shares.append(model.score(points, labels))"}),
    ("How many points", {FIT: FIT.replace("~", ""), SCORE: SCORE.replace("[left", "[~left")}),
    ("left out exactly once", {BACK: "return shares[-1]"}),
    ("left out exactly once", {BACK: "return 0.5"}),
    ("left out exactly once", {"range(5)": "range(4)"}),
    ("keep its own label", {SCORE: SCORE.replace("labels[", "1 - labels[")}),
    ("return one accuracy", {BACK: "return shares"}),
    ("returns nothing so far", {BACK: "np.mean(shares)"}),
    ("Error: ", {FIT: "model.fit(points[~left_out], labels)"}),
]

RIGHT = [
    {"range(5)": "range(10)", "% 5": "% 10"},
    {BACK: "return sum(shares) / 5"},
    {BACK: "return torch.tensor(shares).mean()"},
    {BACK: BY_SKLEARN},
    # The check draws its own points, whatever X and y have become.
    {BACK: BACK + '\n\n\nX, y = X_test, y_test = make_dataset("moons")'},
]
