"""What a class answers to exercise 3.3: edits of the solution, and what the check says."""

PICTURE = "xoxo\noxox\n"

WRONG = [
    ("Three are enough", {PICTURE: "xxoo\nxxoo\n"}),
    ("Three are enough", {PICTURE: "oooooo\n......\nxxxxxx\n......\noooooo\n"}),
    ("Ten are too few as well", {PICTURE: "xoxoxoxo\noxoxoxox\nxoxoxoxo\noxoxoxox\n"}),
    ("the letters ['o', 's', 'x']", {PICTURE: "xoxo\noxos\n"}),
    ("the letters ['o']", {PICTURE: "o..o\n.oo.\n"}),
    ("must be text, not list", {'"""\nxoxo\noxox\n"""': '["xoxo", "oxox"]'}),
    ("one line of text", {'"""\nxoxo\noxox\n"""': '"xoxoxoxo"'}),
    ("drawing is not defined", {'"""\nxoxo\noxox\n"""': '"xo"\ndel drawing'}),
]

RIGHT = [
    {PICTURE: "babab\nababa\n"},
    {PICTURE: "x.o.x\nox.xo\n..x..\nox.xo\nx.o.x\n"},
    {'"""\nxoxo\noxox\n"""': '"\\n".join(["oxox", "xoxo"])'},
]
