"""Writing, editing and removing a comment."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect

from cases.forms.comment import EditForm
from cases.models import Comment
from cases.tasks import enqueue_notices
from cases.views.base import CaseView
from cases.views.casepage import CasePageView


class Comments(CasePageView):
    """A new comment. When its words need a decision, the page of the case comes back with them in the form."""

    def get(self, request, circle, case):
        return redirect(f"{self.case.get_absolute_url()}#talk")

    def post(self, request, circle, case):
        if not self.case.discussable_by(self.membership):
            raise PermissionDenied
        form, parent = self.comment_form(data=request.POST), request.POST.get("parent", "")
        if not form.is_valid():
            return self.page(form=form, parent=parent)
        comment = Comment.write(case=self.case, by=self.membership, parent=self.answered(parent), **form.words)
        self.membership.notifications.of_case(self.case.pk).read()
        enqueue_notices()
        return redirect(comment)

    def answered(self, parent):
        """The comment that is answered, None for a comment of its own; 404 when there is none with that id."""
        if not parent:
            return None
        try:
            return get_object_or_404(self.case.comments.shown(), pk=UUID(parent))
        except ValueError:
            raise Http404 from None


class CommentView(CaseView):
    """A page about one comment of the case that this member may read."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.comment = get_object_or_404(self.case.comments.shown_to(self.membership).with_authors(), pk=kwargs["comment"])
        self.comment.case = self.case


class EditComment(CommentView):
    def get(self, request, circle, case, comment):
        if not self.comment.editable_by(self.membership):
            raise PermissionDenied
        return self.page(EditForm(circle=self.circle, case=self.case, initial={"body": self.comment.body}))

    def post(self, request, circle, case, comment):
        form = EditForm(request.POST, circle=self.circle, case=self.case)
        if not form.is_valid():
            return self.page(form)
        self.comment.edit(by=self.membership, body=form.cleaned_data["body"], kept=form.kept, removed=form.removed)
        return redirect(self.comment)

    def page(self, form):
        return self.show("cases/comment_edit.html", comment=self.comment, form=form)


class CommentRemoval(CommentView):
    def get(self, request, circle, case, comment):
        if not self.comment.removable_by(self.membership):
            raise PermissionDenied
        return self.show("cases/comment_removal.html", comment=self.comment)

    def post(self, request, circle, case, comment):
        self.comment.withdraw(by=self.membership)
        return redirect(f"{self.case.get_absolute_url()}#{self.comment.anchor}")
