"""One worked letter of every type: facts, fields and sentences that must come out, written by hand."""

from tests.letters.cases import closed, denied, forms, granted, procedural, unavailable
from tests.letters.cases.case import Case

CASES: dict[str, Case] = {
    case.type: case
    for module in (procedural, granted, denied, unavailable, closed, forms)
    for case in module.CASES
}
