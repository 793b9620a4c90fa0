"""What staff type in: to sign in, for a new password, and to invite somebody."""

from collections.abc import Mapping
from typing import Any

from app.accounts import rules
from app.accounts.models import ROLES
from app.refused import say
from app.web.forms import Form


class SignInForm(Form):
    """E-mail and password; what is wrong with the two together is not said here."""

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.email = self.password = ""
        if data is not None:
            self.email = rules.tidy_email(self.text("email", most=rules.MOST_EMAIL))
            self.password = _secret(self, "password")


class PasswordForm(Form):
    """A new password, typed twice; the current one where there is one."""

    def __init__(self, data: Mapping[str, Any], *, email: str, needs_current: bool) -> None:
        super().__init__(data)
        self.current = _secret(self, "current") if needs_current else ""
        self.password = _secret(self, "password")
        if trouble := rules.password_trouble(self.password, email):
            self.refuse("password", trouble)
        elif self.values.get("again", "") != self.password:
            self.refuse("again", say("This is not the same. Please type the new password again."))


class InvitationForm(Form):
    """A new colleague."""

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.email = self.name = self.role = ""
        if data is not None:
            self.name = " ".join(self.text("name", most=rules.MOST_NAME).split())
            self.email = rules.tidy_email(self.text("email", most=rules.MOST_EMAIL))
            self.role = self.choice("role", ROLES)
            if trouble := rules.email_trouble(self.email):
                self.refuse("email", trouble)


def _secret(form: Form, name: str) -> str:
    """Exactly as it was typed: blanks at its ends belong to a password."""
    value = form.values.get(name, "")
    if not value:
        form.refuse(name, say("Please fill this in."))
    return value
