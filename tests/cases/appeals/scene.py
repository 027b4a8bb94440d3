"""Where the pages of an appeal are, and what is said in the tests of them."""

from django.urls import reverse

WHY = "Please stay kind."
GROUNDS = "It was a joke among colleagues."
QUEUE = "/c/cardio/queue/"


def author_of(post):
    return post.by if post._meta.model_name == "media" else post.author


def page_of(flag):
    return reverse("appeal", kwargs={"circle": "cardio", "taking": flag.pk})


def decision_of(appeal):
    return reverse("appeal-decision", kwargs={"circle": "cardio", "appeal": appeal.pk})


def file_of(appeal, media):
    return reverse("appealed-file", kwargs={"circle": "cardio", "appeal": appeal.pk, "media": media.pk})


def read(client, address):
    return client.get(address, follow=True).content.decode()
