"""The process and its figures."""

from tests.support.access import EVERYONE, Who

ROUTES: dict[str, Who] = {
    "GET /healthz": EVERYONE,
    "GET /readyz": EVERYONE,
    "GET /metrics": EVERYONE,  # answers only to the operator's token
    "GET /entwicklung/bausteine": EVERYONE,  # not there in production
}
