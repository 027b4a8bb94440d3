"""The discussion: who writes, edits and removes; what Markdown becomes; and what a thousand comments cost."""

import re
from html.parser import HTMLParser

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.ledger import LedgerEntry
from cases.markdown import to_html
from cases.models import Case, Comment, Flag, Notification
from cases.words import read_all
from circles.models import Membership


def told(membership):
    return list(membership.notifications.order_by("id").values_list("kind", "anchor"))


# --- Verbs -----------------------------------------------------------------------------------------------------------------


def test_a_comment_is_stored_with_its_html_counted_and_noted(case, bose, clean):
    comment = Comment.write(case=case, by=bose, body=clean("Start **now**."))

    case.refresh_from_db()
    assert comment.html == "<p>Start <strong>now</strong>.</p>\n"
    assert case.comment_count == 1
    assert LedgerEntry.objects.get(event="comment.written").subject_id == str(comment.pk)


def test_a_comment_brings_its_case_to_the_top(case, bose, clean):
    before = case.active_at

    Comment.write(case=case, by=bose, body=clean("Agreed."))

    case.refresh_from_db()
    assert case.active_at > before


def test_a_form_sent_twice_is_one_comment(as_user, case, bose, amara, url):
    for _time in range(2):
        as_user(bose).post(url("comments", case), {"body": "Agreed."})
    as_user(amara).post(url("comments", case), {"body": "Agreed."})

    case.refresh_from_db()
    assert case.comment_count == Comment.unscoped.count() == 2
    assert amara.notifications.count() == 1


def test_raw_words_are_refused_by_their_type(case, comment, bose):
    with pytest.raises(TypeError):
        Comment.write(case=case, by=bose, body="raw")
    with pytest.raises(TypeError):
        comment.edit(by=bose, body="raw")


def again(row):
    """The row as another request holds it, loaded at this moment."""
    return type(row).unscoped.get(pk=row.pk)


def test_nothing_is_stored_for_a_member_whose_membership_ended_after_the_page_was_asked_for(case, comment, bose, admin, clean):
    late = again(bose)
    again(bose).end(by=admin)

    for attempt in (
        lambda: Comment.write(case=case, by=late, body=clean("Agreed.")),
        lambda: again(comment).edit(by=late, body=clean("Agreed.")),
        lambda: again(comment).withdraw(by=late),
        lambda: Case.draft(by=late, texts={"title": clean("Syncope")}),
    ):
        with pytest.raises(PermissionDenied):
            attempt()

    assert list(Comment.unscoped.values_list("body", "removed_at")) == [(comment.body, None)]


def test_an_edit_that_was_under_way_does_not_show_what_a_report_has_hidden(case, comment, bose, amara, clean):
    late = again(comment)
    Flag.report(again(comment), by=amara, reason=Flag.Reason.PRIVACY)

    with pytest.raises(PermissionDenied):
        late.edit(by=bose, body=clean("Still here."))

    comment.refresh_from_db()
    assert comment.hidden_at is not None


def test_an_edit_that_was_under_way_brings_no_words_back(case, comment, bose, clean):
    late = again(comment)
    again(comment).withdraw(by=bose)

    with pytest.raises(PermissionDenied):
        late.edit(by=bose, body=clean("Still here."))

    comment.refresh_from_db()
    assert (comment.body, comment.html) == ("", "")


def test_a_comment_that_is_withdrawn_twice_is_counted_off_once(case, comment, bose):
    late = again(comment)
    again(comment).withdraw(by=bose)

    with pytest.raises(PermissionDenied):
        late.withdraw(by=bose)

    case.refresh_from_db()
    assert case.comment_count == 0


@pytest.mark.parametrize("state", ["closed_at", "hidden_at", "removed_at"])
def test_nobody_comments_on_a_case_that_is_not_open(case, bose, clean, state):
    setattr(case, state, timezone.now())
    case.save()

    with pytest.raises(PermissionDenied):
        Comment.write(case=case, by=bose, body=clean("Late."))


def test_a_former_member_does_not_comment(case, edith, clean):
    with pytest.raises(PermissionDenied):
        Comment.write(case=case, by=edith, body=clean("Still here."))


