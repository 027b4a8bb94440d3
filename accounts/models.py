"""The person who signs in, and what is known of their registration as a clinician."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils import timezone

from accounts import ledger
from accounts.ledger import LedgerEntry, LedgerHead

__all__ = ["LedgerEntry", "LedgerHead", "Registration", "User"]


TITLES = {"dr", "dra", "dre", "mr", "mrs", "ms", "pr", "prof"}


class UserManager(BaseUserManager):
    def create_user(self, email, name, password=None, **extra):
        """A person with a lower-case e-mail address; without a password nobody can sign in with one."""
        user = self.model(email=self.normalize_email(email).lower(), name=name, **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user

    @transaction.atomic
    def create_confirmed(self, email, name, password=None, **extra):
        """A person whose address is known to be theirs by other means, so that they can sign in without confirming it by mail."""
        user = self.create_user(email, name, password, **extra)
        user.emailaddress_set.create(email=user.email, verified=True, primary=True)
        return user

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class User(AbstractBaseUser):
    """A clinician. Signs in by e-mail; belongs to circles through memberships; has no powers of their own."""

    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=120, help_text="As peers see it, for example “Dr Amara Diallo”.")
    specialty = models.CharField(max_length=80, blank=True)
    language = models.CharField(max_length=5, default="en")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_user_per_email")]

    def __str__(self):
        return self.name

    def get_full_name(self):
        return self.name

    def get_short_name(self):
        return self.name

    @transaction.atomic
    def describe(self, *, name, specialty, language):
        """How peers see this person, and the language pages and mail speak to them."""
        self.name, self.specialty, self.language = name, specialty, language
        self.save(update_fields=["name", "specialty", "language"])
        ledger.record("account.described", actor=self, subject=self)

    @transaction.atomic
    def state_registration(self, *, country, register, number):
        """What they say of their entry in a professional register; a changed statement is no longer a checked one."""
        stated = {"country": country, "register": register, "number": number}
        registration = Registration.objects.filter(user=self).first() or Registration(user=self)
        if registration.pk and all(getattr(registration, name) == value for name, value in stated.items()):
            return registration
        for name, value in stated.items():
            setattr(registration, name, value)
        registration.stated_at, registration.checked_at, registration.checked_by = timezone.now(), None, None
        registration.save()
        ledger.record("account.registration", actor=self, subject=self, country=country)
        return registration

    @transaction.atomic
    def deactivate(self):
        """Close the account: every session ends now, and no membership of theirs counts any more."""
        self.is_active = False
        self.save(update_fields=["is_active"])
        for session in self.usersession_set.all():
            session.end()
        ledger.record("account.deactivated", subject=self)

    @property
    def initials(self):
        """Two letters for the round badge beside a comment, titles left out."""
        words = [word for word in self.name.replace(".", " ").split() if word.lower() not in TITLES]
        return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()


class Registration(models.Model):
    """A person's entry in a professional register, as they state it and as an admin checked it."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="registration")
    country = models.CharField(max_length=2, help_text="ISO 3166-1 code.")
    register = models.CharField(max_length=80, blank=True)
    number = models.CharField(max_length=40, blank=True)
    stated_at = models.DateTimeField(default=timezone.now)
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
