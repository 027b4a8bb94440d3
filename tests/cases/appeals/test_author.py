"""The author of a post that was taken away reads why and by which rule, and never by whom it was reported."""

from django.urls import reverse

from cases.models import Comment, Flag
from tests.cases.appeals.scene import GROUNDS, WHY, author_of, page_of, read


def test_the_author_reads_why_and_by_which_rule_and_never_who(as_user, post, take, fay, chen):
    flag = take(post)

    page = read(as_user(author_of(post)), page_of(flag))

    assert WHY in page
    assert "Disrespectful" in page
    assert fay.name not in page
    assert chen.name not in page


def test_every_rule_it_was_reported_by_stands_there_once_and_any_of_the_reports_leads_there(
    as_user, comment, amara, fay, admin, bose, chen, clean
):
    first = Flag.report(comment, by=fay, reason="unkind")
    second = Flag.report(comment, by=amara, reason="unsafe")
    Flag.report(comment, by=admin, reason="unkind")
    first.remove(by=chen, explanation=clean(WHY))

    for flag in (first, second):
        page = read(as_user(bose), page_of(flag))
        assert (page.count("Disrespectful"), page.count("Dangerous or wrong advice")) == (1, 1)


def test_the_notice_leads_to_that_page(as_user, post, take):
    author, flag = author_of(post), take(post)
    notice = author.notifications.get(kind="resolution")

    answer = as_user(author).post(reverse("notice", kwargs={"circle": "cardio", "notice": notice.pk}))

    assert answer.url == page_of(flag)


def test_the_notice_of_a_report_after_which_it_stayed_leads_to_the_post(as_user, comment, fay, chen, bose, case):
    Flag.report(comment, by=fay, reason="other").restore(by=chen)
    notice = bose.notifications.get(kind="resolution")

    answer = as_user(bose).post(reverse("notice", kwargs={"circle": "cardio", "notice": notice.pk}))

    assert answer.url == f"{case.get_absolute_url()}#{comment.anchor}"


def test_where_the_comment_was_its_author_finds_the_way_and_nobody_else(as_user, case, comment, take, bose, amara, chen, url):
    flag = take(comment)

    for somebody, finds in ((bose, True), (amara, False), (chen, False)):
        page = read(as_user(somebody), url("case", case))
        assert (f'{page_of(flag)}">Why, and how to appeal' in page) is finds
        assert ("A moderator removed this comment of yours." in page) is finds


def test_one_that_came_back_and_its_author_then_took_back_is_no_taking_either(
    as_user, case, comment, take, appeal, second, bose, url, clean
):
    appeal(take(comment)).decide("granted", by=second, reason=clean("It was kindly meant."))

    Comment.unscoped.get(pk=comment.pk).withdraw(by=bose)

    page = read(as_user(bose), url("case", case))
    assert "This comment was removed." in page
    assert "A moderator removed this comment of yours." not in page


def test_a_comment_its_author_took_back_is_no_taking(as_user, case, comment, bose, url):
    comment.withdraw(by=bose)

    assert "This comment was removed." in read(as_user(bose), url("case", case))


def test_where_the_picture_was_its_author_reads_why(as_user, case, media, take, amara, bose, url):
    flag = take(media)

    assert page_of(flag) in read(as_user(amara), url("case", case))
    assert page_of(flag) not in read(as_user(bose), url("case", case))


def test_where_the_case_was_its_author_is_led_to_the_reason_and_nobody_else(as_user, case, take, amara, bose, chen, admin, url):
    flag = take(case)

    assert as_user(amara).get(url("case", case)).url == page_of(flag)
    for somebody in (bose, chen, admin):
        assert as_user(somebody).get(url("case", case)).status_code == 404


def test_the_page_is_the_authors_alone_and_only_for_what_was_taken_away(
    as_user, comment, take, fay, amara, bose, chen, admin, second, dahl, edith
):
    flag = take(comment)
    stays = Flag.report(Comment.unscoped.create(case=comment.case, author=bose, body="B", html="B"), by=fay, reason="other")

    for somebody in (fay, amara, chen, admin, second, dahl, edith):
        assert as_user(somebody).get(page_of(flag)).status_code == 404
        assert as_user(somebody).post(page_of(flag), {"grounds": GROUNDS}).status_code == 404
    assert as_user(bose).get(page_of(stays)).status_code == 404
    stays.restore(by=chen)
    assert as_user(bose).get(page_of(stays)).status_code == 404
