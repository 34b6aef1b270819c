"""The people of a purchase, each with a browser of her own, talking to the app over HTTP as they would."""

import re
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from tests.sessions import sign_in


class Person:
    """Somebody signed in; `press` takes a step with the version that stands on the page she sees."""

    def __init__(self, app: Flask, username: str) -> None:
        self.client: FlaskClient = sign_in(app.test_client(), username)

    def sees(self, path: str) -> str:
        answer = self.client.get(path, follow_redirects=True)
        assert answer.status_code == 200, (path, answer.status_code)
        return answer.text

    def press(self, order: str, noun: str, **typed: str) -> str:
        """Take a step and read the order's page afterwards."""
        address = f"/pesanan/{order}/{noun}"
        form = self.sees(address)
        seen = re.search(r'name="seen"[^>]*value="(\d+)"', form)
        assert seen, f"{noun} is not open"
        answer = self.client.post(address, data=typed | {"seen": seen.group(1)})
        assert answer.status_code == 303, _said(answer)
        return self.sees(answer.location)

    def sends(self, path: str, **typed: str) -> str:
        """Send a form and return where it leads."""
        answer = self.client.post(path, data=typed)
        assert answer.status_code == 303, _said(answer)
        return str(answer.location)

    def orders(self, product_id: int, quantity: int, *, method: str, shop: int, package: int, **more: str) -> str:
        """From the shelf through the cart to an order; its number."""
        self.sends("/keranjang/baris", product_id=str(product_id), quantity=str(quantity))
        assert "Buat pesanan" in self.sees("/keranjang")
        typed = {
            "once_key": "a" * 32, "package_id": str(package), "title": "Belanja rapat RW", "needed_on": "2023-09-08",
            "delivery_address": "Aula Kelurahan Sukun", "recipient_name": "Rina", "payment_path": "up",
            f"method_{shop}": method,
        }  # fmt: skip
        return self.sends("/keranjang/pesanan", **(typed | more)).rsplit("/", 1)[1]


def _said(answer: Any) -> str:
    """What the page says is wrong."""
    found = re.search(r'class="error-summary".*?</div>', answer.text, re.DOTALL)
    return f"{answer.status_code} {found.group(0) if found else answer.text[:400]}"
