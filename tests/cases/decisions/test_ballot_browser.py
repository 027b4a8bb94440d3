"""The ballot on a phone: saved as one goes, through a reload, on another device and without a network, with one thumb."""

import pytest

from tests.cases.decisions.conftest import FOR_FIRST, vote_all
from tests.cases.decisions.test_browser import browser, pytestmark, visit  # noqa: F401 fixtures

SIZES = """() => [...document.querySelectorAll('.ballot :is(button, summary, .scale__choice, textarea)')]
    .filter(one => one.checkVisibility()).map(one => [one.getBoundingClientRect(), one.textContent.trim().slice(0, 30)])
    .filter(([box]) => box.width < 44 || box.height < 44 || box.left < 0 || box.right > innerWidth).map(([box, words]) => words)"""
KEPT = """async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length, (await caches.keys()).length,
    document.cookie]"""
COVERED = """() => { const foot = document.querySelector('.ballot__foot').getBoundingClientRect(),
    box = document.activeElement.closest('label, summary, textarea, button').getBoundingClientRect();
    return box.bottom > foot.top && box.top < foot.bottom && !document.activeElement.closest('.ballot__foot') }"""


def choose(page, place, words):
    page.locator("[data-option]").nth(place).locator("label", has_text=words).click()


def stored(decision):
    ratings = decision.last_round.ballots.get().ratings.order_by("option__position")
    return list(ratings.values_list("value", "rationale"))


@pytest.fixture
def phone(rated, bose, visit):  # noqa: F811
    return visit(bose, f"{rated.case_id}/decision/1/ballot/", width=390)


def test_answers_outlive_a_lost_network_a_reload_and_another_device(rated, bose, visit, phone):  # noqa: F811
    choose(phone, 0, "3")
    phone.get_by_text("Saved. 1 of 5 options rated").wait_for()

    phone.context.set_offline(True)
    choose(phone, 1, "8")
    phone.get_by_text("No connection. Keep this page open").wait_for()
    phone.get_by_role("button", name="Submit my ballot").click()  # asks for nothing while it cannot be sent
    assert phone.get_by_text("No connection. Keep this page open").is_visible()
    assert stored(rated) == [(3, "")]
    phone.context.set_offline(False)
    phone.get_by_text("Saved. 2 of 5 options rated").wait_for()
    assert stored(rated) == [(3, ""), (8, "")]

    phone.locator("[data-why] summary").first.click()
    phone.locator("textarea").first.fill("It would cost a week.")
    phone.get_by_text("Saved. 2 of 5 options rated").wait_for()
    phone.wait_for_function("() => true")
    _wait(lambda: stored(rated)[0] == (3, "It would cost a week."), phone)

    other = visit(bose, f"{rated.case_id}/decision/1/ballot/")
    assert other.locator("textarea").first.input_value() == "It would cost a week."
    choose(other, 0, "2")
    other.get_by_text("Saved. 2 of 5 options rated").wait_for()
    choose(phone, 2, "7")  # of a page that is older by now: what it did not touch stays
    phone.get_by_text("Saved. 3 of 5 options rated").wait_for()
    assert stored(rated) == [(2, "It would cost a week."), (8, ""), (7, "")]
    phone.reload()
    assert phone.locator("input:checked").count() == 3
    assert phone.evaluate(KEPT) == [0, 0, 0, 0, ""]
    assert [words for words in phone.complaints if "ERR_INTERNET_DISCONNECTED" not in words] == []


def _wait(there, page):
    for _ in range(600):
        if there():
            return
        page.wait_for_timeout(100)
    raise AssertionError("not stored")


def test_a_try_that_failed_is_made_again_by_itself(rated, phone):
    tries = []

    def fail_once(route):
        tries.append((route.request.method, route.request.headers.get("x-unattended")))
        route.abort() if len(tries) == 1 else route.continue_()

    phone.route("**/ballot/", fail_once)
    choose(phone, 1, "8")

    phone.get_by_text("Saved. 1 of 5 options rated").wait_for()
    assert tries == [("POST", None), ("POST", "1")], "a page that tries again by itself must keep no session alive"
    assert stored(rated) == [(8, "")]
    with phone.expect_response("**/ballot/") as answered:
        choose(phone, 1, "7")
    assert "x-unattended" not in answered.value.request.headers


def test_leaving_with_an_answer_that_is_not_saved_asks_first(rated, phone):
    asked = []
    phone.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    phone.route("**/ballot/", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    choose(phone, 1, "8")
    phone.get_by_text("No connection. Keep this page open").wait_for()

    phone.reload()

    assert asked == ["beforeunload"]
    assert phone.locator("input:checked").count() == 0


def test_a_reason_that_must_be_answered_keeps_its_value_and_says_so(rated, phone):
    choose(phone, 2, "8")
    why = phone.locator("[data-row='3'] [data-why]")
    why.locator("summary").click()
    why.locator("textarea").fill("Ask jane.doe@example.org about it.")

    phone.get_by_text("Not all is saved. Still to answer: option 3.").wait_for()
    assert stored(rated) == [(8, "")]
    why.get_by_role("button", name="Replace with").click()
    phone.get_by_text("Saved. 1 of 5 options rated").wait_for()
    ((value, reason),) = stored(rated)
    assert value == 8
    assert "jane.doe" not in reason
    assert reason.startswith("Ask ")


def test_cannot_judge_asks_for_its_reason_and_a_closed_round_says_so(rated, phone, amara):
    for place in range(4):
        choose(phone, place, "5")
    choose(phone, 4, "Cannot judge")
    phone.get_by_text("Saved. 5 of 5 options rated").wait_for()
    assert phone.locator("[data-row='5'] textarea").is_visible()
    phone.get_by_role("button", name="Submit my ballot").click()
    phone.get_by_role("alert").get_by_text("Say in a few words why you cannot judge it.").wait_for()
    phone.locator("[data-row='5'] textarea").fill("Outside my field.")
    phone.get_by_role("button", name="Submit my ballot").click()
    phone.get_by_text("Your ballot is in.").first.wait_for()
    assert rated.last_round.participation() == (1, 9)

    phone.goto(f"{phone.url.split('/decision/')[0]}/decision/1/ballot/")
    rated.withdraw(reason=_clean("No longer wanted."), by=amara)
    choose(phone, 0, "9")
    phone.get_by_text("this round no longer takes them").wait_for()


def _clean(words):
    from cases.deid import text
    from cases.words import read

    return text.clean(words, language="en", read=read(words))


@pytest.mark.parametrize("width", [390, 320])
def test_one_thumb_reaches_everything_and_the_foot_covers_nothing_in_focus(rated, nine, amara, bose, visit, width):  # noqa: F811
    vote_all(rated, nine, FOR_FIRST)
    rated.last_round.close(by=amara)
    rated.advance(by=amara)
    page = visit(bose, f"{rated.case_id}/decision/2/ballot/", width=width)
    for details in page.locator(".ballot details").all():
        details.locator("summary").click()

    assert page.evaluate(SIZES) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.evaluate("scrollTo(0, 0)")
    page.locator(".weigh__fold > summary").focus()
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.ballot') !== null"):
            assert not page.evaluate(COVERED), page.evaluate("document.activeElement.outerHTML")
