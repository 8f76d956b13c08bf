from django.db import migrations, models

# What the Department's letter of 2020 names itself; a published directive can't be changed by hand any more.
NUMBER = "908/SLĐTBXH-BĐG"
BASIS = (
    "Kế hoạch số 25/KH-UBND ngày 12/02/2020 của Ủy ban nhân dân tỉnh\n"
    "Công văn số 458/LĐTBXH-BĐG ngày 12/02/2020 của Bộ Lao động - Thương binh và Xã hội"
)


def name_the_basis(apps, _schema_editor):
    apps.get_model("directives", "Directive").objects.filter(number=NUMBER, year=2020).update(basis=BASIS)


class Migration(migrations.Migration):
    dependencies = [("directives", "0002_exemption_once")]

    operations = [
        migrations.AddField(
            model_name="directive",
            name="basis",
            field=models.TextField(blank=True, max_length=2000, verbose_name="documents that it carries out"),
        ),
        migrations.RunPython(name_the_basis, migrations.RunPython.noop),
    ]