def test_a_reply_to_a_comment_of_another_case_is_refused(draft, comment, amara, clean):
    draft.post(by=amara, read=read_all(draft.wording))

    with pytest.raises(PermissionDenied):
        Comment.write(case=draft, by=amara, parent=comment, body=clean("Mixed up."))


def test_only_the_author_edits_and_the_edit_shows(comment, bose, amara, chen, clean):
    for somebody in (amara, chen):
        with pytest.raises(PermissionDenied):
            comment.edit(by=somebody, body=clean("Changed."))

    comment.edit(by=bose, body=clean("Wait a *week*."))

    comment.refresh_from_db()
    assert comment.html == "<p>Wait a <em>week</em>.</p>\n"
    assert comment.edited_at is not None


def test_a_withdrawn_comment_leaves_no_word_and_its_replies_stay(as_user, case, comment, amara, bose, clean, url):
    Comment.write(case=case, by=amara, parent=comment, body=clean("Why not?"))

    comment.withdraw(by=bose)

    comment.refresh_from_db()
    case.refresh_from_db()
    page = as_user(amara).get(url("case", case)).content.decode()
    assert (comment.body, comment.html, case.comment_count) == ("", "", 1)
    assert "This comment was removed." in page
    assert "Why not?" in page
    assert "I would not wait." not in page


def test_nobody_else_withdraws_a_comment(comment, amara, chen):
    for somebody in (amara, chen):
        with pytest.raises(PermissionDenied):
            comment.withdraw(by=somebody)


def test_a_hidden_comment_is_not_in_the_count_that_everybody_sees(case, comment, bose, clean):
    comment.hide_for_privacy()
    case.refresh_from_db()
    hidden = case.comment_count
    comment.restore()
    case.refresh_from_db()
    shown = case.comment_count
    comment.hide_for_privacy()
    comment.remove(by=bose, wipe=True)
    case.refresh_from_db()

    assert (hidden, shown, case.comment_count) == (0, 1, 0)


# --- Who is told -------------------------------------------------------------------------------------------------------------


def test_the_author_of_the_case_is_told_and_the_writer_is_not(case, comment, amara, bose, chen):
    assert told(amara) == [("comment", comment.anchor)]
    assert told(bose) == []
    assert told(chen) == []


def test_whoever_is_answered_is_told(case, comment, amara, bose, clean):
    reply = Comment.write(case=case, by=amara, parent=comment, body=clean("Why?"))

    assert told(bose) == [("reply", reply.anchor)]


def test_a_mention_tells_once_though_there_are_three_reasons(case, amara, chen, clean):
    first = Comment.write(case=case, by=amara, body=clean("First."))
    amara.notifications.all().delete()

    second = Comment.write(case=case, by=chen, parent=first, body=clean("Second."), mentions=[amara.pk])

    assert told(amara) == [("mention", second.anchor)]


def test_mentions_reach_active_members_of_this_circle_only(case, bose, chen, dahl, edith, clean):
    comment = Comment.write(case=case, by=bose, body=clean("See."), mentions=[chen.pk, dahl.pk, edith.pk, bose.pk, 999_999])

    assert comment.mentions == [chen.pk]
    assert Notification.unscoped.filter(kind="mention").count() == 1


# --- Pictures -----------------------------------------------------------------------------------------------------------------


def test_a_comment_attaches_its_writers_own_waiting_pictures_and_no_other(case, bose, amara, clean, picture):
    mine, hers = picture(case, bose, attached_at=None), picture(case, amara, attached_at=None)

    comment = Comment.write(case=case, by=bose, body=clean("See."), media=[str(mine.pk), str(hers.pk)])

    mine.refresh_from_db()
    hers.refresh_from_db()
    assert (mine.comment, mine.attached_at is not None) == (comment, True)
    assert (hers.comment, hers.attached_at) == (None, None)


def test_the_form_offers_ones_own_waiting_pictures(as_user, case, bose, amara, picture, url):
    mine, hers = picture(case, bose, attached_at=None, description="Mine"), picture(case, amara, attached_at=None)

    page = as_user(bose).get(url("case", case)).content.decode()

    assert f'value="{mine.pk}"' in page
    assert str(hers.pk) not in page


# --- In the browser -----------------------------------------------------------------------------------------------------------


