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
