"""Small parts: a ceiling for each, and the middle of all of them (rule 19)."""

from statistics import quantiles

import pytest

from tests.house import sizes


@pytest.mark.parametrize(
    ("measured", "ceiling"),
    [
        (sizes.module_sizes, sizes.MODULE_CEILING),
        (sizes.function_sizes, sizes.FUNCTION_CEILING),
        (sizes.handler_sizes, sizes.HANDLER_CEILING),
        (sizes.template_sizes, sizes.TEMPLATE_CEILING),
    ],
)
def test_nothing_is_larger_than_its_ceiling(measured, ceiling: int) -> None:  # type: ignore[no-untyped-def]
    assert {name: lines for name, lines in measured().items() if lines > ceiling} == {}


@pytest.mark.parametrize(
    ("measured", "most"),
    [(sizes.module_sizes, 250), (sizes.function_sizes, 30), (sizes.template_sizes, 90)],
)
def test_nine_of_ten_are_small(measured, most: int) -> None:  # type: ignore[no-untyped-def]
    assert quantiles(measured().values(), n=10)[-1] <= most, sizes.report()
