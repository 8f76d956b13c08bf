"""What a change of units does to the bodies that sign papers: those of new units, and names in those beneath."""

from core.units.models import Ancestry, Body, Signer, Unit
from operations.administration.setup.body_templates import FIELDS, BodyTemplate, offered


def make_bodies(plan, root, made, journal):
    """Give each new unit the body of the first whole one before it with the names changed, else that of its level."""
    former, signers = _bodies_of(plan)
    before, bodies, signing = {}, [], []
    for old, new, _whole in plan.followed:
        if old in former:
            before.setdefault(new, former[old])
    province = made.get(plan.whole.get(root.pk), root)
    for new in plan.new:
        unit = made[new.code]
        template = _template(before.get(new.code), signers, new.level, root)
        if template:
            body, signer = template.body_for(unit, province, plan.day)
            bodies.append(body)
            signing += [signer] if signer.lines else []
    journal.create(Body, bodies)
    for signer in signing:
        signer.body_id = signer.body.pk
    journal.create(Signer, signing)


def _bodies_of(plan):
    rows = Body.objects.valid_on(plan.eve).filter(unit__in=list(plan.whole), function=Body.Function.LABOUR)
    former = {body.unit_id: body for body in rows.select_related("unit").order_by("valid_from")}
    bodies = [body.pk for body in former.values()]
    signers = Signer.objects.valid_on(plan.eve).filter(body__in=bodies).order_by("valid_from")
    return former, {signer.body_id: signer.lines for signer in signers}


def _template(body, signers, level, root):
    """Return the texts of a body with words in braces for the names in it; what is offered where there is none."""
    if body is not None and body.unit.level == level:
        texts = {name: _in_braces(getattr(body, name), body.unit, root) for name in FIELDS}
        return BodyTemplate(texts, _in_braces(signers.get(body.pk, ""), body.unit, root))
    try:
        text = offered(level)
    except KeyError:
        return None
    return BodyTemplate({name: text[name] for name in FIELDS}, text["signer"])


def _in_braces(text, unit, root):
    if text == unit.short_name:
        return "{tên}"
    for one, word in ((unit, "{đơn vị}"), (root, "{tỉnh}")):
        text = _replaced(text, one, word, word.upper(), word)
    return text


def rename_in_bodies(plan, made, journal):
    """From the day on the papers of what lies beneath a unit of another name name the new one."""
    renamed = {old: made[new] for old, new in plan.whole.items() if new in made}
    names = {old.pk: (old, renamed[old.pk]) for old in Unit.objects.filter(pk__in=renamed)}
    names = {pk: (old, new) for pk, (old, new) in names.items() if old.name != new.name}
    links = Ancestry.objects.valid_on(plan.eve).filter(ancestor__in=names, depth__gt=0)
    above = {}
    for unit, ancestor in links.values_list("unit", "ancestor"):
        above.setdefault(unit, []).append(names[ancestor])
    changed, prepared = {}, set(Body.objects.filter(valid_from=plan.day).values_list("unit", "function"))
    for body in Body.objects.valid_on(plan.eve).filter(unit__in=above):
        texts = {name: _renamed(getattr(body, name), above[body.unit_id]) for name in FIELDS}
        is_prepared = (body.unit_id, body.function) in prepared
        if not is_prepared and any(getattr(body, name) != text for name, text in texts.items()):
            of_whom = {"unit_id": body.unit_id, "function": body.function}
            changed[body.pk] = Body(**of_whom, valid_from=plan.day, valid_to=body.valid_to, **texts)
    journal.update(Body, "valid_to", dict.fromkeys(changed, plan.eve))
    journal.create(Body, list(changed.values()))
    signers = Signer.objects.valid_on(plan.eve).filter(body__in=changed)
    journal.create(
        Signer,
        [
            Signer(
                body=changed[signer.body_id],
                lines=signer.lines,
                name=signer.name,
                valid_from=plan.day,
                valid_to=signer.valid_to,
            )
            for signer in signers
        ],
    )


def _renamed(text, pairs):
    for old, new in pairs:
        text = _replaced(text, old, new.name_in_sentence, new.name.upper(), new.name)
    return text


def _replaced(text, unit, in_sentence, in_capitals, alone):
    """Return the text with others in place of the unit's whole name; the short one may stand in other names as well."""
    text = text.replace(unit.name.upper(), in_capitals)
    return text.replace(unit.name_in_sentence, in_sentence).replace(unit.name, alone)
