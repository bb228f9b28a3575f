"""Answers that a class would give, and words that the check must say to each."""

WRONG = {'1.1': [('# Exercise 1.1\n'
          'shift = torch.tensor([2.0, 1.0])\n'
          '\n'
          '\n'
          'def moved_radius(points):\n'
          '    return (points + shift).square().sum(dim=1, keepdim=True)\n',
          'lowest at [-2, -1]'),
         ('# Exercise 1.1\n'
          'shift = torch.tensor([2.0, 1.0])\n'
          '\n'
          '\n'
          'def moved_radius(points):\n'
          '    return (points - 2).square().sum(dim=1, keepdim=True)\n',
          'lowest at [2, 2]'),
         ('# Exercise 1.1\n'
          'shift = torch.tensor([2.0, 1.0])\n'
          '\n'
          '\n'
          'def moved_radius(points):\n'
          '    return (points - shift).square().sum(dim=1)\n',
          'not (100,)'),
         ('# Exercise 1.1\n'
          'shift = torch.tensor([2.0, 1.0])\n'
          '\n'
          '\n'
          'def moved_radius(points):\n'
          '    return (points - shift).square()\n',
          'not (100, 2)'),
         ('# Exercise 1.1\n'
          'shift = torch.tensor([2.0, 1.0])\n'
          '\n'
          '\n'
          'def moved_radius(points):\n'
          '    return (points - points.mean(0)).square().sum(dim=1, keepdim=True)\n',
          'take a fixed place'),
         ('# Exercise 1.1\n'
          'shift = torch.tensor([2.0, 1.0])\n'
          '\n'
          '\n'
          'def moved_radius(points):\n'
          '    points - shift\n',
          'not NoneType')],
 '1.2': [('# Exercise 1.2\n'
          'from sklearn.model_selection import cross_val_score\n'
          '\n'
          '\n'
          'def candidate(degree, penalty):\n'
          '    return make_pipeline(\n'
          '        PolynomialFeatures(degree, include_bias=False),\n'
          '        StandardScaler(),\n'
          '        SklearnLogisticRegression(C=1 / penalty, solver="newton-cholesky", '
          'max_iter=1000),\n'
          '    )\n'
          '\n'
          '\n'
          'def choose(points, labels):\n'
          '    def score(setting):\n'
          '        return accuracy(fit_polynomial(*setting), X_test, y_test)\n'
          '\n'
          '    settings = [(degree, penalty) for degree in range(1, 9) for penalty in (1e-5, '
          '1e-2, 1.0)]\n'
          '\n'
          '    return max(settings, key=score)\n',
          'whatever points it gets'),
         ('# Exercise 1.2\n'
          'from sklearn.model_selection import cross_val_score\n'
          '\n'
          '\n'
          'def candidate(degree, penalty):\n'
          '    return make_pipeline(\n'
          '        PolynomialFeatures(degree, include_bias=False),\n'
          '        StandardScaler(),\n'
          '        SklearnLogisticRegression(C=1 / penalty, solver="newton-cholesky", '
          'max_iter=1000),\n'
          '    )\n'
          '\n'
          '\n'
          'def choose(points, labels):\n'
          '    def score(setting):\n'
          '        return candidate(*setting).fit(points, labels).score(X_test, y_test)\n'
          '\n'
          '    settings = [(degree, penalty) for degree in range(1, 9) for penalty in (1e-5, '
          '1e-2, 1.0)]\n'
          '\n'
          '    return max(settings, key=score)\n',
          'judge by the given labels'),
         ('# Exercise 1.2\n'
          'from sklearn.model_selection import cross_val_score\n'
          '\n'
          '\n'
          'def candidate(degree, penalty):\n'
          '    return make_pipeline(\n'
          '        PolynomialFeatures(degree, include_bias=False),\n'
          '        StandardScaler(),\n'
          '        SklearnLogisticRegression(C=1 / penalty, solver="newton-cholesky", '
          'max_iter=1000),\n'
          '    )\n'
          '\n'
          '\n'
          'def choose(points, labels):\n'
          '    return 2, 1.0\n',
          'whatever points it gets'),
         ('# Exercise 1.2\n'
          'from sklearn.model_selection import cross_val_score\n'
          '\n'
          '\n'
          'def candidate(degree, penalty):\n'
          '    return make_pipeline(\n'
          '        PolynomialFeatures(degree, include_bias=False),\n'
          '        StandardScaler(),\n'
          '        SklearnLogisticRegression(C=1 / penalty, solver="newton-cholesky", '
          'max_iter=1000),\n'
          '    )\n'
          '\n'
          '\n'
          'def choose(points, labels):\n'
          '    return 8, 1e-5\n',
          'judge on points it was not fitted to'),
         ('# Exercise 1.2\n'
          'from sklearn.model_selection import cross_val_score\n'
          '\n'
          '\n'
          'def candidate(degree, penalty):\n'
          '    return make_pipeline(\n'
          '        PolynomialFeatures(degree, include_bias=False),\n'
          '        StandardScaler(),\n'
          '        SklearnLogisticRegression(C=1 / penalty, solver="newton-cholesky", '
          'max_iter=1000),\n'
          '    )\n'
          '\n'
          '\n'
          'def choose(points, labels):\n'
          '    return 1e-2, 2\n',
          'is not a degree from 1 to 8'),
         ('# Exercise 1.2\n'
          'from sklearn.model_selection import cross_val_score\n'
          '\n'
          '\n'
          'def candidate(degree, penalty):\n'
          '    return make_pipeline(\n'
          '        PolynomialFeatures(degree, include_bias=False),\n'
          '        StandardScaler(),\n'
          '        SklearnLogisticRegression(C=1 / penalty, solver="newton-cholesky", '
          'max_iter=1000),\n'
          '    )\n'
          '\n'
          '\n'
          'def choose(points, labels):\n'
          '    return 2\n',
          'unpack'),
         ('# Exercise 1.2\n'
          'from sklearn.model_selection import cross_val_score\n'
          '\n'
          '\n'
          'def candidate(degree, penalty):\n'
          '    return make_pipeline(\n'
          '        PolynomialFeatures(degree, include_bias=False),\n'
          '        StandardScaler(),\n'
          '        SklearnLogisticRegression(C=1 / penalty, solver="newton-cholesky", '
          'max_iter=1000),\n'
          '    )\n'
          '\n'
          '\n'
          'def choose(points, labels):\n'
          '    return "2", "1.0"\n',
          'is not a degree from 1 to 8')],
 '1.3': [('# Exercise 1.3\n'
          'def moon_features(points):\n'
          '    x1, x2 = points[:, 0], points[:, 1]\n'
          '    return torch.stack([x1, x2, x1**2 + x2**2], dim=1)\n',
          'has to bend twice'),
         ('# Exercise 1.3\n'
          'def moon_features(points):\n'
          '    x1, x2 = points[:, 0], points[:, 1]\n'
          '    return torch.stack([x1, x2, x1 * x2], dim=1)\n',
          'has to bend twice'),
         ('# Exercise 1.3\n'
          'def moon_features(points):\n'
          '    x1, x2 = points[:, 0], points[:, 1]\n'
          '    return torch.stack([x1, x2, x1**2, x1**3])\n',
          'not (4, 100)'),
         ('# Exercise 1.3\n'
          'def moon_features(points):\n'
          '    x1, x2 = points[:, 0], points[:, 1]\n'
          '    return x1**3\n',
          'not (100,)'),
         ('# Exercise 1.3\n'
          'def moon_features(points):\n'
          '    x1, x2 = points[:, 0], points[:, 1]\n'
          '    return torch.stack([x1 - x1.mean(), x2, x1**2, (x1 - x1.mean()) ** 3], dim=1)\n',
          'use its own row only'),
         ('# Exercise 1.3\n'
          'def moon_features(points):\n'
          '    x1, x2 = points[:, 0], points[:, 1]\n'
          '    return torch.stack([x1, x2, x1.log()], dim=1)\n',
          'NaN'),
         ('# Exercise 1.3\n'
          'def moon_features(points):\n'
          '    x1, x2 = points[:, 0], points[:, 1]\n'
          '    return [x1, x2, x1**3]\n',
          'not list')],
 '1.4': [('# Exercise 1.4\n'
          'def circle_weights(c, r):\n'
          '    return torch.tensor([[0.0, 0.0, -1.0], [0.0, 0.0, 0.0]]), torch.tensor([r**2, '
          '0.0])\n',
          'class 1 must win inside'),
         ('# Exercise 1.4\n'
          'def circle_weights(c, r):\n'
          '    return torch.tensor([[0.0, 0.0, 0.0], [0.0, 0.0, -1.0]]), torch.tensor([0.0, '
          'r])\n',
          'what becomes of the radius'),
         ('# Exercise 1.4\n'
          'def circle_weights(c, r):\n'
          '    return torch.tensor([[0.0, 0.0, 0.0], [0.0, 0.0, -1.0]]), torch.tensor([0.0, '
          'r**2])\n',
          'multiply the squared distance'),
         ('# Exercise 1.4\n'
          'def circle_weights(c, r):\n'
          '    return torch.tensor([[0.0, 0.0, 0.0], [2 * c[0], 2 * c[1], -1.0]]), '
          'torch.tensor([0.0, r**2])\n',
          'multiply the squared distance'),
         ('# Exercise 1.4\n'
          'def circle_weights(c, r):\n'
          '    return torch.tensor([0.0, 0.0, -1.0]), torch.tensor(r**2)\n',
          'not ((3,), ())')],
 '3.1': [('# Exercise 3.1\ndef bend(z):  # a tensor of any shape\n    return torch.tanh(z)\n',
          'never turns back'),
         ('# Exercise 3.1\ndef bend(z):  # a tensor of any shape\n    return -torch.relu(z)\n',
          'never turns back'),
         ('# Exercise 3.1\ndef bend(z):  # a tensor of any shape\n    return z**3\n',
          'never turns back'),
         ('# Exercise 3.1\n'
          'def bend(z):  # a tensor of any shape\n'
          '    return torch.softmax(z, dim=-1)\n',
          'each entry alone'),
         ('# Exercise 3.1\n'
          'def bend(z):  # a tensor of any shape\n'
          '    return z.abs() / z.abs().max()\n',
          'each entry alone'),
         ('# Exercise 3.1\ndef bend(z):  # a tensor of any shape\n    z.abs()\n',
          'not NoneType'),
         ('# Exercise 3.1\ndef bend(z):  # a tensor of any shape\n    return z.sqrt()\n',
          'alone to a number'),
         ('# Exercise 3.1\n'
          'def bend(z):  # a tensor of any shape\n'
          '    return z.abs().detach()\n',
          'is not enclosed')],
 '3.2': [('# Exercise 3.2\n'
          'into_units = [[1.0, -1.0], [-1.0, 1.0]]\n'
          'unit_biases = [0.0, 0.0]\n'
          'into_scores = [[0.0, 0.0], [1.0, 1.0]]\n'
          'score_biases = [0.1, 0.0]\n',
          'leave more room'),
         ('# Exercise 3.2\n'
          'into_units = [[1.0, -1.0], [-1.0, 1.0]]\n'
          'unit_biases = [0.0, 0.0]\n'
          'into_scores = [[0.0, 0.0], [1.0, 1.0]]\n'
          'score_biases = [1.9, 0.0]\n',
          'leave more room'),
         ('# Exercise 3.2\n'
          'into_units = [[1.0, -1.0], [-1.0, 1.0]]\n'
          'unit_biases = [0.0, 0.0]\n'
          'into_scores = [[1.0, 1.0], [0.0, 0.0]]\n'
          'score_biases = [0.0, 1.0]\n',
          'swapped'),
         ('# Exercise 3.2\n'
          'into_units = [[1, 1], [1, 1]]\n'
          'unit_biases = [0, -1]\n'
          'into_scores = [[0, 0], [1, -2]]\n'
          'score_biases = [0.5, 0]\n',
          '2 of 4 corners'),
         ('# Exercise 3.2\n'
          'into_units = [[1, 1], [1, 0]]\n'
          'unit_biases = [1, 0]\n'
          'into_scores = [[0.0, 0.0], [1.0, 1.0]]\n'
          'score_biases = [0.5, 0]\n',
          'of 4 corners are right'),
         ('# Exercise 3.2\n'
          'into_units = [[1, -1], [-1, 1], [1, 1]]\n'
          'unit_biases = [0, 0, 0]\n'
          'into_scores = [[0, 0, 0], [1, 1, 0]]\n'
          'score_biases = [1, 0]\n',
          'do not fit'),
         ('# Exercise 3.2\n'
          'into_units = [[1.0, -1.0], [-1.0, 1.0]]\n'
          'unit_biases = [0, 0]\n'
          'into_scores = [1, 1]\n'
          'score_biases = [-1]\n',
          'do not fit'),
         ('# Exercise 3.2\n'
          'into_units = None\n'
          'unit_biases = [0, 0]\n'
          'into_scores = [[0.0, 0.0], [1.0, 1.0]]\n'
          'score_biases = [1, 0]\n',
          'NoneType')],
 '3.3': [('# Exercise 3.3\n'
          'def starts_needed(share, sure):  # both between 0 and 1\n'
          '    return math.log(1 - sure) / math.log(1 - share)\n',
          'Return a whole number'),
         ('# Exercise 3.3\n'
          'def starts_needed(share, sure):  # both between 0 and 1\n'
          '    return math.floor(math.log(1 - sure) / math.log(1 - share))\n',
          'too often'),
         ('# Exercise 3.3\n'
          'def starts_needed(share, sure):  # both between 0 and 1\n'
          '    return math.ceil(math.log(1 - sure) / math.log(1 - share)) + 1\n',
          'fewer make'),
         ('# Exercise 3.3\n'
          'def starts_needed(share, sure):  # both between 0 and 1\n'
          '    return math.ceil(sure / share)\n',
          'too often'),
         ('# Exercise 3.3\n'
          'def starts_needed(share, sure):  # both between 0 and 1\n'
          '    return math.ceil(math.log(1 - sure) / math.log(share))\n',
          '2 starts all get stuck'),
         ('# Exercise 3.3\n'
          'def starts_needed(share, sure):  # both between 0 and 1\n'
          '    return 20\n',
          'fewer make'),
         ('# Exercise 3.3\ndef starts_needed(share, sure):  # both between 0 and 1\n    pass\n',
          'None starts')],
 '3.4': [('# Exercise 3.4\n'
          'import copy\n'
          '\n'
          '\n'
          'def rescale(model, unit, c):\n'
          '    twin = copy.deepcopy(model)\n'
          '    if c <= 0:\n'
          '        return None\n'
          '    with torch.no_grad():\n'
          '        twin.feature_layer.weight[unit] *= c\n'
          '        twin.output_layer.weight[:, unit] /= c\n'
          '    return twin\n',
          'think of the biases'),
         ('# Exercise 3.4\n'
          'import copy\n'
          '\n'
          '\n'
          'def rescale(model, unit, c):\n'
          '    twin = copy.deepcopy(model)\n'
          '    if c <= 0:\n'
          '        return None\n'
          '    with torch.no_grad():\n'
          '        twin.feature_layer.weight[unit] *= c\n'
          '        twin.feature_layer.bias[unit] *= c\n'
          '    return twin\n',
          'undo the factor'),
         ('# Exercise 3.4\n'
          'import copy\n'
          '\n'
          '\n'
          'def rescale(model, unit, c):\n'
          '    twin = copy.deepcopy(model)\n'
          '    if c <= 0:\n'
          '        return None\n'
          '    with torch.no_grad():\n'
          '        twin.feature_layer.weight[unit] *= c\n'
          '        twin.feature_layer.bias[unit] *= c\n'
          '        twin.output_layer.weight /= c\n'
          '    return twin\n',
          'undo the factor'),
         ('# Exercise 3.4\n'
          'import copy\n'
          '\n'
          '\n'
          'def rescale(model, unit, c):\n'
          '    twin = copy.deepcopy(model)\n'
          '    if c <= 0:\n'
          '        return None\n'
          '    with torch.no_grad():\n'
          '        twin.feature_layer.weight[unit] *= c\n'
          '        twin.feature_layer.bias[unit] *= c\n'
          '        twin.output_layer.weight[:, unit] /= c\n'
          '        twin.output_layer.bias /= c\n'
          '    return twin\n',
          'leave it'),
         ('# Exercise 3.4\n'
          'import copy\n'
          '\n'
          '\n'
          'def rescale(model, unit, c):\n'
          '    twin = copy.deepcopy(model)\n'
          '    if c <= 0:\n'
          '        return None\n'
          '    with torch.no_grad():\n'
          '        twin.feature_layer.weight *= c\n'
          '        twin.feature_layer.bias *= c\n'
          '        twin.output_layer.weight /= c\n'
          '    return twin\n',
          'this unit only'),
         ('# Exercise 3.4\n'
          'import copy\n'
          '\n'
          '\n'
          'def rescale(model, unit, c):\n'
          '    twin = copy.deepcopy(model)\n'
          '    if c <= 0:\n'
          '        return None\n'
          '    with torch.no_grad():\n'
          '        model.feature_layer.weight[unit] *= c\n'
          '    return twin\n',
          'work on the twin'),
         ('# Exercise 3.4\n'
          'import copy\n'
          '\n'
          '\n'
          'def rescale(model, unit, c):\n'
          '    twin = copy.deepcopy(model)\n'
          '    with torch.no_grad():\n'
          '        twin.feature_layer.weight[unit] *= c\n'
          '        twin.feature_layer.bias[unit] *= c\n'
          '        twin.output_layer.weight[:, unit] /= c\n'
          '    return twin\n',
          'does not hold for c = -3'),
         ('# Exercise 3.4\n'
          'import copy\n'
          '\n'
          '\n'
          'def rescale(model, unit, c):\n'
          '    twin = copy.deepcopy(model)\n'
          '    if c < 0:\n'
          '        return None\n'
          '    with torch.no_grad():\n'
          '        twin.feature_layer.weight[unit] *= c\n'
          '        twin.feature_layer.bias[unit] *= c\n'
          '        twin.output_layer.weight[:, unit] /= c\n'
          '    return twin\n',
          'does not hold for c = 0'),
         ('# Exercise 3.4\n'
          'import copy\n'
          '\n'
          '\n'
          'def rescale(model, unit, c):\n'
          '    twin = copy.deepcopy(model)\n'
          '    if c <= 0:\n'
          '        return None\n'
          '    with torch.no_grad():\n'
          '        twin.feature_layer.weight[unit] *= c\n'
          '        twin.feature_layer.bias[unit] *= c\n'
          '        twin.output_layer.weight[:, unit] /= c\n'
          '\n',
          'not NoneType')],
 '4.1': [('# Exercise 4.1\n# Change the next line.\nbrake = 0.0  # weight decay\n',
          'the brake is too weak'),
         ('# Exercise 4.1\n# Change the next line.\nbrake = 0.005  # weight decay\n',
          'the brake is too weak'),
         ('# Exercise 4.1\n# Change the next line.\nbrake = 0.03  # weight decay\n',
          'too modest'),
         ('# Exercise 4.1\n# Change the next line.\nbrake = 0.05  # weight decay\n',
          'underfits'),
         ('# Exercise 4.1\n# Change the next line.\nbrake = 0.1  # weight decay\n',
          'underfits'),
         ('# Exercise 4.1\n# Change the next line.\nbrake = -0.01  # weight decay\n',
          'at least 0'),
         ('# Exercise 4.1\n# Change the next line.\nbrake = None  # weight decay\n',
          'must be a number')],
 '4.2': [('# Exercise 4.2\n'
          'def n_parameters_of(sizes):  # such as [2, 50, 50, 2]\n'
          '    return sum(d * p for d, p in pairwise(sizes))\n',
          'and the biases?'),
         ('# Exercise 4.2\n'
          'def n_parameters_of(sizes):  # such as [2, 50, 50, 2]\n'
          '    return sum((d + 1) * p for d, p in pairwise(sizes[:-1]))\n',
          'and the last layer?'),
         ('# Exercise 4.2\n'
          'def n_parameters_of(sizes):  # such as [2, 50, 50, 2]\n'
          '    return sum(d * p for d, p in pairwise(sizes)) + sum(sizes)\n',
          'inputs have no bias'),
         ('# Exercise 4.2\n'
          'def n_parameters_of(sizes):  # such as [2, 50, 50, 2]\n'
          '    return sum(d * p + 1 for d, p in pairwise(sizes))\n',
          'go from layer to layer'),
         ('# Exercise 4.2\n'
          'def n_parameters_of(sizes):  # such as [2, 50, 50, 2]\n'
          '    return n_parameters(nn.Sequential(*[nn.Linear(d, p) for d, p in '
          'pairwise(sizes)]))\n',
          'that built a model'),
         ('# Exercise 4.2\n'
          'def n_parameters_of(sizes):  # such as [2, 50, 50, 2]\n'
          '    return 5 * sizes[1] + 2\n',
          '[2, 50, 50, 2] has 2,802'),
         ('# Exercise 4.2\n'
          'def n_parameters_of(sizes):  # such as [2, 50, 50, 2]\n'
          '    _ = (sum((d + 1) * p for d, p in pairwise(sizes)))\n',
          'not None')],
 '4.3': [('# Exercise 4.3\n'
          'X_arms, y_arms = make_dataset("spirals")\n'
          'my_choice = (MLP, 10, 0.01)  # class, width, weight decay\n',
          'try a weaker brake'),
         ('# Exercise 4.3\n'
          'X_arms, y_arms = make_dataset("spirals")\n'
          'my_choice = (DeeperMLP, 3, 0.0)  # class, width, weight decay\n',
          'try more units, or two layers'),
         ('# Exercise 4.3\n'
          'X_arms, y_arms = make_dataset("spirals")\n'
          'my_choice = (DeeperMLP, 50, 0.1)  # class, width, weight decay\n',
          'It underfits: try a weaker brake'),
         ('# Exercise 4.3\n'
          'X_arms, y_arms = make_dataset("spirals")\n'
          'my_choice = (MLP, 50, 0.01)  # class, width, weight decay\n',
          'Others do better'),
         ('# Exercise 4.3\n'
          'X_arms, y_arms = make_dataset("spirals")\n'
          'my_choice = DeeperMLP  # class, width, weight decay\n',
          'name three things'),
         ('# Exercise 4.3\n'
          'X_arms, y_arms = make_dataset("spirals")\n'
          'my_choice = None  # class, width, weight decay\n',
          'name three things'),
         ('# Exercise 4.3\n'
          'X_arms, y_arms = make_dataset("spirals")\n'
          'my_choice = ("DeeperMLP", 50, 0.0)  # class, width, weight decay\n',
          'the class is MLP or DeeperMLP'),
         ('# Exercise 4.3\n'
          'X_arms, y_arms = make_dataset("spirals")\n'
          'my_choice = (DeeperMLP, 50)  # class, width, weight decay\n',
          'expected 3'),
         ('# Exercise 4.3\n'
          'X_arms, y_arms = make_dataset("spirals")\n'
          'my_choice = (DeeperMLP, 5000, 0.0)  # class, width, weight decay\n',
          '1 to 200 units')],
 '4.4': [('# Exercise 4.4\n'
          'def epoch_to_keep(curve, patience=3):  # losses at epochs 0, 50, 100, ...\n'
          '    return 50 * curve.index(min(curve))\n',
          'It stops there and sees no 3'),
         ('# Exercise 4.4\n'
          'def epoch_to_keep(curve, patience=3):  # losses at epochs 0, 50, 100, ...\n'
          '    lowest_place = 0\n'
          '    for place, value in enumerate(curve):\n'
          '        if value < curve[lowest_place]:\n'
          '            lowest_place = place\n'
          '        elif place - lowest_place == patience:\n'
          '            break\n'
          '    return lowest_place\n',
          'a place in the list'),
         ('# Exercise 4.4\n'
          'def epoch_to_keep(curve, patience=3):  # losses at epochs 0, 50, 100, ...\n'
          '    lowest_place = 0\n'
          '    for place, value in enumerate(curve):\n'
          '        if value < curve[lowest_place]:\n'
          '            lowest_place = place\n'
          '        elif place - lowest_place == patience:\n'
          '            break\n'
          '    return 50 * place\n',
          'there it stops, and goes back'),
         ('# Exercise 4.4\n'
          'def epoch_to_keep(curve, patience=3):  # losses at epochs 0, 50, 100, ...\n'
          '    lowest_place = 0\n'
          '    for place, value in enumerate(curve):\n'
          '        if value < curve[lowest_place]:\n'
          '            lowest_place = place\n'
          '        elif place > 0:\n'
          '            break\n'
          '    return 50 * lowest_place\n',
          'two failures do not use up'),
         ('# Exercise 4.4\n'
          'def epoch_to_keep(curve, patience=3):  # losses at epochs 0, 50, 100, ...\n'
          '    lowest_place = 0\n'
          '    for place, value in enumerate(curve):\n'
          '        if value < curve[lowest_place]:\n'
          '            lowest_place = place\n'
          '        elif place - lowest_place >= patience - 1:\n'
          '            break\n'
          '    return 50 * lowest_place\n',
          'two failures do not use up'),
         ('# Exercise 4.4\n'
          'def epoch_to_keep(curve, patience=3):  # losses at epochs 0, 50, 100, ...\n'
          '    lowest_place = 0\n'
          '    for place, value in enumerate(curve):\n'
          '        if value < curve[lowest_place]:\n'
          '            lowest_place = place\n'
          '        elif place - lowest_place > patience:\n'
          '            break\n'
          '    return 50 * lowest_place\n',
          'It stops there and sees no 3'),
         ('# Exercise 4.4\n'
          'def epoch_to_keep(curve, patience=3):  # losses at epochs 0, 50, 100, ...\n'
          '    lowest_place = 0\n'
          '    for place, value in enumerate(curve):\n'
          '        if value < curve[lowest_place]:\n'
          '            lowest_place = place\n'
          '        elif place - lowest_place == patience:\n'
          '            return 50 * lowest_place\n'
          '    return 50 * place\n',
          'the curve ends'),
         ('# Exercise 4.4\n'
          'def epoch_to_keep(curve, patience=3):  # losses at epochs 0, 50, 100, ...\n'
          '    lowest_place = 0\n'
          '    for place, value in enumerate(curve):\n'
          '        if value < curve[lowest_place]:\n'
          '            lowest_place = place\n'
          '        elif place - lowest_place == 3:\n'
          '            break\n'
          '    return 50 * lowest_place\n',
          'heed the argument'),
         ('# Exercise 4.4\n'
          'def epoch_to_keep(curve, patience=3):  # losses at epochs 0, 50, 100, ...\n'
          '    lowest, failed = 0, 0\n'
          '    for place, value in enumerate(curve):\n'
          '        if value < curve[lowest]:\n'
          '            lowest = place\n'
          '        elif place > 0:\n'
          '            failed += 1\n'
          '            if failed == patience:\n'
          '                break\n'
          '    return 50 * lowest\n',
          'renews the patience'),
         ('# Exercise 4.4\n'
          'def epoch_to_keep(curve, patience=3):  # losses at epochs 0, 50, 100, ...\n'
          '    rises = 0\n'
          '    for place in range(1, len(curve)):\n'
          '        rises = rises + 1 if curve[place] > curve[place - 1] else 0\n'
          '        if rises == patience:\n'
          '            break\n'
          '    return 50 * curve.index(min(curve[: place + 1]))\n',
          '8, 7, 6 are not below 5'),
         ('# Exercise 4.4\n'
          'def epoch_to_keep(curve, patience=3):  # losses at epochs 0, 50, 100, ...\n'
          '    lowest_place = 0\n'
          '    for place, value in enumerate(curve):\n'
          '        if value < curve[lowest_place]:\n'
          '            lowest_place = place\n'
          '        elif place - lowest_place == patience:\n'
          '            break\n'
          '    _ = 50 * lowest_place\n',
          'not None')],
 '4.5': [('# Exercise 4.5\n'
          'def by_heart(points, labels):  # shapes (n, 2) and (n,), to an MLP with n hidden '
          'units\n'
          '    parrot = MLP(n_features=2, hidden_dim=len(points))\n'
          '    train_many([parrot], points, labels, n_epochs=500)\n'
          '    return parrot\n',
          'one unit more should turn on'),
         ('# Exercise 4.5\n'
          'def by_heart(points, labels):  # shapes (n, 2) and (n,), to an MLP with n hidden '
          'units\n'
          '    parrot = MLP(n_features=2, hidden_dim=500)\n'
          '    train_many([parrot], points, labels, n_epochs=500)\n'
          '    return parrot\n',
          'more units than points'),
         ('# Exercise 4.5\n'
          'def by_heart(points, labels):  # shapes (n, 2) and (n,), to an MLP with n hidden '
          'units\n'
          '    parrot = MLP(n_features=2, hidden_dim=len(points))\n'
          '    direction = torch.tensor([0.6, 0.8])\n'
          '    z, order = (points @ direction).double().sort()\n'
          '    kinks = torch.cat([z[:1] - 1, z[:-1]])  # unit j turns on at point j - 1\n'
          '    features = torch.relu(z[:, None] - kinks)\n'
          '    targets = 2.0 * labels[:, None].double() - 1  # -1 or 1\n'
          '    readout = torch.linalg.solve_triangular(features, targets, upper=False)\n'
          '    with torch.no_grad():\n'
          '        parrot.feature_layer.weight[:] = direction\n'
          '        parrot.feature_layer.bias[:] = -kinks\n'
          '        parrot.output_layer.weight[:] = torch.cat([-readout.T, readout.T])\n'
          '        parrot.output_layer.bias[:] = 0\n'
          '    return parrot\n',
          'look at the read-out'),
         ('# Exercise 4.5\n'
          'def by_heart(points, labels):  # shapes (n, 2) and (n,), to an MLP with n hidden '
          'units\n'
          '    parrot = MLP(n_features=2, hidden_dim=len(points))\n'
          '    direction = torch.tensor([0.6, 0.8])\n'
          '    z, order = (points @ direction).double().sort()\n'
          '    kinks = torch.cat([z[:1] - 1, z[:-1]])  # unit j turns on at point j - 1\n'
          '    features = torch.relu(z[:, None] - kinks)\n'
          '    targets = 2.0 * labels[order, None].double() - 1  # -1 or 1\n'
          '    readout = torch.linalg.solve_triangular(features, targets, upper=False)\n'
          '    with torch.no_grad():\n'
          '        parrot.feature_layer.weight[:] = direction\n'
          '        parrot.feature_layer.bias[:] = -kinks\n'
          '        parrot.output_layer.weight[:] = torch.cat([readout.T, -readout.T])\n'
          '        parrot.output_layer.bias[:] = 0\n'
          '    return parrot\n',
          'swap'),
         ('# Exercise 4.5\n'
          'def by_heart(points, labels):  # shapes (n, 2) and (n,), to an MLP with n hidden '
          'units\n'
          '    parrot = MLP(n_features=2, hidden_dim=len(points))\n'
          '    direction = torch.tensor([0.6, 0.8])\n'
          '    z, order = (points @ direction).double().sort()\n'
          '    kinks = torch.cat([z[:1] - 1, z[:-1]])  # unit j turns on at point j - 1\n'
          '    features = torch.relu(z[:, None] - kinks)\n'
          '    targets = 2.0 * labels[order, None].double() - 1  # -1 or 1\n'
          '    readout = torch.linalg.solve_triangular(features, targets, upper=False)\n'
          '    with torch.no_grad():\n'
          '        parrot.feature_layer.weight[:] = direction\n'
          '        parrot.feature_layer.bias[:] = kinks\n'
          '        parrot.output_layer.weight[:] = torch.cat([-readout.T, readout.T])\n'
          '        parrot.output_layer.bias[:] = 0\n'
          '    return parrot\n',
          'of 100 labels are right'),
         ('# Exercise 4.5\n'
          'def by_heart(points, labels):  # shapes (n, 2) and (n,), to an MLP with n hidden '
          'units\n'
          '    parrot = MLP(n_features=2, hidden_dim=len(points))\n'
          '    direction = torch.tensor([0.6, 0.8])\n'
          '    z, order = (points @ direction).double().sort()\n'
          '    kinks = torch.cat([z[:1] - 1, z[:-1]])  # unit j turns on at point j - 1\n'
          '    features = torch.relu(z[:, None] - kinks)\n'
          '    targets = 2.0 * labels[order, None].double() - 1  # -1 or 1\n'
          '    readout = torch.linalg.solve_triangular(features, targets, upper=False)\n'
          '    with torch.no_grad():\n'
          '        parrot.feature_layer.weight[:] = direction\n'
          '        parrot.feature_layer.bias[:] = -kinks\n'
          '        parrot.output_layer.weight[:] = torch.cat([-readout.T, readout.T])\n'
          '        parrot.output_layer.bias[:] = 0\n',
          'not NoneType'),
         ('# Exercise 4.5\n'
          'def by_heart(points, labels):  # shapes (n, 2) and (n,), to an MLP with n hidden '
          'units\n'
          '    parrot = MLP(n_features=2, hidden_dim=len(points))\n'
          '    direction = torch.tensor([0.6, 0.8])\n'
          '    z, order = (points @ direction).double().sort()\n'
          '    kinks = torch.cat([z[:1] - 1, z[:-1]])  # unit j turns on at point j - 1\n'
          '    features = torch.relu(z[:, None] - kinks)\n'
          '    targets = 2.0 * labels[order, None].double() - 1  # -1 or 1\n'
          '    readout = torch.linalg.solve_triangular(features, targets, upper=False)\n'
          '    with torch.no_grad():\n'
          '        parrot.feature_layer.weight[:] = direction\n'
          '        parrot.feature_layer.bias[:] = -kinks\n'
          '        parrot.output_layer.weight[:] = torch.cat([-readout.T, readout.T])\n'
          '        parrot.output_layer.bias[:] = 0\n'
          '    return labels\n',
          'not Tensor')],
 '5.1': [('# Exercise 5.1\ndef question(points):\n    return points[:, 1] > points[:, 0]\n',
          'A straight line nearly does it'),
         ('# Exercise 5.1\ndef question(points):\n    return points.norm(dim=1) > 1\n',
          'distance, or the model itself'),
         ('# Exercise 5.1\n'
          'def question(points):\n'
          '    return points.square().sum(dim=1) < 0.5\n',
          'distance, or the model itself'),
         ('# Exercise 5.1\ndef question(points):\n    return model(points).argmax(dim=1)\n',
          'or the model itself, tells it'),
         ('# Exercise 5.1\ndef question(points):\n    return (20 * points[:, 0]).sin() > 0\n',
          'Too fine a pattern'),
         ('# Exercise 5.1\ndef question(points):\n    return points[:, 0] * points[:, 1]\n',
          'compare numbers'),
         ('# Exercise 5.1\ndef question(points):\n    return points[:, 0] > 10\n',
          'both to some'),
         ('# Exercise 5.1\ndef question(points):\n    return points > 0\n', '(1000, 2)'),
         ('# Exercise 5.1\ndef question(points):\n    return y_test == 1\n',
          '(1000,), (1000,)'),
         ('# Exercise 5.1\ndef question(points):\n    points[:, 0] * points[:, 1] > 0\n',
          'shapes [(), ()]')],
 '5.2': [('# Exercise 5.2\n'
          'def probe_accuracy(network, points, labels, new_points, new_labels):\n'
          '    def see(points):\n'
          '        return network.feature_layer1(points)\n'
          '\n'
          '    fitted = LogisticRegression(C=0.1, max_iter=10_000)\n'
          '    fitted.fit(see(points).double().numpy(), labels.numpy())\n'
          '    return fitted.score(see(new_points).double().numpy(), new_labels.numpy())\n'
          '\n'
          '\n'
          'torch.manual_seed(12345)\n'
          'untrained = DeeperMLP(n_features=2, hidden_dim=50).requires_grad_(False)\n',
          'is ReLU applied?'),
         ('# Exercise 5.2\n'
          'def probe_accuracy(network, points, labels, new_points, new_labels):\n'
          '    def see(points):\n'
          '        return layer1(points)\n'
          '\n'
          '    fitted = LogisticRegression(C=0.1, max_iter=10_000)\n'
          '    fitted.fit(see(points).double().numpy(), labels.numpy())\n'
          '    return fitted.score(see(new_points).double().numpy(), new_labels.numpy())\n'
          '\n'
          '\n'
          'torch.manual_seed(12345)\n'
          'untrained = DeeperMLP(n_features=2, hidden_dim=50).requires_grad_(False)\n',
          'ask the network that is given'),
         ('# Exercise 5.2\n'
          'def probe_accuracy(network, points, labels, new_points, new_labels):\n'
          '    def see(points):\n'
          '        return torch.relu(network.feature_layer1(points))\n'
          '\n'
          '    fitted = LogisticRegression(C=0.1, max_iter=10_000)\n'
          '    fitted.fit(see(points).double().numpy(), labels.numpy())\n'
          '    return fitted.score(see(points).double().numpy(), labels.numpy())\n'
          '\n'
          '\n'
          'torch.manual_seed(12345)\n'
          'untrained = DeeperMLP(n_features=2, hidden_dim=50).requires_grad_(False)\n',
          'right or wrong'),
         ('# Exercise 5.2\n'
          'def probe_accuracy(network, points, labels, new_points, new_labels):\n'
          '    def see(points):\n'
          '        return torch.relu(network.feature_layer1(points))\n'
          '\n'
          '    fitted = LogisticRegression(C=0.1, max_iter=10_000)\n'
          '    fitted.fit(see(points).double().numpy(), labels.numpy())\n'
          '    return fitted.score(see(X_test).double().numpy(), y_test.numpy())\n'
          '\n'
          '\n'
          'torch.manual_seed(12345)\n'
          'untrained = DeeperMLP(n_features=2, hidden_dim=50).requires_grad_(False)\n',
          'right or wrong'),
         ('# Exercise 5.2\n'
          'def probe_accuracy(network, points, labels, new_points, new_labels):\n'
          '    def see(points):\n'
          '        return torch.relu(network.feature_layer1(points))\n'
          '\n'
          '    fitted = LogisticRegression(C=0.1, max_iter=10_000)\n'
          '    fitted.fit(see(points).double().numpy(), labels.numpy())\n'
          '    return fitted.score(see(new_points).double().numpy(), new_labels.numpy())\n'
          '\n'
          '\n'
          'torch.manual_seed(12345)\n'
          'untrained = model\n',
          'trained?'),
         ('# Exercise 5.2\n'
          'def probe_accuracy(network, points, labels, new_points, new_labels):\n'
          '    def see(points):\n'
          '        return torch.relu(network.feature_layer1(points))\n'
          '\n'
          '    fitted = LogisticRegression(C=0.1, max_iter=10_000)\n'
          '    fitted.fit(see(points).double().numpy(), labels.numpy())\n'
          '    return fitted.score(see(new_points).double().numpy(), new_labels.numpy())\n'
          '\n'
          '\n'
          'torch.manual_seed(12345)\n'
          'untrained = DeeperMLP(n_features=2).requires_grad_(False)\n',
          'like with like'),
         ('# Exercise 5.2\n'
          'def probe_accuracy(network, points, labels, new_points, new_labels):\n'
          '    def see(points):\n'
          '        return torch.relu(network.feature_layer1(points))\n'
          '\n'
          '    fitted = LogisticRegression(C=0.1, max_iter=10_000)\n'
          '    fitted.fit(see(points).double().numpy(), labels.numpy())\n'
          '    return fitted.score(see(new_points).double().numpy(), new_labels.numpy())\n'
          '\n'
          '\n'
          'torch.manual_seed(12345)\n'
          'untrained = DeeperMLP(n_features=2, hidden_dim=50)\n',
          'requires grad')],
 '5.3': [('# Exercise 5.3\nteam = order2[:10].tolist()\n', 'of them class'),
         ('# Exercise 5.3\nteam = w.abs().argsort(descending=True)[:10].tolist()\n',
          'adds to the others'),
         ('# Exercise 5.3\nteam = dead2.nonzero().flatten().tolist()[:5]\n', 'are off on all'),
         ('# Exercise 5.3\nteam = order2[:30].tolist()\n', 'one to ten units'),
         ('# Exercise 5.3\nteam = [order2[0].item()] * 2\n', 'each once'),
         ('# Exercise 5.3\nteam = [10, 50]\n', '0 to 49'),
         ('# Exercise 5.3\nteam = None\n', 'NoneType')],
 '5.4': [('# Exercise 5.4\n'
          'import copy\n'
          '\n'
          '\n'
          'def renumber(network, order):\n'
          '    twin = copy.deepcopy(network)\n'
          '    twin.requires_grad_(False)\n'
          '    twin.feature_layer1.weight[:] = network.feature_layer1.weight[order]\n'
          '    return twin\n',
          'without their biases'),
         ('# Exercise 5.4\n'
          'import copy\n'
          '\n'
          '\n'
          'def renumber(network, order):\n'
          '    twin = copy.deepcopy(network)\n'
          '    twin.feature_layer1.weight[:] = network.feature_layer1.weight[order]\n'
          '    twin.feature_layer1.bias[:] = network.feature_layer1.bias[order]\n'
          '    return twin\n',
          'which weights of layer 2'),
         ('# Exercise 5.4\n'
          'import copy\n'
          '\n'
          '\n'
          'def renumber(network, order):\n'
          '    twin = copy.deepcopy(network)\n'
          '    twin.feature_layer1.weight[:] = network.feature_layer1.weight[order]\n'
          '    twin.feature_layer1.bias[:] = network.feature_layer1.bias[order]\n'
          '    twin.feature_layer2.weight[:] = network.feature_layer2.weight[order]\n'
          '    return twin\n',
          'which weights of layer 2'),
         ('# Exercise 5.4\n'
          'import copy\n'
          '\n'
          '\n'
          'def renumber(network, order):\n'
          '    twin = copy.deepcopy(network)\n'
          '    twin.feature_layer1.weight[:] = network.feature_layer1.weight[order]\n'
          '    twin.feature_layer1.bias[:] = network.feature_layer1.bias[order]\n'
          '    twin.feature_layer2.weight[:] = network.feature_layer2.weight[:, '
          'order.argsort()]\n'
          '    return twin\n',
          'which weights of layer 2'),
         ('# Exercise 5.4\n'
          'import copy\n'
          '\n'
          '\n'
          'def renumber(network, order):\n'
          '    twin = copy.deepcopy(network)\n'
          '    order = order.argsort()\n'
          '    twin.feature_layer1.weight[:] = network.feature_layer1.weight[order]\n'
          '    twin.feature_layer1.bias[:] = network.feature_layer1.bias[order]\n'
          '    twin.feature_layer2.weight[:] = network.feature_layer2.weight[:, order]\n'
          '    return twin\n',
          'and order[0] is'),
         ('# Exercise 5.4\n'
          'import copy\n'
          '\n'
          '\n'
          'def renumber(network, order):\n'
          '    twin = copy.deepcopy(network)\n'
          '    twin = network\n'
          '    twin.feature_layer1.weight[:] = network.feature_layer1.weight[order]\n'
          '    twin.feature_layer1.bias[:] = network.feature_layer1.bias[order]\n'
          '    twin.feature_layer2.weight[:] = network.feature_layer2.weight[:, order]\n'
          '    return twin\n',
          'network has changed too'),
         ('# Exercise 5.4\n'
          'import copy\n'
          '\n'
          '\n'
          'def renumber(network, order):\n'
          '    twin = copy.deepcopy(network)\n'
          '    twin.feature_layer1.weight[:] = network.feature_layer1.weight[order]\n'
          '    twin.feature_layer1.bias[:] = network.feature_layer1.bias[order]\n'
          '    twin.feature_layer2.weight[:] = network.feature_layer2.weight[:, order]\n'
          '    return\n'
          '    return twin\n',
          'not NoneType')],
 '5.5': [('# Exercise 5.5\n'
          'from sklearn.datasets import load_digits\n'
          '\n'
          'pixels, digits = load_digits(return_X_y=True)\n'
          'pixels = torch.tensor(pixels / 16, dtype=torch.float32)\n'
          'digits = torch.tensor(digits, dtype=torch.int64)\n'
          '\n'
          '\n'
          'def learn_digits(images, labels):\n'
          '    torch.manual_seed(0)\n'
          '    network = DeeperMLP(n_features=64, hidden_dim=20, output_dim=10)\n'
          '    pass\n'
          '    return network.requires_grad_(False)\n'
          '\n'
          '\n'
          'def hidden_layers(network, images):\n'
          '    first = torch.relu(network.feature_layer1(images))\n'
          '    return first, torch.relu(network.feature_layer2(first))\n',
          'train longer'),
         ('# Exercise 5.5\n'
          'from sklearn.datasets import load_digits\n'
          '\n'
          'pixels, digits = load_digits(return_X_y=True)\n'
          'pixels = torch.tensor(pixels / 16, dtype=torch.float32)\n'
          'digits = torch.tensor(digits, dtype=torch.int64)\n'
          '\n'
          '\n'
          'def learn_digits(images, labels):\n'
          '    torch.manual_seed(0)\n'
          '    network = DeeperMLP(n_features=64, hidden_dim=20, output_dim=10)\n'
          '    train_model(network, pixels, digits, 300, 0.05)\n'
          '    return network.requires_grad_(False)\n'
          '\n'
          '\n'
          'def hidden_layers(network, images):\n'
          '    first = torch.relu(network.feature_layer1(images))\n'
          '    return first, torch.relu(network.feature_layer2(first))\n',
          'you are given'),
         ('# Exercise 5.5\n'
          'from sklearn.datasets import load_digits\n'
          '\n'
          'pixels, digits = load_digits(return_X_y=True)\n'
          'pixels = torch.tensor(pixels / 16, dtype=torch.float32)\n'
          'digits = torch.tensor(digits, dtype=torch.int64)\n'
          '\n'
          '\n'
          'def learn_digits(images, labels):\n'
          '    torch.manual_seed(0)\n'
          '    network = DeeperMLP(n_features=64, hidden_dim=20)\n'
          '    train_model(network, images, labels, n_epochs=500, lr=0.05)\n'
          '    return network.requires_grad_(False)\n'
          '\n'
          '\n'
          'def hidden_layers(network, images):\n'
          '    first = torch.relu(network.feature_layer1(images))\n'
          '    return first, torch.relu(network.feature_layer2(first))\n',
          'labels 0 to 1'),
         ('# Exercise 5.5\n'
          'from sklearn.datasets import load_digits\n'
          '\n'
          'pixels, digits = load_digits(return_X_y=True)\n'
          'pixels = torch.tensor(pixels / 16, dtype=torch.float32)\n'
          'digits = torch.tensor(digits, dtype=torch.int64)\n'
          '\n'
          '\n'
          'def learn_digits(images, labels):\n'
          '    torch.manual_seed(0)\n'
          '    network = DeeperMLP(n_features=64, hidden_dim=20, output_dim=10)\n'
          '    train_model(network, images, labels, n_epochs=500, lr=0.05)\n'
          '    return network.requires_grad_(False)\n'
          '\n'
          '\n'
          'def hidden_layers(network, images):\n'
          '    first = network.feature_layer1(images)\n'
          '    return first, torch.relu(network.feature_layer2(first))\n',
          'layer 1 is not what forward passes on'),
         ('# Exercise 5.5\n'
          'from sklearn.datasets import load_digits\n'
          '\n'
          'pixels, digits = load_digits(return_X_y=True)\n'
          'pixels = torch.tensor(pixels / 16, dtype=torch.float32)\n'
          'digits = torch.tensor(digits, dtype=torch.int64)\n'
          '\n'
          '\n'
          'def learn_digits(images, labels):\n'
          '    torch.manual_seed(0)\n'
          '    network = DeeperMLP(n_features=64, hidden_dim=20, output_dim=10)\n'
          '    train_model(network, images, labels, n_epochs=500, lr=0.05)\n'
          '    return network.requires_grad_(False)\n'
          '\n'
          '\n'
          'def hidden_layers(network, images):\n'
          '    first = torch.relu(network.feature_layer1(images))\n'
          '    return first, network.feature_layer2(first)\n',
          'layer 2 is not what forward passes on, after ReLU'),
         ('# Exercise 5.5\n'
          'from sklearn.datasets import load_digits\n'
          '\n'
          'pixels, digits = load_digits(return_X_y=True)\n'
          'pixels = torch.tensor(pixels / 16, dtype=torch.float32)\n'
          'digits = torch.tensor(digits, dtype=torch.int64)\n'
          '\n'
          '\n'
          'def learn_digits(images, labels):\n'
          '    torch.manual_seed(0)\n'
          '    network = DeeperMLP(n_features=64, hidden_dim=20, output_dim=10)\n'
          '    train_model(network, images, labels, n_epochs=500, lr=0.05)\n'
          '    return network.requires_grad_(False)\n'
          '\n'
          '\n'
          'def hidden_layers(network, images):\n'
          '    first = torch.relu(network.feature_layer1(images))\n'
          '    return (first,)\n',
          'not two hidden layers: [20]'),
         ('# Exercise 5.5\n'
          'from sklearn.datasets import load_digits\n'
          '\n'
          'pixels, digits = load_digits(return_X_y=True)\n'
          'pixels = torch.tensor(pixels / 16, dtype=torch.float32)\n'
          'digits = torch.tensor(digits, dtype=torch.int64)\n'
          '\n'
          '\n'
          'def learn_digits(images, labels):\n'
          '    torch.manual_seed(0)\n'
          '    network = DeeperMLP(n_features=64, hidden_dim=20, output_dim=10)\n'
          '    train_model(network, images, labels, n_epochs=500, lr=0.05)\n'
          '    return network.requires_grad_(False)\n'
          '\n'
          '\n'
          'def hidden_layers(network, images):\n'
          '    first = torch.relu(network.feature_layer1(images))\n'
          '    return first, first\n',
          'layer 2 is not what'),
         ('# Exercise 5.5\n'
          'from sklearn.datasets import load_digits\n'
          '\n'
          'pixels, digits = load_digits(return_X_y=True)\n'
          'pixels = torch.tensor(pixels / 16, dtype=torch.float32)\n'
          'digits = torch.tensor(digits, dtype=torch.int64)\n'
          '\n'
          '\n'
          'def learn_digits(images, labels):\n'
          '    torch.manual_seed(0)\n'
          '    network = DeeperMLP(n_features=64, hidden_dim=20, output_dim=10)\n'
          '    train_model(network, images, labels, n_epochs=500, lr=0.05)\n'
          '    return network.requires_grad_(False)\n'
          '\n'
          '\n'
          'def hidden_layers(network, images):\n'
          '    first = torch.relu(network.feature_layer1(images))\n'
          '    return first, torch.relu(network.feature_layer2(images[:, :20]))\n',
          'layer 2 is not what')]}
