"""Everything clinical, below a circle. One block a resource."""

from django.urls import path

from cases.views import cases, comments, moderation, notifications

urlpatterns = [
    # cases
    path("", cases.CirclePage.as_view(), name="circle"),
    path("cases/new/", cases.NewCase.as_view(), name="case-new"),
    path("<uuid:case>/", cases.CasePage.as_view(), name="case"),
    path("<uuid:case>/edit/", cases.EditCase.as_view(), name="case-edit"),
    path("<uuid:case>/closure/", cases.Closure.as_view(), name="closure"),
    path("<uuid:case>/reopening/", cases.Reopening.as_view(), name="reopening"),
    path("<uuid:case>/discarding/", cases.Discarding.as_view(), name="case-discard"),
    # discussion
    path("<uuid:case>/comments/", comments.Comments.as_view(), name="comments"),
    path("<uuid:case>/comments/<uuid:comment>/edit/", comments.EditComment.as_view(), name="comment-edit"),
    path("<uuid:case>/comments/<uuid:comment>/removal/", comments.CommentRemoval.as_view(), name="comment-removal"),
    # reports and the queue
    path("<uuid:case>/report/", moderation.CaseFlag.as_view(), name="case-flag"),
    path("<uuid:case>/comments/<uuid:comment>/report/", moderation.CommentFlag.as_view(), name="comment-flag"),
    path("<uuid:case>/media/<uuid:media>/report/", moderation.MediaFlag.as_view(), name="media-flag"),
    path("queue/", moderation.Queue.as_view(), name="queue"),
    path("queue/<uuid:flag>/", moderation.Resolution.as_view(), name="resolution"),
    # notices
    path("notices/", notifications.Notices.as_view(), name="notifications"),
    path("notices/<int:notice>/", notifications.Notice.as_view(), name="notice"),
]
