"""Print which packages import which, layer by layer: import_picture.py [PACKAGE]."""

import sys
from pathlib import Path

import grimp

# The session store names its model and the model its store: Django's own shape, the only circle.
ALLOWED_CIRCLE = ("core.accounts.models", "core.accounts.sessions")
ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))


def rooms_of_the_house():
    """Return the names of the packages that stand at the top."""
    return sorted(path.parent.name for path in ROOT.glob("*/__init__.py"))


def arrows(graph, rooms):
    """Return {room: {imported room: number of modules that import it}} among the rooms given."""
    counts = {room: {} for room in rooms}
    for room in rooms:
        for importer in {room, *graph.find_descendants(room)}:
            imported = graph.find_modules_directly_imported_by(importer)
            targets = {other for other in rooms for name in imported if f"{name}.".startswith(f"{other}.")}
            for target in targets - {room}:
                counts[room][target] = counts[room].get(target, 0) + 1
    return counts


def floors(counts):
    """Return the rooms in floors, the lowest first; ValueError where they import each other in a circle."""
    left, order = dict(counts), []
    while left:
        lowest = [room for room, targets in left.items() if not targets.keys() & left.keys()]
        if not lowest:
            raise ValueError(f"A circle among {', '.join(left)}.")
        order.append(lowest)
        left = {room: targets for room, targets in left.items() if room not in lowest}
    return order


def main(place=None):
    """Print the picture of all packages, or of those within one."""
    graph = grimp.build_graph(*rooms_of_the_house(), cache_dir=None)
    graph.remove_import(importer=ALLOWED_CIRCLE[0], imported=ALLOWED_CIRCLE[1])
    rooms = sorted(graph.find_children(place)) if place else rooms_of_the_house()
    counts = arrows(graph, rooms)
    order = floors(counts)
    for number, floor in reversed(list(enumerate(order, start=1))):
        print(f"Floor {number}")
        for room in floor:
            targets = ", ".join(f"{target} ({count})" for target, count in sorted(counts[room].items()))
            print(f"  {room}{' -> ' if targets else ''}{targets}")
    print(f"{len(rooms)} rooms, {sum(map(len, counts.values()))} arrows, {len(order)} floors")


if __name__ == "__main__":
    main(*sys.argv[1:])