def test_posting_leads_to_the_permalink(as_user, case, bose, url):
    answer = as_user(bose).post(url("comments", case), {"body": "I would not wait."})

    comment = Comment.unscoped.get()
    assert answer.url == f"{case.get_absolute_url()}#c-{comment.pk}"
    assert f'id="c-{comment.pk}"' in as_user(bose).get(url("case", case)).content.decode()


def test_a_reply_is_written_through_the_form_and_stands_under_its_comment(as_user, case, comment, amara, url):
    client = as_user(amara)
    page = client.get(url("case", case), {"reply": str(comment.pk)}).content.decode()
    client.post(url("comments", case), {"body": "Why?", "parent": str(comment.pk)})
    client.post(url("comments", case), {"body": "Another thing."})

    shown = client.get(url("case", case)).content.decode()
    assert f'name="parent" value="{comment.pk}"' in page
    assert shown.index("I would not wait.") < shown.index("Why?") < shown.index("Another thing.")
    assert re.search(r'<article class="comment comment--reply"[^>]*>(?:(?!</article>).)*Why\?', shown, re.S)


def test_a_reply_to_a_reply_keeps_its_parent_and_stands_one_level_in(as_user, case, comment, amara, bose, clean, url):
    reply = Comment.write(case=case, by=amara, parent=comment, body=clean("Why?"))
    Comment.write(case=case, by=amara, body=clean("Another thing."))
    deeper = Comment.write(case=case, by=bose, parent=reply, body=clean("Because of the risk."))

    page = as_user(bose).get(url("case", case)).content.decode()

    assert deeper.parent == reply
    assert page.index("Why?") < page.index("Because of the risk.") < page.index("Another thing.")


@pytest.mark.parametrize("parent", ["x", "00000000-0000-0000-0000-000000000000", "1"])
def test_a_reply_to_nothing_is_not_found(as_user, case, bose, parent, url):
    assert as_user(bose).post(url("comments", case), {"body": "Hm.", "parent": parent}).status_code == 404


def test_marks_belong_to_their_reader(as_user, case, comment, amara, bose, url):
    mine, theirs = (as_user(somebody).get(url("case", case)).content.decode() for somebody in (bose, amara))

    assert url("comment-edit", case, comment=comment.pk) in mine
    assert url("comment-edit", case, comment=comment.pk) not in theirs
    assert url("comment-flag", case, comment=comment.pk) in theirs


def test_an_edited_comment_and_a_mention_are_marked(as_user, case, bose, chen, clean, url):
    comment = Comment.write(case=case, by=bose, body=clean("See."), mentions=[chen.pk])
    comment.edit(by=bose, body=clean("See here."))

    page = as_user(chen).get(url("case", case)).content.decode()

    assert "mentions Dr Chen" in page
    assert "<span>edited</span>" in page


def test_a_name_with_markup_or_percent_signs_is_shown_as_it_is(as_user, case, comment, bose, amara, url):
    bose.user.name = "Dr <b>100 %(id)s</b>"
    bose.user.save()

    page = as_user(amara).get(url("case", case)).content.decode()

    assert "Dr &lt;b&gt;100 %(id)s&lt;/b&gt;" in page
    assert "<b>100" not in page


def test_words_with_percent_signs_and_braces_are_shown_as_they_are(as_user, case, bose, clean, url):
    Comment.write(case=case, by=bose, body=clean("Ejection fraction 55 % %(id)s {{ case }} %s"))

    assert "Ejection fraction 55 % %(id)s {{ case }} %s" in as_user(bose).get(url("case", case)).content.decode()


def test_a_former_member_stays_the_author_of_what_they_wrote(as_user, case, comment, bose, amara, url):
    Membership.unscoped.filter(pk=bose.pk).update(ended_at=timezone.now())

    assert "Dr Bose" in as_user(amara).get(url("case", case)).content.decode()


def test_a_closed_case_shows_no_form_and_takes_no_comment(as_user, case, amara, bose, url):
    case.close(by=amara)

    assert "Add a comment" not in as_user(bose).get(url("case", case)).content.decode()
    assert as_user(bose).post(url("comments", case), {"body": "Late."}).status_code == 403


