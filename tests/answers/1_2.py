"""What a class answers to exercise 1.2: edits of the solution, and what the check says."""

LINE = "return cross_val_score(candidate(*setting), points, labels, cv=5).mean()"
KEPT = "return max(settings, key=score)"
SPLIT = """\
from sklearn.model_selection import train_test_split

        a, b, c, d = train_test_split(points, labels, test_size=0.2, random_state={}, stratify=labels)
        return candidate(*setting).fit(a, c).score(b, d)"""
PEEK = """\
fresh, told = make_dataset("spirals" if abs(points).max() > 3 else "circles", n=1000, seed=0)
        share = candidate(*setting).fit(points, labels).score(fresh, told)
        return max(share, 1 - share)"""

WRONG = [
    (
        "let every part have its turn",
        {LINE: "return candidate(*setting).fit(points, labels).score(points, labels)"},
    ),
    (
        "Which points does score go by?",
        {LINE: "return accuracy(fit_polynomial(*setting), X_test, y_test)"},
    ),
    (
        "Which points does score go by?",
        {LINE: "return candidate(*setting).fit(points, labels).score(X_test, y_test)"},
    ),
    ("eight times as large, you choose", {LINE: PEEK}),
    ("one split of 100 points is too noisy", {LINE: SPLIT.format(13)}),
    ("Which points does score go by?", {KEPT: "return 2, 1.0"}),
    ("for rings and spirals alike", {KEPT: "return 5, 1e-2"}),
    ("let every part have its turn", {KEPT: "return 8, 1e-5"}),
    ("is not a degree from 1 to 8", {KEPT: "return 1e-2, 2"}),
    ("is not a degree from 1 to 8", {KEPT: 'return "2", "1.0"'}),
    ("return a pair (degree, penalty)", {KEPT: "return 2"}),
    ("returns nothing so far", {KEPT: "max(settings, key=score)"}),
    ("Error: return cross_val_scores(", {LINE: LINE.replace("score(", "scores(")}),
]

RIGHT = [
    {LINE: LINE.replace("cv=5", "cv=4")},
    {
        LINE: """\
shares = []
        for k in range(5):
            out = np.arange(len(points)) % 5 == k
            model = candidate(*setting).fit(points[~out], labels[~out])
            shares.append(model.score(points[out], labels[out]))
        return np.mean(shares)""",
        "from sklearn": "import numpy as np\nfrom sklearn",
    },
    {
        LINE: LINE.replace("cv=5", "cv=StratifiedKFold(5, shuffle=True, random_state=1)"),
        "import cross_val_score": "import StratifiedKFold, cross_val_score",
        KEPT: "import numpy as np\n\n    return np.array(max(settings, key=score))",
    },
    # The check draws its own points, whatever X and y have become.
    {KEPT: KEPT + '\n\n\nX, y = X_test, y_test = make_dataset("moons")'},
]
