from django.urls import path

from filing.submissions.acts import ACTS
from reports.views import acts, compiled, documents, homes, issues, periods, schedules, submissions, texts, verification

app_name = "reports"
urlpatterns = [
    path("", homes.home, name="home"),
    path("reports/", submissions.submission_list, name="list"),
    path("reports/periods/new/", acts.period_new, name="period-new"),
    path("reports/periods/<int:pk>/", homes.period_overview, name="period"),
    path("reports/periods/<int:pk>/delete/", periods.period_delete, name="period-delete"),
    path("reports/periods/<int:pk>/units/new/", periods.period_add_unit, name="period-add-unit"),
    path("reports/periods/<int:pk>/summary/", acts.summary_open, name="summary"),
    path("reports/periods/<int:pk>/brief/", compiled.brief_new, name="brief"),
    path("reports/periods/<int:pk>/letter/", compiled.letter_new, name="letter"),
    path("reports/dossiers/new/", compiled.dossier_new, name="dossier-new"),
    path("reports/compilations/<int:pk>/document/", compiled.compilation_document, name="compilation-document"),
    path("reports/<int:pk>/", submissions.submission_detail, name="submission"),
    path("reports/<int:pk>/text/", texts.submission_text, name="text"),
    path("reports/<int:pk>/paragraphs/", texts.paragraph_list, name="paragraphs"),
    path("reports/<int:pk>/paragraphs/<str:key>/", texts.paragraph_edit, name="paragraph"),
    path("reports/<int:pk>/paragraphs/<str:key>/anew/", texts.paragraph_anew, name="paragraph-anew"),
    path("reports/<int:pk>/estimates/", texts.estimate_edit, name="estimates"),
    path("reports/<int:pk>/issue/", issues.issue_new, name="issue"),
    path("reports/issues/<int:pk>/file/", issues.issue_file, name="issue-file"),
    path("reports/<int:pk>/document/", documents.report_document, name="report-document"),
    path("reports/<int:pk>/none/<str:task>/", acts.none_declared, name="none-declared"),
    *[path(f"reports/<int:pk>/{act}/", acts.submission_act, {"act": act}, name=act) for act in ACTS],
    path(
        "reports/declarations/<int:pk>/withdraw/",
        acts.declaration_withdraw,
        name="declaration-withdraw",
    ),
    path("reports/snapshots/<int:pk>/", submissions.snapshot_detail, name="snapshot"),
    path("reports/schedules/", schedules.schedule_list, name="schedules"),
    path("reports/schedules/new/", schedules.schedule_edit, name="schedule-new"),
    path("reports/schedules/<int:pk>/", schedules.schedule_edit, name="schedule"),
    path("reports/schedules/<int:pk>/delete/", schedules.schedule_delete, name="schedule-delete"),
    path("reports/documents/", documents.document_list, name="documents"),
    path("reports/documents/<uuid:pk>/", documents.document_detail, name="document"),
    path("reports/documents/<uuid:pk>/status/", documents.document_status, name="document-status"),
    path("reports/documents/<uuid:pk>/file/", documents.document_download, name="document-file"),
    path("reports/documents/<uuid:pk>/retry/", documents.document_retry, name="document-retry"),
    path("verify/", verification.verify, name="verify"),
    path("verify/<str:code>/", verification.verify, name="verify-code"),
]
