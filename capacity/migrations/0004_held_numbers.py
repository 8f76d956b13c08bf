"""What numbers of a row can't be together is refused by the database."""

import django.db.models.expressions
import django.db.models.functions.comparison
from django.db import migrations, models

from core.lib.grouped_operations import in_few_steps


class Migration(migrations.Migration):
    dependencies = [("capacity", "0003_predates_rules")]

    operations = in_few_steps([
        migrations.AddConstraint(
            model_name='standing',
            constraint=models.CheckConstraint(condition=models.Q(('part_female__isnull', True), ('female__gte', models.F('part_female')), ('predates_rules', True), _connector='OR'), name='capacity_standing_part_female_of_female', violation_error_message="A part cannot be more than its total."),
        ),
        migrations.AddConstraint(
            model_name='standing',
            constraint=models.CheckConstraint(condition=models.Q(('total__gte', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.functions.comparison.Cast(models.F('female'), models.BigIntegerField()), '+', django.db.models.functions.comparison.Cast(models.F('part'), models.BigIntegerField())), '-', django.db.models.functions.comparison.Cast(models.F('part_female'), models.BigIntegerField()))), ('predates_rules', True), _connector='OR'), name='capacity_standing_part_male_within', violation_error_message="The number of men in the part cannot be more than the number of men in total."),
        ),
        migrations.AddConstraint(
            model_name='training',
            constraint=models.CheckConstraint(condition=models.Q(('female__gte', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.functions.comparison.Coalesce(models.F('equality_staff_female'), 0), '+', django.db.models.functions.comparison.Coalesce(models.F('committee_female'), 0)), '+', django.db.models.functions.comparison.Coalesce(models.F('press_female'), 0)), '+', django.db.models.functions.comparison.Coalesce(models.F('potential'), 0)), '+', django.db.models.functions.comparison.Coalesce(models.F('cadres_female'), 0)), '+', django.db.models.functions.comparison.Coalesce(models.F('people_female'), 0))), ('predates_rules', True), _connector='OR'), name='capacity_training_women_within', violation_error_message="The women in all groups together cannot be more than all women who took part."),
        ),
        migrations.AddConstraint(
            model_name='training',
            constraint=models.CheckConstraint(condition=models.Q(('attendance__gte', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('female'), '+', django.db.models.functions.comparison.Coalesce(django.db.models.expressions.CombinedExpression(django.db.models.functions.comparison.Cast(models.F('equality_staff'), models.BigIntegerField()), '-', django.db.models.functions.comparison.Cast(models.F('equality_staff_female'), models.BigIntegerField())), 0)), '+', django.db.models.functions.comparison.Coalesce(django.db.models.expressions.CombinedExpression(django.db.models.functions.comparison.Cast(models.F('committee'), models.BigIntegerField()), '-', django.db.models.functions.comparison.Cast(models.F('committee_female'), models.BigIntegerField())), 0)), '+', django.db.models.functions.comparison.Coalesce(django.db.models.expressions.CombinedExpression(django.db.models.functions.comparison.Cast(models.F('press'), models.BigIntegerField()), '-', django.db.models.functions.comparison.Cast(models.F('press_female'), models.BigIntegerField())), 0)), '+', django.db.models.functions.comparison.Coalesce(django.db.models.expressions.CombinedExpression(django.db.models.functions.comparison.Cast(models.F('cadres'), models.BigIntegerField()), '-', django.db.models.functions.comparison.Cast(models.F('cadres_female'), models.BigIntegerField())), 0)), '+', django.db.models.functions.comparison.Coalesce(django.db.models.expressions.CombinedExpression(django.db.models.functions.comparison.Cast(models.F('people'), models.BigIntegerField()), '-', django.db.models.functions.comparison.Cast(models.F('people_female'), models.BigIntegerField())), 0))), ('predates_rules', True), _connector='OR'), name='capacity_training_men_within', violation_error_message="The men in all groups together cannot be more than all men who took part."),
        ),
    ])
