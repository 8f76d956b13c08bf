"""The warning about phone and identity numbers in free text, so that no victim can be identified by it.

`core.lib.text_checks` asks for it in every form. (Law 02/2007/QH12, art. 5.1.d.)
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

IS_NO_VICTIM = "not_a_victim"
personal_data_label = gettext_lazy("This is not about a victim. Save as it is")


def personal_data_warning(found):
    """Return the warning that names the numbers found."""
    return _(
        "“%(found)s” looks like a phone or identity number. Enter numbers only: no name, birth date, "
        "identity number, phone or story of a victim (Law 02/2007/QH12, article 5.1.d: the shelter and the "
        "victim's details are confidential)."
    ) % {"found": "”, “".join(found)}
