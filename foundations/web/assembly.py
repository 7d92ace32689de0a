"""The web's own parts, set up in the one order in which they work."""

from flask import Flask

from foundations.web import (
    actors,
    body_sizes,
    cross_site,
    errors,
    headers,
    kept_words,
    languages,
    pages,
    presence,
)


def set_up_web(
    app: Flask,
    *,
    actor_of: actors.ActorLoader,
    note_presence: presence.NotePresence,
    surroundings: pages.Surroundings,
    pages_that_ask: tuple[kept_words.SignInPage, kept_words.SignInPage],
) -> None:
    """Set up what stands around every view: who asks, how an answer is guarded and framed, what a fault looks like.

    Args:
        app: configured, with its database.
        actor_of: who holds a sign-in's token at an instant.
        note_presence: keeps when somebody signed in was last there.
        surroundings: what the layout shows on every page.
        pages_that_ask: to sign in again, and to prove oneself once more.
    """
    actors.init_actors(app, actor_of)
    presence.init_presence(app, note_presence)
    headers.init_headers(app)
    body_sizes.init_body_sizes(app)
    cross_site.init_cross_site(app)
    languages.init_languages(app, actors.preferred_language)
    pages.init_pages(app, surroundings)
    errors.init_errors(app)
    kept_words.init_kept_words(app, *pages_that_ask)
