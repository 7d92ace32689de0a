"""Named refusals of the data platform."""

from foundations.refusal import Refusal
from foundations.words import N_


class DatasetNameTaken(Refusal):
    """The name in addresses is another dataset's."""

    message = N_("A dataset is called “%(slug)s” already. Nothing was registered.")
    field = "slug"
    status = 422


class DatasetIncomplete(Refusal):
    """A dataset without kinds of data, or with some that nobody knows."""

    message = N_("A dataset names at least one kind of data, and only kinds that exist. Nothing was registered.")
    status = 422


class DatasetWithdrawn(Refusal):
    """The dataset is no longer offered."""

    message = N_("This dataset was withdrawn. Nothing was filed.")


class KindsNotOffered(Refusal):
    """Kinds that the dataset does not hold, or none."""

    message = N_("Choose at least one kind of data, and only kinds that this dataset holds. Nothing was filed.")
    field = "kinds"
    status = 422


class ApplicationDecided(Refusal):
    """The application is no longer open."""

    message = N_("This application has been decided already. Nothing was changed.")


class TermNotForward(Refusal):
    """A grant that would end before it begins, or begin in the past."""

    message = N_("A grant begins now or later and ends after it began. Nothing was granted.")
    status = 422


class QuestionInvalid(Refusal):
    """A machine's request that is not what the API describes."""

    message = N_("This request was not understood: see “%(clause)s”. Nothing was decided.")
    status = 400


CONSTRAINTS: dict[str, type[Refusal]] = {
    "uq_datasets_slug": DatasetNameTaken,
    "uq_grants_application_id": ApplicationDecided,
}
"""What a violated constraint means to a person."""
