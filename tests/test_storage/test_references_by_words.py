"""A point is referred to by its audit and words of its text too, which one without a number needs."""

import pytest

from storage.errors import AmbiguousReference, UnknownReference
from storage.operations.records import add
from storage.records import find, name_of
from storage.register import Register


def test_words_of_a_points_text_mean_it_and_several_are_named(empty: Register) -> None:
    (audit,) = add(empty, "audit", {"title": "Uppdrag"}).created["audit"]
    points = {
        text: next(iter(add(empty, "recommendation", {"audit": audit, "text": text}).created["recommendation"]))
        for text in ("Ordna arkivet före sommaren", "Se över arkivets avtal", "Utse en ansvarig: gärna två")
    }
    assert find(empty, "Uppdrag:ordna arkivet") == points["Ordna arkivet före sommaren"]
    assert find(empty, "uppdrag: SE ÖVER") == points["Se över arkivets avtal"]
    assert find(empty, "Uppdrag:gärna två") == points["Utse en ansvarig: gärna två"]
    with pytest.raises(AmbiguousReference) as caught:
        find(empty, "Uppdrag:arkivet")
    assert [name for _id, name in caught.value.candidates] == [
        name_of(empty, "recommendation", points[text])
        for text in ("Ordna arkivet före sommaren", "Se över arkivets avtal")
    ]
    for unknown in ("Uppdrag:ark", "Uppdrag:skolan", "Annat:ordna arkivet"):
        with pytest.raises(UnknownReference):
            find(empty, unknown)
