"""The addresses of the Django project: those of django-helpdesk."""

from django.urls import include, path

urlpatterns = [path("", include("helpdesk.urls"))]
