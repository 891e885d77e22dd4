"""Forms of the public site."""

from gongkai.apps.portal.forms.requests import (
    ApplyForm,
    CodeForm,
    CorrectForm,
    RateForm,
    RequestTrackForm,
    TextForm,
)
from gongkai.apps.portal.forms.site import LetterForm, TrackForm

__all__ = [
    "ApplyForm",
    "CodeForm",
    "CorrectForm",
    "LetterForm",
    "RateForm",
    "RequestTrackForm",
    "TextForm",
    "TrackForm",
]
