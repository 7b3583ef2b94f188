"""The expression language of ARM templates, read a second time: a parse into tuples."""

import re
from typing import Any

TOKEN = re.compile(r"\s*(?:'((?:[^']|'')*)'|(-?\d+)|([A-Za-z_][\w$]*)|([()\[\].,?]))")


class Parse:
    """Each method takes what it names from the front of the text."""

    def __init__(self, text: str) -> None:
        self.tokens = [(found.lastindex, found[found.lastindex or 0]) for found in TOKEN.finditer(text)]
        self.at = 0

    def ahead(self) -> tuple[int | None, str]:
        return self.tokens[self.at] if self.at < len(self.tokens) else (None, "")

    def take(self) -> tuple[int | None, str]:
        token = self.ahead()
        self.at += 1
        return token

    def value(self) -> Any:
        """`("call", name, arguments)`, `("at", value, key)` or a literal."""
        kind, text = self.take()
        if kind == 1:
            tree: Any = text.replace("''", "'")
        elif kind == 2:
            tree = int(text)
        else:
            while self.ahead()[1] == "." and self.tokens[self.at + 1][0] == 3 and self.ahead() != (1, "."):
                self.take()
                text += "." + self.take()[1]
            self.take()
            tree = (
                "call",
                text.rpartition(".")[2].lower() if text.startswith("sys.") else text.lower(),
                self.arguments(),
            )
        while self.ahead() in {(4, "."), (4, "["), (4, "?")}:
            mark = self.take()[1]
            if mark == ".":
                if self.ahead() == (4, "?"):
                    self.take()
                tree = ("at", tree, self.take()[1])
            elif mark == "[":
                if self.ahead() == (4, "?"):
                    self.take()
                tree = ("at", tree, self.value())
                self.take()
        return tree

    def arguments(self) -> list[Any]:
        found = []
        while self.ahead() != (4, ")"):
            found.append(self.value())
            if self.ahead() == (4, ","):
                self.take()
        self.take()
        return found
