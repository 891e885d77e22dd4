"""The one way in which the platform says no."""

from __future__ import annotations


class Refused(ValueError):  # noqa: N818 - a refusal is an answer to a person, not a programming error
    """Something that the law or the house does not allow, said in one Chinese sentence.

    message: what is wrong and what to do about it, ready for the screen (without the article).
    article: the legal basis in Chinese, such as 「条例第三十三条」; empty where law is not the reason.
    field: the form field at which the sentence belongs; empty for the form as a whole.
    """

    def __init__(self, message: str, *, article: str = "", field: str = "") -> None:
        self.message = message
        self.article = article
        self.field = field
        super().__init__(str(self))

    def __str__(self) -> str:
        return f"{self.message.rstrip('。')}（{self.article}）" if self.article else self.message
