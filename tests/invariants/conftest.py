"""The panel of nine and its decisions, for the tests that carry an invariant's name (CONSENSUS.md section 4)."""

from tests.cases.decisions.conftest import concluded, decided, frozen, nine, proposed, rated, seated  # noqa: F401 fixtures
