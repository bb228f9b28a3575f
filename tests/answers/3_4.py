"""What a class answers to exercise 3.4: edits of the solution, and what the check says."""

SCORES = "        return self.output_layer(h)\n"
FLOOR = "return math.log(1 + (k - 1) / math.e)"

WRONG = [
    ("the loss ends at 0.5", {"self.output_layer(h)": "self.output_layer(h).softmax(dim=1)"}),
    ("What else has changed", {SCORES: "        return torch.sigmoid(self.output_layer(h))\n"}),
    ("What else has changed", {"torch.relu(self.feature_layer(X))": "self.feature_layer(X)"}),
    ("scores have shape (100, 10)", {SCORES: "        return h\n"}),
    ("forward returns nothing so far", {SCORES: "        self.output_layer(h)\n"}),
    ("floor(2) is 0.0000", {FLOOR: "return 0.0"}),
    ("floor(3) is 0.3133", {FLOOR: "return math.log(1 + 1 / math.e)"}),
    ("floor(2) is 0.5514", {FLOOR: "return math.log(1 + k / math.e)"}),
    ("floor(2) is 0.6931", {FLOOR: "return math.log(k)"}),
    ("floor(2) returns nothing", {FLOOR: "math.log(1 + (k - 1) / math.e)"}),
    ("Error: return math.lg(", {FLOOR: "return math.lg(1 + (k - 1) / math.e)"}),
]

RIGHT = [
    # Twice is once, if the logarithm is taken the first time.
    {SCORES: "        return torch.log_softmax(self.output_layer(h), dim=1)\n"},
    {FLOOR: "return -math.log(math.e / (math.e + k - 1))"},
    {FLOOR: "import numpy as np\n\n    return np.log(np.e + k - 1) - 1"},
]
