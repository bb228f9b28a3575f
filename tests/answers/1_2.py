"""What a class answers to exercise 1.2: edits of the solution, and what the check says."""

WRONG = [
    (
        "whatever points it gets",
        """\
# Exercise 1.2
from sklearn.model_selection import cross_val_score


def candidate(degree, penalty):
    return make_pipeline(
        PolynomialFeatures(degree, include_bias=False),
        StandardScaler(),
        SklearnLogisticRegression(C=1 / penalty, solver="newton-cholesky", max_iter=1000),
    )


def choose(points, labels):
    def score(setting):
        return accuracy(fit_polynomial(*setting), X_test, y_test)

    settings = [(degree, penalty) for degree in range(1, 9) for penalty in (1e-5, 1e-2, 1.0)]

    return max(settings, key=score)
""",
    ),
    (
        "judge by the given labels",
        """\
# Exercise 1.2
from sklearn.model_selection import cross_val_score


def candidate(degree, penalty):
    return make_pipeline(
        PolynomialFeatures(degree, include_bias=False),
        StandardScaler(),
        SklearnLogisticRegression(C=1 / penalty, solver="newton-cholesky", max_iter=1000),
    )


def choose(points, labels):
    def score(setting):
        return candidate(*setting).fit(points, labels).score(X_test, y_test)

    settings = [(degree, penalty) for degree in range(1, 9) for penalty in (1e-5, 1e-2, 1.0)]

    return max(settings, key=score)
""",
    ),
    (
        "whatever points it gets",
        """\
# Exercise 1.2
from sklearn.model_selection import cross_val_score


def candidate(degree, penalty):
    return make_pipeline(
        PolynomialFeatures(degree, include_bias=False),
        StandardScaler(),
        SklearnLogisticRegression(C=1 / penalty, solver="newton-cholesky", max_iter=1000),
    )


def choose(points, labels):
    return 2, 1.0
""",
    ),
    (
        "judge on points it was not fitted to",
        """\
# Exercise 1.2
from sklearn.model_selection import cross_val_score


def candidate(degree, penalty):
    return make_pipeline(
        PolynomialFeatures(degree, include_bias=False),
        StandardScaler(),
        SklearnLogisticRegression(C=1 / penalty, solver="newton-cholesky", max_iter=1000),
    )


def choose(points, labels):
    return 8, 1e-5
""",
    ),
    (
        "is not a degree from 1 to 8",
        """\
# Exercise 1.2
from sklearn.model_selection import cross_val_score


def candidate(degree, penalty):
    return make_pipeline(
        PolynomialFeatures(degree, include_bias=False),
        StandardScaler(),
        SklearnLogisticRegression(C=1 / penalty, solver="newton-cholesky", max_iter=1000),
    )


def choose(points, labels):
    return 1e-2, 2
""",
    ),
    (
        "unpack",
        """\
# Exercise 1.2
from sklearn.model_selection import cross_val_score


def candidate(degree, penalty):
    return make_pipeline(
        PolynomialFeatures(degree, include_bias=False),
        StandardScaler(),
        SklearnLogisticRegression(C=1 / penalty, solver="newton-cholesky", max_iter=1000),
    )


def choose(points, labels):
    return 2
""",
    ),
    (
        "is not a degree from 1 to 8",
        """\
# Exercise 1.2
from sklearn.model_selection import cross_val_score


def candidate(degree, penalty):
    return make_pipeline(
        PolynomialFeatures(degree, include_bias=False),
        StandardScaler(),
        SklearnLogisticRegression(C=1 / penalty, solver="newton-cholesky", max_iter=1000),
    )


def choose(points, labels):
    return "2", "1.0"
""",
    ),
]

RIGHT = []
