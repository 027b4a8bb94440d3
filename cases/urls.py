"""Everything clinical, below a circle. One block a resource."""

from django.urls import path

from cases.views import cases, comments, decisions, media, moderation, notifications, recognisability, review, second_look, uploads, words

urlpatterns = [
    # cases
    path("", cases.CirclePage.as_view(), name="circle"),
    path("words/", words.Words.as_view(), name="words"),
    path("cases/new/", cases.NewCase.as_view(), name="case-new"),
    path("<uuid:case>/", cases.CasePage.as_view(), name="case"),
    path("<uuid:case>/edit/", cases.EditCase.as_view(), name="case-edit"),
    path("<uuid:case>/coarsening/", recognisability.Coarsening.as_view(), name="coarsening"),
    path("<uuid:case>/closure/", cases.Closure.as_view(), name="closure"),
    path("<uuid:case>/reopening/", cases.Reopening.as_view(), name="reopening"),
    path("<uuid:case>/discarding/", cases.Discarding.as_view(), name="case-discard"),
    # discussion
    path("<uuid:case>/comments/", comments.Comments.as_view(), name="comments"),
    path("<uuid:case>/comments/<uuid:comment>/edit/", comments.EditComment.as_view(), name="comment-edit"),
    path("<uuid:case>/comments/<uuid:comment>/removal/", comments.CommentRemoval.as_view(), name="comment-removal"),
    # files: on their way, in review, attached
    path("<uuid:case>/uploads/<uuid:key>/", uploads.Upload.as_view(), name="upload"),
    path("<uuid:case>/uploads/<uuid:key>/cancellation/", uploads.Cancellation.as_view(), name="upload-cancellation"),
    path("<uuid:case>/uploads/<uuid:key>/review/", review.Review.as_view(), name="review"),
    path("<uuid:case>/uploads/<uuid:key>/preview/<int:page>/", media.Preview.as_view(), name="intake-preview"),
    path("<uuid:case>/media/<uuid:media>/file/", media.MediaFile.as_view(), name="media-file"),
    path("<uuid:case>/media/<uuid:media>/poster/", media.MediaFile.as_view(poster=True), name="media-poster"),
    path("<uuid:case>/media/<uuid:media>/removal/", media.MediaRemoval.as_view(), name="media-removal"),
    # decision
    path("<uuid:case>/decision/", decisions.DecisionPage.as_view(), name="decision"),
    path("<uuid:case>/decision/new/", decisions.NewDecision.as_view(), name="decision-new"),
    path("<uuid:case>/decision/record/", decisions.DecisionRecord.as_view(), name="decision-record"),
    path("<uuid:case>/decision/options/", decisions.Options.as_view(), name="decision-options"),
    path("<uuid:case>/decision/options/<uuid:option>/", decisions.OptionPage.as_view(), name="decision-option"),
    path("<uuid:case>/decision/options/<uuid:option>/removal/", decisions.Removal.as_view(), name="option-removal"),
    path("<uuid:case>/decision/panel/", decisions.Panel.as_view(), name="decision-panel"),
    path("<uuid:case>/decision/seat/", decisions.SeatPage.as_view(), name="decision-seat"),
    path("<uuid:case>/decision/seats/<uuid:seat>/exclusion/", decisions.Exclusion.as_view(), name="seat-exclusion"),
    path("<uuid:case>/decision/rounds/", decisions.Rounds.as_view(), name="decision-rounds"),
    path("<uuid:case>/decision/<int:round>/ballot/", decisions.BallotPage.as_view(), name="ballot"),
    path("<uuid:case>/decision/<int:round>/extension/", decisions.Extension.as_view(), name="round-extension"),
    path("<uuid:case>/decision/<int:round>/closure/", decisions.Closure.as_view(), name="round-closure"),
    path("<uuid:case>/decision/new-facts/", decisions.NewFacts.as_view(), name="decision-facts"),
    path("<uuid:case>/decision/deviations/", decisions.Deviations.as_view(), name="decision-deviations"),
    path("<uuid:case>/decision/opinion/", decisions.Opinion.as_view(), name="decision-opinion"),
    path("<uuid:case>/decision/conclusion/", decisions.Conclusion.as_view(), name="decision-conclusion"),
    path("<uuid:case>/decision/minority-report/", decisions.MinorityReportPage.as_view(), name="decision-minority"),
    path("<uuid:case>/decision/withdrawal/", decisions.Withdrawal.as_view(), name="decision-withdrawal"),
    path("<uuid:case>/decisions/<uuid:decision>/", decisions.EarlierDecision.as_view(), name="decision-earlier"),
    path("<uuid:case>/decisions/<uuid:decision>/conflict/", decisions.LateConflictPage.as_view(), name="decision-conflict"),
    path("<uuid:case>/decisions/<uuid:decision>/record/", decisions.DecisionRecord.as_view(), name="decision-earlier-record"),
    path("<uuid:case>/decisions/<uuid:decision>/report/", decisions.DecisionReport.as_view(), name="decision-report"),
    path("<uuid:case>/decisions/<uuid:decision>/report/pdf/", decisions.DecisionPdf.as_view(), name="decision-pdf"),
    path("<uuid:case>/decisions/<uuid:decision>/report/fhir/", decisions.DecisionFhir.as_view(), name="decision-fhir"),
    # reports and the queue
    path("<uuid:case>/report/", moderation.CaseFlag.as_view(), name="case-flag"),
    path("<uuid:case>/comments/<uuid:comment>/report/", moderation.CommentFlag.as_view(), name="comment-flag"),
    path("<uuid:case>/media/<uuid:media>/report/", moderation.MediaFlag.as_view(), name="media-flag"),
    path("queue/", moderation.Queue.as_view(), name="queue"),
    path("queue/<uuid:flag>/", moderation.Resolution.as_view(), name="resolution"),
    path("queue/files/<uuid:intake>/", second_look.SecondLook.as_view(), name="second-look"),
    path("queue/files/<uuid:intake>/<int:page>/", second_look.MaskedFile.as_view(), name="masked-file"),
    path("queue/<uuid:flag>/media/<uuid:media>/", moderation.ReportedFile.as_view(), name="reported-file"),
    # notices
    path("notices/", notifications.Notices.as_view(), name="notifications"),
    path("notices/<int:notice>/", notifications.Notice.as_view(), name="notice"),
]
