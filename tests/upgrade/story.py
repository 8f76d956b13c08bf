"""A day of everybody's work in the portal of this environment, in which the demonstration was just loaded."""

import django

if __name__ == "__main__":
    django.setup()
    # Their helpers read the settings.
    import desk_story
    import reports_story

    reports_story.tell()
    desk_story.tell()
