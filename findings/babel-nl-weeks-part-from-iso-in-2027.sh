#!/usr/bin/env bash
# Babel numbers weeks otherwise for the locale "nl" than for "nl_NL". In 2026 nearly nobody sees it; in 2027 every
# week is one off.
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install -q babel==2.19.0

echo "Expected: 'nl' and 'nl_NL' give the same week numbers, those of ISO 8601. The Dutch plan by these weeks, and"
echo "  the other Dutch formats of the two locales are the same. Unicode's CLDR, where Babel has its data from, says"
echo "  that in the Netherlands and in Belgium week 1 needs four days of the new year, as ISO 8601 does."
"$place/venv/bin/python" - <<'PYTHON'
import sys
from collections import Counter
from datetime import date, timedelta

import babel
from babel import Locale
from babel.dates import format_date

PATTERN = "'week' w 'van' YYYY"
print(f"Seen, Babel {babel.__version__}:")
for name in ("nl", "nl_NL", "nl_BE"):
    print(f"  {name}: week 1 needs {Locale.parse(name).min_week_days} day(s) of the new year")

wrong: Counter[int] = Counter()
nl_NL_wrong = 0
day = date(2026, 1, 1)
while day.year < 2030:
    iso = day.isocalendar()
    truth = f"week {iso.week} van {iso.year}"
    wrong[day.year] += format_date(day, PATTERN, locale="nl") != truth
    nl_NL_wrong += format_date(day, PATTERN, locale="nl_NL") != truth
    day += timedelta(days=1)

for day in (date(2026, 11, 30), date(2027, 1, 4)):
    texts = {name: format_date(day, PATTERN, locale=name) for name in ("nl", "nl_NL")}
    print(f"  {day}: {texts}, ISO 8601 week {day.isocalendar().week}")
print(f"  days of a year whose week differs from ISO 8601 under nl: {dict(wrong)}, under nl_NL: {nl_NL_wrong}")
if nl_NL_wrong or wrong[2026] > 7 or wrong[2027] < 360:
    sys.exit("No longer so.")
PYTHON
echo "Why it matters: the territory decides about weeks, and a locale without one gets the world's rule of one day."
echo "  'nl' is what a browser's Accept-Language or a lang attribute gives. Tests written in 2026 pass; from January"
echo "  2027 a letter that promises an answer 'in week 10' names the wrong week. Use a territory or isocalendar."
