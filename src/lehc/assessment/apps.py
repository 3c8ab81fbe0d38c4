from __future__ import annotations

from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    name = "lehc.assessment"
    verbose_name = "assessment"

    def ready(self) -> None:
        import lehc.assessment.tasks  # noqa: F401  registers what is due each hour
        from lehc.assessment.policy import (
            has_begun_review,
            reads_file,
            without_conflicts,
        )
        from lehc.assessment.presenters.after import explain_second_look
        from lehc.assessment.presenters.rubrics import explain_scoring
        from lehc.assessment.todo import list_assessment_todos
        from lehc.programmes.desk import register_desk_page
        from lehc.programmes.todo import register_personal_todo
        from lehc.recruitment.explaining import (
            register_explanation,
            register_next_step,
        )
        from lehc.recruitment.readers import register_reader
        from lehc.recruitment.reading import register_reading
        from lehc.recruitment.sight import register_limit

        register_limit(without_conflicts)
        register_reader(reads_file)
        register_reading(has_begun_review)
        register_personal_todo(list_assessment_todos)
        register_explanation(explain_scoring)
        register_next_step(explain_second_look)
        register_desk_page(
            position=40,
            label="Assessing",
            url_name="assessment",
            summary="The rubric, assessors, conflicts of interest, who reads what",
        )
        register_desk_page(
            position=50,
            label="Panel",
            url_name="panel",
            summary="What assessors found, and what the panel decides",
        )
