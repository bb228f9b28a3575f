"""Try the ends of a notebook's controls, in the kernel that has run it."""

# A last cell that tests add. It prints one line, which is the same for every ipywidgets version.
CORNERS = """
import controls


def ends(control):
    if hasattr(control, "options"):
        values = [option[1] for option in control._options_full]
        return [values[0], values[-1]]
    return [control.min, control.max] if hasattr(control, "min") else [False, True]


def corners(choices):
    # All at one end, all at the other, and each on its own at an end.
    low, high = zip(*choices)
    one = [(*low[:k], high[k], *low[k + 1 :]) for k in range(len(choices))]
    others = [(*high[:k], low[k], *high[k + 1 :]) for k in range(len(choices))]
    return [low, *one, high, *others]


def says(explorer):
    picture = bytes(explorer.image.value)
    assert picture.startswith(b"\\x89PNG"), "no picture"
    assert "⚠" not in explorer.line.value, explorer.line.value
    return explorer.line.value, picture


pictures = set()
explorer = controls.explorers[-1]  # a cell that ran twice has two
at_the_start = {name: control.value for name, control in explorer.controls.items()}
for corner in corners([ends(c) for c in explorer.controls.values()]):
    for control, value in zip(explorer.controls.values(), corner):
        control.value = value
    pictures.add(says(explorer))
    for button in explorer.buttons:
        if button.description == "step":
            button.click()
            pictures.add(says(explorer))
for name, value in at_the_start.items():
    explorer.controls[name].value = value
assert len(pictures) > 1, "the controls change nothing"
print("corners of the controls: all drawn")
"""
SAYS = "corners of the controls: all drawn\n"
