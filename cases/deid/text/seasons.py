# ruff: noqa: E501 - patterns are read as one line
"""Weekdays, seasons and feasts: days that are told without a number, or beside one."""

from __future__ import annotations

import re

# A weekday, "tomorrow" or "yesterday" before a date belongs to it.
WEEKDAY = re.compile(
    r"\b(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tues?|wed|thurs?|fri|sat|sun|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|miercoles|jueves|viernes|sábado|sabado|domingo|"
    r"today|tomorrow|yesterday|aujourd'hui|demain|hier|hoy|mañana|ayer)\.?,?[ ](?:the |le |el |día )?\Z",
    re.IGNORECASE,
)
WEEKDAY_PARTIAL = re.compile(
    r"\b(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tues?|weds?|thurs?|fri|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo),?[ ](?:the |le |el |día )?(?P<a>0?[1-9]|[12]\d|3[01])(?:(?=[.,;)\n]|\Z|[ ](?:à|de|a|at|y|et|and|pour|para|por|for)\b(?! \d\d? ?h))|(?P<s>[/.-])(?P<b>0?[1-9]|[12]\d|3[01])|(?=[ ](?:st|nd|rd|th)\b)|(?:st|nd|rd|th)\b)(?![\d%/])",
    re.IGNORECASE,
)
# Part of a year, and feasts: more exact than a year.
SEASON = re.compile(
    r"\b(?:(?:early|late|mid|début|fin|mi|principios de|finales de|mediados de)[ -])?(?:spring|summer|autumn|fall|winter|printemps|été|automne|hiver|primavera|verano|otoño|invierno|easter|christmas|boxing day|halloween|easter (?:monday|sunday)|good friday|christmas day|new year's day|new year's eve|christmas eve|thanksgiving|pâques|noël|toussaint|navidad|nochevieja|nochebuena|semana santa|reyes)[ ](?:of |de |del |(?:de )?l'année )?(?:19|20)\d\d\b"
    r"|\b(?:since|before|after|at|over|until|last|this|on|le|el|depuis|avant|après|à|jusqu'à|desde|antes de|después de|tras|en|hasta|por)[ \n](?:la |las |les )?(?:easter|christmas|thanksgiving|new year's eve|pâques|noël|la toussaint|toussaint|navidades|navidad|semana santa|nochebuena|nochevieja)\b"
    r"|\b(?:christmas (?:eve|day)|boxing day|easter (?:sunday|monday)|good friday|new year's (?:eve|day)|bonfire night|(?:lundi|dimanche) de (?:pâques|pentecôte)|(?:veille|jour|lendemain|réveillon) (?:de noël|du nouvel an)|la saint-sylvestre|(?:lunes|domingo) de (?:pascua|ramos|resurrección)|(?:jueves|viernes) santo|nochebuena|nochevieja|día de (?:reyes|navidad|año nuevo))\b",
    re.IGNORECASE,
)
LAST_MONTH = re.compile(
    r"\b(?:(?:last|next) (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)|(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) (?:dernier|prochain)|(?:lunes|martes|miércoles|jueves|viernes|sábado|domingo) (?:pasado|próximo)|pasado (?:lunes|martes|miércoles|jueves|viernes|sábado|domingo)"
    r"|(?:last|this|next|early|late|mid|fin|début|mi|courant|finales de|principios de|mediados de|pasado|primeros de)[ -](?:de )?(?:january|february|march|april|may|june|july|august|september|october|november|december|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)"
    r"|(?:january|february|april|june|july|august|september|october|november|december|janvier|février|avril|juin|juillet|août|septembre|octobre|novembre|décembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)[ ](?:dernier|prochain|pasado|próximo))\b",
    re.IGNORECASE,
)
# One of these stands in every match: looking for them first is ten times quicker than the patterns.
SEASONS = [
    "spring",
    "summer",
    "autumn",
    "fall",
    "winter",
    "printemps",
    "été",
    "automne",
    "hiver",
    "primavera",
    "verano",
    "otoño",
    "invierno",
    "easter",
    "good friday",
    "bonfire",
    "pentecôte",
    "nouvel an",
    "sylvestre",
    "pascua",
    "ramos",
    "santo",
    "christmas",
    "boxing",
    "halloween",
    "year",
    "thanksgiving",
    "pâques",
    "noël",
    "toussaint",
    "navidad",
    "nochevieja",
    "nochebuena",
    "semana",
    "reyes",
]
TURNS = [
    "last",
    "this",
    "next",
    "early",
    "late",
    "mid",
    "fin",
    "début",
    "mi",
    "courant",
    "finales",
    "principios",
    "mediados",
    "pasado",
    "primeros",
    "dernier",
    "prochain",
    "próximo",
]
