"""One portal and one browser for all tests of this folder that a worker runs."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.journeys.browser import launched, person
from tests.journeys.portal import Portal, demo_portal

NewPerson = Callable[..., BrowserContext]


@pytest.fixture(scope="package")
def portal(worker_id: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    with demo_portal(worker_id, tmp_path_factory.mktemp("portal")) as portal:
        yield portal


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


@pytest.fixture
def new_person(portal: Portal, browser: Browser) -> Iterator[NewPerson]:
    """`new_person(java_script_enabled=False)` is a browser of somebody new."""
    with ExitStack() as stack:
        yield lambda **options: stack.enter_context(person(browser, portal.address, **options))
