"""Forms of places, their releases and wrong entries, and of hotlines."""

from crispy_forms.layout import Fieldset
from django import forms
from django.utils.translation import gettext_lazy as _

from core.lib.dates.valid_days import refuse_invalid_day
from core.lib.pages.forms import PortalForm, PortalModelForm, form_helper
from core.lib.pages.merging import MergingMixin
from shelters.listings import part_in_words, refusals_by_part
from shelters.models import Hotline, Listing, Part

ADDRESS = ("shelters_nobody", "address")


class ListingForm(MergingMixin, PortalModelForm):
    """The listing of a place and the host's consent; where people sleep, it has no field for an address."""

    # The public is to call it.
    UNGUARDED = ("phone",)

    class Meta(PortalModelForm.Meta):
        model = Listing
        fields = [
            "host",
            "phone",
            "hours",
            "help",
            "who_answers",
            "what_happens",
            *ADDRESS,
            "consent_by",
            "consent_on",
            "consent_to",
            "keeper",
        ]
        help_texts = {
            "host": _("The body or union in charge, as it will be made public."),
            "phone": _("The number for the public to call. Never a victim's number."),
            "hours": _("When someone answers."),
            "who_answers": _("A job title, never a name."),
            "what_happens": _("In short words, for someone who is afraid to call."),
            "shelters_nobody": _("Only then can a street address be recorded."),
            "consent_by": _("The job title of the person who agreed for the host; never a name."),
            "consent_to": _("Only what the host agreed to can be made public."),
            "keeper": _("Who confirms that the details are still correct; a job title, never a name."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["what_happens"].widget = forms.Textarea(attrs={"rows": 3, "lang": "vi", "maxlength": 500})
        self.fields["consent_on"].validators.append(refuse_invalid_day)
        if self.sleeps_people:
            for name in ADDRESS:
                del self.fields[name]
            self.fields["consent_to"].choices = [(part, label) for part, label in Part.choices if part != Part.ADDRESS]

    @property
    def began(self):
        # A place has one listing: what is new on the page may be stored by somebody else meanwhile.
        return self.began_as_shown()

    @property
    def sleeps_people(self):
        """Whether the kind of the site says that people sleep there."""
        return self.instance.site.kind.shelters_overnight

    @property
    def helper(self):
        words = ("host", "phone", "hours", "help", "who_answers", "what_happens")
        address = [] if self.sleeps_people else [Fieldset(_("Location"), *ADDRESS)]
        return form_helper(
            Fieldset(_("What can be made public"), *words),
            *address,
            Fieldset(_("Host's consent"), "consent_by", "consent_on", "consent_to"),
            Fieldset(_("Person in charge of this information"), "keeper"),
        )

    def clean(self):
        cleaned = super().clean()
        if self.sleeps_people:
            self.instance.shelters_nobody, self.instance.address = False, ""
        return cleaned


class ReleaseForm(PortalForm):
    """The form of a release: which parts are to be published. Others are shown with the reason of the refusal."""

    parts = forms.MultipleChoiceField(label=_("What to make public"), choices=Part.choices, required=False)

    def __init__(self, *args, listing, standing, **kwargs):
        super().__init__(*args, **kwargs)
        self.listing = listing
        self.chosen = self.data.getlist("parts") if self.is_bound else (standing.parts if standing else [])

    def clean_parts(self):
        return [part.value for part in Part if part in self.cleaned_data["parts"]]

    def rows(self):
        """Yield {part, label, words, is_data, refusal, is_chosen} of each part, for the page."""
        for part, refusal in refusals_by_part(self.listing):
            words, is_data = part_in_words(getattr(self.listing, part), part)
            yield {
                "part": part.value,
                "label": part.label,
                "words": words,
                "is_data": is_data,
                "refusal": refusal,
                "is_chosen": part.value in self.chosen and not refusal,
            }


class WithdrawForm(PortalForm):
    """The form of a withdrawal: why."""

    why = forms.CharField(label=_("Reason"), max_length=300)


class WrongForm(PortalForm):
    """The form of an official who found something wrong."""

    text = forms.CharField(
        label=_("What is wrong"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4, "lang": "vi"}),
        help_text=_("What is wrong, and what would be right. No names, no cases."),
    )


class HotlineForm(MergingMixin, PortalModelForm):
    """The form of a hotline: its words in both languages, and when somebody last tried it."""

    # A hotline is a number, and what is told of it may name another.
    UNGUARDED = ("name", "name_en", "about", "about_en", "hours")

    class Meta(PortalModelForm.Meta):
        model = Hotline
        fields = ["name", "name_en", "about", "about_en", "hours", "is_free", "is_shown", "checked_on"]
        help_texts = {
            "checked_on": _("The date someone in the Department last called the number. It is made public."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["checked_on"].validators.append(refuse_invalid_day)
