from django.urls import path

from directory import views

urlpatterns = [path("initiatives", views.index), path("initiatives/<slug:slug>", views.show)]
