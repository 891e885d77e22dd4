"""All forms of requests."""

from gongkai.apps.inforequests.forms.events import (
    AnswerForm,
    CitedField,
    ConsultationForm,
    CorrectedForm,
    CorrectionForm,
    CostForm,
    DecisionForm,
    DelayForm,
    DeliveryForm,
    EventForm,
    ExtensionForm,
    FeeForm,
    LapseForm,
    LetterForm,
    grouped_outcomes,
)
from gongkai.apps.inforequests.forms.registering import (
    FORMS_WANTED,
    WAYS_WANTED,
    AssignForm,
    DetailsForm,
    RegisterForm,
)

__all__ = [
    "FORMS_WANTED",
    "WAYS_WANTED",
    "AnswerForm",
    "AssignForm",
    "CitedField",
    "ConsultationForm",
    "CorrectedForm",
    "CorrectionForm",
    "CostForm",
    "DecisionForm",
    "DelayForm",
    "DeliveryForm",
    "DetailsForm",
    "EventForm",
    "ExtensionForm",
    "FeeForm",
    "LapseForm",
    "LetterForm",
    "RegisterForm",
    "grouped_outcomes",
]
