"""What a class answers to exercise 5.5: edits of the solution, and what the check says."""

WRONG = [
    (
        "train longer",
        """\
# Exercise 5.5
from sklearn.datasets import load_digits

pixels, digits = load_digits(return_X_y=True)
pixels = torch.tensor(pixels / 16)
digits = torch.tensor(digits, dtype=torch.int64)


def learn_digits(images, labels):
    torch.manual_seed(0)
    network = DeeperMLP(n_features=64, hidden_dim=20, output_dim=10)
    pass
    return network.requires_grad_(False)


def hidden_layers(network, images):
    first = torch.relu(network.feature_layer1(images))
    return first, torch.relu(network.feature_layer2(first))
""",
    ),
    (
        "you are given",
        """\
# Exercise 5.5
from sklearn.datasets import load_digits

pixels, digits = load_digits(return_X_y=True)
pixels = torch.tensor(pixels / 16)
digits = torch.tensor(digits, dtype=torch.int64)


def learn_digits(images, labels):
    torch.manual_seed(0)
    network = DeeperMLP(n_features=64, hidden_dim=20, output_dim=10)
    train_model(network, pixels, digits, 300, 0.05)
    return network.requires_grad_(False)


def hidden_layers(network, images):
    first = torch.relu(network.feature_layer1(images))
    return first, torch.relu(network.feature_layer2(first))
""",
    ),
    (
        "labels 0 to 1",
        """\
# Exercise 5.5
from sklearn.datasets import load_digits

pixels, digits = load_digits(return_X_y=True)
pixels = torch.tensor(pixels / 16)
digits = torch.tensor(digits, dtype=torch.int64)


def learn_digits(images, labels):
    torch.manual_seed(0)
    network = DeeperMLP(n_features=64, hidden_dim=20)
    train_model(network, images, labels, n_epochs=500, lr=0.05)
    return network.requires_grad_(False)


def hidden_layers(network, images):
    first = torch.relu(network.feature_layer1(images))
    return first, torch.relu(network.feature_layer2(first))
""",
    ),
    (
        "layer 1 is not what forward passes on",
        """\
# Exercise 5.5
from sklearn.datasets import load_digits

pixels, digits = load_digits(return_X_y=True)
pixels = torch.tensor(pixels / 16)
digits = torch.tensor(digits, dtype=torch.int64)


def learn_digits(images, labels):
    torch.manual_seed(0)
    network = DeeperMLP(n_features=64, hidden_dim=20, output_dim=10)
    train_model(network, images, labels, n_epochs=500, lr=0.05)
    return network.requires_grad_(False)


def hidden_layers(network, images):
    first = network.feature_layer1(images)
    return first, torch.relu(network.feature_layer2(first))
""",
    ),
    (
        "layer 2 is not what forward passes on, after ReLU",
        """\
# Exercise 5.5
from sklearn.datasets import load_digits

pixels, digits = load_digits(return_X_y=True)
pixels = torch.tensor(pixels / 16)
digits = torch.tensor(digits, dtype=torch.int64)


def learn_digits(images, labels):
    torch.manual_seed(0)
    network = DeeperMLP(n_features=64, hidden_dim=20, output_dim=10)
    train_model(network, images, labels, n_epochs=500, lr=0.05)
    return network.requires_grad_(False)


def hidden_layers(network, images):
    first = torch.relu(network.feature_layer1(images))
    return first, network.feature_layer2(first)
""",
    ),
    (
        "not two hidden layers: [20]",
        """\
# Exercise 5.5
from sklearn.datasets import load_digits

pixels, digits = load_digits(return_X_y=True)
pixels = torch.tensor(pixels / 16)
digits = torch.tensor(digits, dtype=torch.int64)


def learn_digits(images, labels):
    torch.manual_seed(0)
    network = DeeperMLP(n_features=64, hidden_dim=20, output_dim=10)
    train_model(network, images, labels, n_epochs=500, lr=0.05)
    return network.requires_grad_(False)


def hidden_layers(network, images):
    first = torch.relu(network.feature_layer1(images))
    return (first,)
""",
    ),
    (
        "layer 2 is not what",
        """\
# Exercise 5.5
from sklearn.datasets import load_digits

pixels, digits = load_digits(return_X_y=True)
pixels = torch.tensor(pixels / 16)
digits = torch.tensor(digits, dtype=torch.int64)


def learn_digits(images, labels):
    torch.manual_seed(0)
    network = DeeperMLP(n_features=64, hidden_dim=20, output_dim=10)
    train_model(network, images, labels, n_epochs=500, lr=0.05)
    return network.requires_grad_(False)


def hidden_layers(network, images):
    first = torch.relu(network.feature_layer1(images))
    return first, first
""",
    ),
    (
        "layer 2 is not what",
        """\
# Exercise 5.5
from sklearn.datasets import load_digits

pixels, digits = load_digits(return_X_y=True)
pixels = torch.tensor(pixels / 16)
digits = torch.tensor(digits, dtype=torch.int64)


def learn_digits(images, labels):
    torch.manual_seed(0)
    network = DeeperMLP(n_features=64, hidden_dim=20, output_dim=10)
    train_model(network, images, labels, n_epochs=500, lr=0.05)
    return network.requires_grad_(False)


def hidden_layers(network, images):
    first = torch.relu(network.feature_layer1(images))
    return first, torch.relu(network.feature_layer2(images[:, :20]))
""",
    ),
]

RIGHT = []
