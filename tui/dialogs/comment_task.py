"""What the comment editor is given; apart from the editor, which is loaded when it is opened."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CommentTask:
    """What is commented on."""

    recommendation: str
    """Its id."""
    name: str
    """Its number and text."""
    comment: str
    """The comment that is saved now."""
    previous: str | None = None
    """The previous follow-up's comment."""
    previous_from: str = ""
    """That follow-up's title."""
    draft: str | None = None
    """What was being written when the editor was left last."""