def test_editing_and_removing_in_the_browser(as_user, case, comment, bose, amara, url):
    edit, removal = (url(name, case, comment=comment.pk) for name in ("comment-edit", "comment-removal"))

    assert as_user(amara).get(edit).status_code == as_user(amara).post(removal).status_code == 403
    as_user(bose).post(edit, {"body": "Wait a week."})
    comment.refresh_from_db()
    assert comment.body == "Wait a week."
    as_user(bose).post(removal)
    comment.refresh_from_db()
    assert comment.removed_at is not None
    assert as_user(bose).get(edit).status_code == 404


# --- Markdown ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a\nb", "<p>a<br>\nb</p>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("# Not a heading", "<p># Not a heading</p>\n"),
        ("~~old~~ `code`", "<p><s>old</s> <code>code</code></p>\n"),
        ("[x](https://pubmed.example/1)", '<p><a href="https://pubmed.example/1" rel="nofollow noopener noreferrer">x</a></p>\n'),
        ("|a|\n|-|\n|1|", "<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>1</td>\n</tr>\n</tbody>\n</table>\n"),
    ],
)  # fmt: skip
def test_markdown_becomes_plain_html(text, html):
    assert to_html(text) == html


class Seen(HTMLParser):
    """The elements and attributes a browser would see."""

    def __init__(self):
        super().__init__()
        self.tags, self.attributes = set(), []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += attrs


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "![x](https://evil.example/x.png)",
        "[x](javascript:alert(1))",
        "[x](data:text/html,<script>alert(1)</script>)",
        "[x](  java\nscript:alert(1))",
        '<a href="javascript:alert(1)">x</a>',
        "<javascript:alert(1)>",
        '[x](https://a.example "onmouseover=alert(1)")',
        '[x](https://a.example/" onclick="alert(1))',
        "[x](ftp://files.example/x)",
        "[x](mailto:a@example.com)",
        "[x](//evil.example)",
        "[x](/accounts/logout/)",
        "[x](#talk)",
        "[x](\\\\evil.example)",
        "<svg/onload=alert(1)>",
        "<iframe src=//evil.example></iframe>",
        "`<script>`<script>",
        "<style>*{display:none}</style>",
        "<form action=//evil.example><input name=csrf></form>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "[x]: javascript:alert(1)\n\n[x]",
        '<div id="talk" class="notice" style="color:red">x</div>',
    ],
)
def test_nothing_in_markdown_becomes_active(text):
    seen = Seen()
    seen.feed(to_html(text))

    assert seen.tags <= {"p", "a", "code", "br", "em", "strong", "pre"}
    assert {name for name, _value in seen.attributes} <= {"href", "rel"}
    assert all(value.startswith(("http://", "https://")) for name, value in seen.attributes if name == "href")


def test_deep_nesting_is_cut_short():
    assert len(to_html(">" * 5_000 + "x")) < 50_000
    assert to_html("[" * 5_000).count("[") == 5_000


# --- Cost ----------------------------------------------------------------------------------------------------------------------


def many(case, authors, count):
    """`count` comments, by everyone in turn, a third of them replies, some edited and with mentions."""
    rows = []
    for number in range(count):
        author = authors[number % len(authors)]
        parent = rows[number - 2] if number % 3 == 2 else None
        edited = timezone.now() if number % 5 == 0 else None
        rows.append(
            Comment(case=case, author=author, parent=parent, body="x", html="<p>Words.</p>", edited_at=edited, mentions=[authors[0].pk])
        )
    Comment.unscoped.bulk_create(rows)


@pytest.mark.parametrize("count", [10, 300])
def test_the_case_page_costs_eight_queries_however_long_the_discussion(
    as_user, case, amara, bose, chen, count, url, picture, django_assert_max_num_queries
):
    many(case, [amara, bose, chen], count)
    for number, comment in enumerate(case.comments.all()[: count // 3]):
        picture(case, bose, comment=comment if number % 2 else None)
    client = as_user(bose)
    client.get(url("case", case))

    with django_assert_max_num_queries(3 + 8):
        page = client.get(url("case", case)).content.decode()

    assert page.count('<article class="comment') == count


def test_the_control_a_lookup_for_each_comment_is_noticed(case, amara, bose, chen, django_assert_num_queries):
    many(case, [amara, bose, chen], 10)

    with django_assert_num_queries(1 + 10):
        [comment.author.pk for comment in case.comments.all()]
