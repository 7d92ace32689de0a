"""Being one of the demonstration's ready-made people, as a visitor would."""

from tests.clients import PageClient


def be(client: PageClient, persona: str, **more: str) -> str:
    """Press the button of ``persona`` on the page; return where it leads."""
    page = client.get("/demo")
    token = page.root.find(".//main//input[@name='csrf_token']")
    assert token is not None
    response = client.post_raw("/demo/sign-in", {"csrf_token": token.get("value"), "persona": persona, **more})
    assert response.status_code == 303, response.text[:1000]
    return str(response.headers["Location"])
