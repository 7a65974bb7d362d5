"""What happens in the city or in a Quartier, over all features, in one dated list."""

from sqlmodel import Session

from app.casework.door import Features, News


def latest(
    features: Features, session: Session, *, quartier_id: int | None = None, limit: int
) -> list[News]:
    """The newest first."""
    asks = [ask for feature in features for ask in feature.news]
    found = [news for ask in asks for news in ask(session, quartier_id, limit)]
    return sorted(found, key=lambda news: news.at, reverse=True)[:limit]
