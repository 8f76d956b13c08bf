"""What numbers of a row can't be together is refused by the database."""

import django.db.models.expressions
import django.db.models.functions.comparison
from django.db import migrations, models

from core.lib.grouped_operations import in_few_steps


class Migration(migrations.Migration):
    dependencies = [("models_sites", "0003_predates_rules")]

    operations = in_few_steps([
        migrations.AddConstraint(
            model_name='logentry',
            constraint=models.CheckConstraint(condition=models.Q(('victims_advised__isnull', True), ('victims_helped__gte', models.F('victims_advised')), ('predates_rules', True), _connector='OR'), name='models_sites_logentry_victims_advised_of_helped', violation_error_message="The number helped in this way cannot be more than all victims helped."),
        ),
        migrations.AddConstraint(
            model_name='logentry',
            constraint=models.CheckConstraint(condition=models.Q(('victims_sheltered__isnull', True), ('victims_helped__gte', models.F('victims_sheltered')), ('predates_rules', True), _connector='OR'), name='models_sites_logentry_victims_sheltered_of_helped', violation_error_message="The number helped in this way cannot be more than all victims helped."),
        ),
        migrations.AddConstraint(
            model_name='logentry',
            constraint=models.CheckConstraint(condition=models.Q(('victims_referred__isnull', True), ('victims_helped__gte', models.F('victims_referred')), ('predates_rules', True), _connector='OR'), name='models_sites_logentry_victims_referred_of_helped', violation_error_message="The number helped in this way cannot be more than all victims helped."),
        ),
        migrations.AddConstraint(
            model_name='logentry',
            constraint=models.CheckConstraint(condition=models.Q(('perpetrators_counselled__isnull', True), ('perpetrators_handled__gte', models.F('perpetrators_counselled')), ('predates_rules', True), _connector='OR'), name='models_sites_logentry_perpetrators_counselled_of_handled', violation_error_message="The number for one measure cannot be more than all perpetrators advised or handled."),
        ),
        migrations.AddConstraint(
            model_name='logentry',
            constraint=models.CheckConstraint(condition=models.Q(('perpetrators_punished__isnull', True), ('perpetrators_handled__gte', models.F('perpetrators_punished')), ('predates_rules', True), _connector='OR'), name='models_sites_logentry_perpetrators_punished_of_handled', violation_error_message="The number for one measure cannot be more than all perpetrators advised or handled."),
        ),
        migrations.AddConstraint(
            model_name='logentry',
            constraint=models.CheckConstraint(condition=models.Q(('victims__gte', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.functions.comparison.Coalesce(models.F('victims_under_16'), 0), '+', django.db.models.functions.comparison.Coalesce(models.F('victims_16_to_59'), 0)), '+', django.db.models.functions.comparison.Coalesce(models.F('victims_60_up'), 0))), ('predates_rules', True), _connector='OR'), name='models_sites_logentry_victims_ages_within', violation_error_message="The age groups add up to more than this."),
        ),
        migrations.AddConstraint(
            model_name='logentry',
            constraint=models.CheckConstraint(condition=models.Q(('perpetrators__gte', django.db.models.expressions.CombinedExpression(django.db.models.functions.comparison.Coalesce(models.F('perpetrators_under_18'), 0), '+', django.db.models.functions.comparison.Coalesce(models.F('perpetrators_18_up'), 0))), ('predates_rules', True), _connector='OR'), name='models_sites_logentry_perpetrators_ages_within', violation_error_message="The age groups add up to more than this."),
        ),
    ])
