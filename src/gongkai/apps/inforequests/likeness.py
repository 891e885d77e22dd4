"""How alike two applications are: `gongkai.textcheck.likeness`, by the name under which stored marks were made."""

from gongkai.textcheck.likeness import MARKS, RUN, likeness, marks, pairs, runs

__all__ = ["MARKS", "RUN", "likeness", "marks", "pairs", "runs"]
